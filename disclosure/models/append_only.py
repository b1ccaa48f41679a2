"""What the database itself holds fast: rows only ever added, and rows that change only in a draft."""

from __future__ import annotations

from django.db import models

from disclosure.models.people import User


class AppendOnly(models.Model):
    """A record. Its rows are only ever added: triggers refuse to change or delete one, whoever asks."""

    class Meta:
        abstract = True


class ByPerson(AppendOnly):
    """A record of what somebody did. `by_name` is what they were called then: it stays when a person is renamed."""

    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=100)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        abstract = True


class DraftOnly(models.Model):
    """Part of what a `report` says. Triggers refuse to add, change or delete a row unless the report is a draft."""

    class Meta:
        abstract = True
