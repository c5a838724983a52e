"""What proves the replies: cases, metrics, gates, and a stand-in for a model."""
