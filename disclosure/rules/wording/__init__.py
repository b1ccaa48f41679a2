"""Enters the rules of wording in the catalogue: years, names, parts, spelling, marks, citations, personal data. Pure: no Django."""

# The catalogue keeps the order of this import, and so do docs/rules.md and findings of one
# weight in one part: a module under a new name must sort between the same neighbours.
from disclosure.rules.wording import (
    citations,
    earlier_edition,
    enumeration,
    formalities,
    leftovers,
    other_offices,
    own_words,
    parts,
    personal_data,
    punctuation,
    spelling,
    years_named,
)

MODULES = (
    years_named,
    other_offices,
    parts,
    own_words,
    spelling,
    punctuation,
    enumeration,
    citations,
    earlier_edition,
    leftovers,
    personal_data,
    formalities,
)
"""Importing them enters their rules in the catalogue."""
