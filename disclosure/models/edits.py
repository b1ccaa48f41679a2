"""The history of cells: who changed what, from what to what, and how. Rows are only ever added."""

from __future__ import annotations

from datetime import timedelta

from django.db import models

from disclosure.models.append_only import ByPerson
from disclosure.models.reports import Report
from disclosure.statutory.places import Place

SITTING = timedelta(minutes=10)
"""Saves of one person in one cell that follow each other within this time are one sitting."""


class CellEdit(ByPerson):
    """One change of one cell, both values as typed."""

    class How(models.TextChoices):
        """The way a value came into the cell."""

        TYPED = "typed", "键入"
        PASTED = "pasted", "粘贴"
        FILLED = "filled", "其余填 0"
        OFFERED = "offered", "采用上年数"
        IMPORTED = "imported", "导入"
        UNDONE = "undone", "撤销"

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="edits")
    table = models.CharField(max_length=32)
    row = models.CharField(max_length=40)
    column = models.CharField(max_length=40)
    was = models.CharField(max_length=64, blank=True)
    now = models.CharField(max_length=64, blank=True)
    how = models.CharField(max_length=8, choices=How.choices, default=How.TYPED)

    class Meta:
        ordering = ("pk",)
        indexes = (
            models.Index(
                fields=("report", "table", "row", "column"), name="edits_of_a_cell"
            ),
        )

    def __str__(self) -> str:
        return f"{self.report_id} {self.table}.{self.row}.{self.column}: {self.was} → {self.now}"


def newest_edit(report: Report, place: Place) -> CellEdit | None:
    """Who changed a cell last, and when."""
    return _edits_of(report, place).last()


def history_of(report: Report, place: Place) -> list[CellEdit]:
    """The changes of a cell, newest first, the saves of one sitting as one: from its first value to its last."""
    sittings: list[CellEdit] = []
    for edit in _edits_of(report, place):
        last = sittings[-1] if sittings else None
        if last is not None and _goes_on(last, edit):
            last.now = edit.now
            last.at = edit.at
        else:
            sittings.append(edit)

    return [edit for edit in reversed(sittings) if edit.was != edit.now]


def _edits_of(report: Report, place: Place) -> models.QuerySet[CellEdit]:
    return CellEdit.objects.filter(
        report=report, table=place.table, row=place.row, column=place.column
    )


def _goes_on(last: CellEdit, edit: CellEdit) -> bool:
    """Whether an edit belongs to the sitting that ended with `last`."""
    same_hand = last.by_id == edit.by_id and last.how == edit.how
    return same_hand and edit.at - last.at <= SITTING
