"""What a message or a review brings up, decided with what search found."""
