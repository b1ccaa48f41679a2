"""Published reports, frozen: the content as an exchange file, and every file that was printed from it."""

from __future__ import annotations

from functools import cached_property

from django.db import models

from disclosure.exchange import load_report
from disclosure.models.agencies import Agency
from disclosure.models.append_only import AppendOnly
from disclosure.models.people import User
from disclosure.models.reports import Report
from disclosure.statutory.content import Content


class Release(AppendOnly):
    """One published version of a report. Nothing in it is ever computed again, nothing is changed or deleted."""

    report = models.ForeignKey(
        Report, on_delete=models.PROTECT, related_name="releases"
    )
    number = models.PositiveSmallIntegerField("版次", default=1)
    title = models.CharField("标题", max_length=300)
    exchange_json = models.TextField()
    content_hash = models.CharField(max_length=64)
    reason = models.TextField("更正的原因", blank=True)
    answers = models.JSONField("疑点的理由", default=list)
    published_at = models.DateTimeField("发布时间", auto_now_add=True)
    published_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = verbose_name_plural = "已发布的报告"
        ordering = ("-number",)
        constraints = (
            models.UniqueConstraint(
                fields=("report", "number"), name="one_release_per_number"
            ),
        )

    def __str__(self) -> str:
        return f"{self.title} ({self.number})"

    @cached_property
    def content(self) -> Content:
        """The frozen content, read from the stored exchange file."""
        return load_report(self.exchange_json.encode())

    def file(self, key: str) -> bytes | None:
        """A file as it was printed then; None for a format that there was none of."""
        if key == "json":
            return self.exchange_json.encode()

        found = self.files.filter(format=key).first()
        return bytes(found.body) if found else None


class ReleaseFile(AppendOnly):
    """One file of a release, byte for byte as it was printed for it; `format` is a key of `outputs.formats`."""

    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="files")
    format = models.CharField("格式", max_length=16)
    body = models.BinaryField()

    class Meta:
        verbose_name = verbose_name_plural = "已发布的文件"
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("release", "format"), name="one_file_per_format"
            ),
        )

    def __str__(self) -> str:
        return f"{self.release} {self.format}"


def newest_release(report: Report) -> Release | None:
    """What the public reads of a report; None before it is published."""
    return report.releases.first()


def is_released(agency: Agency, year: int) -> bool:
    """Whether the office's report of a year has been published here."""
    releases = Release.objects.filter(report__agency=agency, report__year=year)
    return releases.exists()
