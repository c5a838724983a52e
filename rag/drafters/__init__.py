"""Those who write: the offline composer and the model. What they write is a proposal until the gate passes it."""
