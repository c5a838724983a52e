"""The index of cards and passages, and what searching it rests on."""
