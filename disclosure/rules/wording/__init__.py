"""Whether the words are right: years, names, parts, likeness, spelling, marks, citations, personal data. Pure: no Django."""

from disclosure.rules.wording import (
    citations,
    enumeration,
    form,
    leftovers,
    likeness,
    names,
    parts,
    personal_data,
    punctuation,
    spelling,
    years_named,
)

MODULES = (
    years_named,
    names,
    parts,
    likeness,
    spelling,
    punctuation,
    enumeration,
    citations,
    leftovers,
    personal_data,
    form,
)
"""Importing them enters their rules in the catalogue, in the order of their codes."""
