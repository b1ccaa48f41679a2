"""Compares two contents: two versions of one report, or this year's and last year's. Pure: no Django."""

from disclosure.comparison.pieces import Piece, differences, paragraphs
from disclosure.comparison.side_by_side import (
    Beside,
    BesideCell,
    BesideParagraph,
    BesidePassage,
    comparable,
    year_beside_year,
)
from disclosure.comparison.versions import (
    Comparison,
    FigureChange,
    ParagraphChange,
    PassageComparison,
    SettingChange,
    compare,
)

__all__ = [
    "Beside",
    "BesideCell",
    "BesideParagraph",
    "BesidePassage",
    "Comparison",
    "FigureChange",
    "ParagraphChange",
    "PassageComparison",
    "Piece",
    "SettingChange",
    "comparable",
    "compare",
    "differences",
    "paragraphs",
    "year_beside_year",
]
