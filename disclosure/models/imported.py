"""Files that an office sent in, how each was read, and what became of it. Rows are only ever added."""

from __future__ import annotations

from functools import cached_property
from pathlib import PurePath

from django.db import models

from disclosure.exchange import load_report
from disclosure.models.agencies import Agency
from disclosure.models.append_only import AppendOnly, ByPerson
from disclosure.models.reports import Report
from disclosure.statutory.content import Content

PAGES = frozenset(
    {"htm", "html", "mht", "mhtml", "xhtml", "xml", "svg", "php", "js", "css"}
)
"""Endings that a web server would serve as something that a browser runs."""


def public_name(name: str) -> str:
    """`original.pdf`: what an original is called on the public site. A page of another site is no page of ours."""
    suffix = PurePath(name).suffix.lower().lstrip(".")
    plain = suffix.isascii() and suffix.isalnum() and len(suffix) <= 5
    return (
        f"original.{'txt' if suffix in PAGES else suffix}" if plain else "original.bin"
    )


class ImportedFile(ByPerson):
    """A file as it was sent, byte for byte. The same bytes are kept once for each office."""

    agency = models.ForeignKey(
        Agency, on_delete=models.PROTECT, related_name="imported_files"
    )
    name = models.CharField("文件名", max_length=255)
    size = models.PositiveIntegerField("字节")
    sha256 = models.CharField(max_length=64)
    body = models.BinaryField()

    class Meta:
        verbose_name = verbose_name_plural = "读入的文件"
        ordering = ("-pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("agency", "sha256"), name="one_file_per_office_and_bytes"
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def source_name(self) -> str:
        """How it is named as a source: its name and enough of its hash to tell it from another."""
        return f"{self.name[:150]}（SHA-256 {self.sha256[:16]}…）"


class FileReading(AppendOnly):
    """One reading of a file; the newest counts. Either a reading or one sentence that says why there is none.

    The counts are copied from the reading, so that a list of files reads none of them.
    """

    file = models.ForeignKey(
        ImportedFile, on_delete=models.PROTECT, related_name="readings"
    )
    format = models.CharField("格式", max_length=8, blank=True)
    year = models.PositiveSmallIntegerField("年度", default=0)
    agency_name = models.CharField("机关", max_length=200, blank=True)
    cells = models.PositiveSmallIntegerField(default=0)
    settled = models.PositiveSmallIntegerField(default=0)
    left_open = models.PositiveSmallIntegerField(default=0)
    disagreements = models.PositiveSmallIntegerField(default=0)
    source_json = models.TextField(blank=True)
    reading_json = models.TextField(blank=True)
    refusal = models.TextField(blank=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"{self.file} {self.refusal or self.year}"


class HandEntry(ByPerson):
    """What somebody settled by hand of a file before it was accepted; of one place the newest counts.

    `place` is an anchor of the form (`c-requests-new-person`, `p-problems`) or `year`. `heading` NULL is the official
    one.
    """

    file = models.ForeignKey(
        ImportedFile, on_delete=models.PROTECT, related_name="hand_entries"
    )
    place = models.CharField(max_length=120)
    text = models.TextField(blank=True)
    heading = models.CharField(max_length=100, null=True)  # noqa: DJ001 - NULL is the official heading

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.file_id} {self.place}: {self.text}"


class ArchiveReport(ByPerson):
    """A report published before the office used the system, as read from its file. The newest of a year counts.

    It went through no review here: whoever may publish for the office says that this is what was published.
    """

    agency = models.ForeignKey(
        Agency, on_delete=models.PROTECT, related_name="archive_reports"
    )
    year = models.PositiveSmallIntegerField("年度")
    title = models.CharField("标题", max_length=300)
    exchange_json = models.TextField()
    content_hash = models.CharField(max_length=64)
    file = models.ForeignKey(
        ImportedFile, on_delete=models.PROTECT, related_name="archives"
    )
    left_open = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = verbose_name_plural = "归档的报告"
        ordering = ("-pk",)

    def __str__(self) -> str:
        return self.title

    @cached_property
    def content(self) -> Content:
        return load_report(self.exchange_json.encode())


def archived_report(agency: Agency, year: int) -> ArchiveReport | None:
    """The archived report of an office's year that counts, without its content."""
    archives = ArchiveReport.objects.filter(agency=agency, year=year)
    return archives.defer("exchange_json").first()


class Acceptance(ByPerson):
    """What a file was accepted as, by whom, and which sums of it did not agree then."""

    class What(models.TextChoices):
        """What a file can become."""

        PRIOR = "prior", "上年数"
        ARCHIVE = "archive", "归档"
        DRAFT = "draft", "填入草稿"

    file = models.ForeignKey(
        ImportedFile, on_delete=models.PROTECT, related_name="acceptances"
    )
    what = models.CharField(max_length=8, choices=What.choices)
    year = models.PositiveSmallIntegerField("年度")
    report = models.ForeignKey(
        Report, on_delete=models.PROTECT, null=True, related_name="+"
    )
    places = models.PositiveSmallIntegerField(default=0)
    left_open = models.PositiveSmallIntegerField(default=0)
    findings = models.JSONField(default=list)

    class Meta:
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"{self.file} {self.get_what_display()}"
