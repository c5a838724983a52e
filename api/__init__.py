"""Everything that is HTTP: the API and the console."""
