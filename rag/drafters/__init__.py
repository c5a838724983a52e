"""Those who write: the offline composer and the model. A proposal is theirs, a draft is the gate's."""
