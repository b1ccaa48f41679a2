"""What the public finds: one row for each report that has been published, about its newest release."""

from __future__ import annotations

from django.core.cache import cache
from django.db import models
from django.db.models import Q

from disclosure.models.agencies import Agency
from disclosure.models.imported import ArchiveReport
from disclosure.models.releases import Release
from disclosure.models.reports import Report

KNOWN_FOR = 2
"""Seconds for which a process takes an address to be as it read it; readers' own caches are told 60."""


class Entry(models.Model):
    """A published report as the lists and the search know it. Made from releases and archived reports alone, so that no
    draft can show in it: either `report` and `release` are there, or `archive` is.

    Code and year are copied: looking up an address reads nothing that a draft could have touched, and the address stays
    as it was first published.
    """

    report = models.OneToOneField(
        Report, on_delete=models.PROTECT, null=True, related_name="entry"
    )
    release = models.OneToOneField(
        Release, on_delete=models.PROTECT, null=True, related_name="+"
    )
    archive = models.OneToOneField(
        ArchiveReport, on_delete=models.PROTECT, null=True, related_name="+"
    )
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="entries")
    code = models.CharField(max_length=64)
    year = models.PositiveSmallIntegerField()
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=300)
    office = models.CharField(max_length=200)
    keys = models.TextField()
    figures = models.JSONField()
    content_hash = models.CharField(max_length=64)
    published_at = models.DateTimeField()
    released_at = models.DateTimeField()
    changed_at = models.DateTimeField(auto_now=True, db_index=True)

    class Meta:
        ordering = ("-year", "agency__path")
        constraints = (
            models.UniqueConstraint(
                fields=("code", "year"), name="one_entry_per_address"
            ),
            models.CheckConstraint(
                condition=Q(
                    release__isnull=False, report__isnull=False, archive__isnull=True
                )
                | Q(release__isnull=True, report__isnull=True, archive__isnull=False),
                name="entry_of_a_release_or_an_archive",
            ),
        )

    def __str__(self) -> str:
        return self.title

    def save(self, *args: object, **kwargs: object) -> None:
        """Save, and let this process forget what it knew of the address; others forget within KNOWN_FOR."""
        super().save(*args, **kwargs)  # type: ignore[arg-type]
        cache.delete(self.known_as(self.code, self.year))

    @staticmethod
    def known_as(code: str, year: int) -> str:
        """The key in the cache under which an address is known."""
        return f"public:entry:{code}:{year}"

    @classmethod
    def at(cls, code: str, year: int) -> Entry | None:
        """What is published at an address. Only what is there is remembered: nothing is always looked up."""
        known: Entry | None = cache.get(key := cls.known_as(code, year))
        if known is None:
            known = cls.objects.order_by().filter(code=code, year=year).first()
            if known:
                cache.set(key, known, KNOWN_FOR)

        return known


class EntryText(models.Model):
    """The words of the newest release, in a table of their own that only the search reads. `folded` is `text`, folded."""

    entry = models.OneToOneField(
        Entry, on_delete=models.CASCADE, primary_key=True, related_name="words"
    )
    folded = models.TextField()
    text = models.TextField()

    def __str__(self) -> str:
        return str(self.entry)
