"""What only reviews need: their points, what they ask of us, which card speaks to a point."""
