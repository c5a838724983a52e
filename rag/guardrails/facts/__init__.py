"""What a reply states as fact and what it promises, read once for the rules that ask where it comes from.

`numerals` words → numbers · `quantities` amounts, times, shares · `orders` carriers and states of an order ·
`benefits` what the shop would give · `sources` what stands in conversation, facts, profile and cards.
"""
