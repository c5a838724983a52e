"""Who pays the shipping of a return: what a reply claims about it, and how that agrees with the shop's table."""
