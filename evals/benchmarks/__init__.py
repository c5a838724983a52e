"""Speed as numbers, each beside a baseline of the same run: `make bench`, docs/performance.md."""
