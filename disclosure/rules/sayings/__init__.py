"""Holds what the text says of figures against them: counts, shares, sums, fees, none and all. Pure: no Django."""

from disclosure.rules.sayings import text_fees, text_figures, text_none, text_sums

MODULES = (text_figures, text_sums, text_fees, text_none)
"""Importing them enters their rules in the catalogue, in the order of their codes."""
