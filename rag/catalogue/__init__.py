"""What the shop's catalogue says to a question about goods."""
