"""What a reply states as fact and what it promises, read once for the rules that ask where it comes from.

`numerals` words → numbers · `quantities` amounts, times, shares · `orders` carriers and states · `statements` what
is stated as fact · `benefits` what would be given · `terms` the profile's numbers · `sources` what conversation,
facts, profile and cards hold · `grounding` holds the one against the other.
"""
