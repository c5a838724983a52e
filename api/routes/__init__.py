"""The calls of the HTTP contract, a file a subject."""
