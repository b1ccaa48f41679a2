"""Last year's figures as somebody entered them, where the system has no release of them. Rows are only ever added."""

from __future__ import annotations

from functools import cached_property

from django.db import models

from disclosure.exchange import load_report
from disclosure.models.agencies import Agency
from disclosure.models.append_only import ByPerson
from disclosure.statutory.content import Content


class PriorFigures(ByPerson):
    """「上年数」: an office's figures of a year before it used the system, with their source. The newest row counts."""

    agency = models.ForeignKey(
        Agency, on_delete=models.PROTECT, related_name="prior_figures"
    )
    year = models.PositiveSmallIntegerField("年度")
    source = models.CharField("来源", max_length=200)
    exchange_json = models.TextField()

    class Meta:
        verbose_name = verbose_name_plural = "上年数"
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"{self.agency} {self.year} {self.source}"

    @cached_property
    def content(self) -> Content:
        return load_report(self.exchange_json.encode())
