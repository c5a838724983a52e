"""Other libraries that check a reply, timed on the same reply in the same run: `make bench-peers`, README.md."""
