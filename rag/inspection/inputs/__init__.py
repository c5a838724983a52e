"""Files of replies → rows, one kind of file a module; every reader is a generator."""
