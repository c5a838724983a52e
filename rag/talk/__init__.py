"""The talk so far: what a message does in it, what it names, and what was given and asked before."""
