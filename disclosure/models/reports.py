"""A report: one office's, for one year, with its stage and its free text."""

from __future__ import annotations

import datetime
from functools import cached_property
from typing import cast

from django.core.validators import MinValueValidator
from django.db import models

from disclosure.models.agencies import Agency
from disclosure.models.append_only import DraftOnly
from disclosure.models.lines import entered_figures
from disclosure.models.people import Role, User
from disclosure.statutory.content import Content, Opening, PassageText, Signature
from disclosure.statutory.editions import EDITIONS, FIRST_YEAR, Edition


class Stage(models.TextChoices):
    """How far a report has come."""

    DRAFT = "draft", "填报中"
    SUBMITTED = "submitted", "待审核"
    APPROVED = "approved", "已审核"
    PUBLISHED = "published", "已发布"


class ReportingYear(models.Model):
    """A year for which offices report, and the statutory date by which they publish."""

    year = models.PositiveSmallIntegerField(
        "年度", unique=True, validators=[MinValueValidator(FIRST_YEAR)]
    )
    due_on = models.DateField(
        "法定公布期限", help_text="《条例》第五十条：次年 1 月 31 日前。"
    )
    is_open = models.BooleanField("开放填报", default=True)

    class Meta:
        verbose_name = verbose_name_plural = "年度"
        ordering = ("-year",)

    def __str__(self) -> str:
        return f"{self.year}年"

    @property
    def days_left(self) -> int:
        """Days until the statutory date; negative when it is past."""
        return (self.due_on - datetime.date.today()).days  # noqa: DTZ011 - the process runs in the site's time zone


def open_year() -> ReportingYear | None:
    """The newest year for which offices may begin a report."""
    return ReportingYear.objects.filter(is_open=True).first()


def is_open(year: int) -> bool:
    """Whether offices may begin a report of the year."""
    return ReportingYear.objects.filter(year=year, is_open=True).exists()


def reporting_years() -> list[ReportingYear]:
    """Every year, the newest first."""
    return list(ReportingYear.objects.all())


class Report(models.Model):
    """One agency's report for one year."""

    agency = models.ForeignKey(
        Agency, verbose_name="机关", on_delete=models.PROTECT, related_name="reports"
    )
    year = models.PositiveSmallIntegerField("年度")
    edition_key = models.CharField("格式", max_length=8)
    stage = models.CharField(
        "状态", max_length=16, choices=Stage.choices, default=Stage.DRAFT
    )
    opening = models.CharField(
        "引言位置",
        max_length=8,
        choices=[("inside", "第一部分之内"), ("before", "第一部分之前")],
        default="inside",
    )
    signature_agency = models.CharField("落款机关", max_length=200, blank=True)
    signature_date = models.DateField("落款日期", null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)
    changed_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, related_name="+"
    )
    submitted_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        verbose_name = verbose_name_plural = "年度报告"
        ordering = ("-year", "agency__path")
        constraints = (
            models.UniqueConstraint(
                fields=("agency", "year"), name="one_report_per_agency_and_year"
            ),
        )

    def __str__(self) -> str:
        return f"{self.agency} {self.year}"

    @property
    def edition(self) -> Edition:
        return EDITIONS[self.edition_key]

    @property
    def title(self) -> str:
        return self.edition.title_of(self.agency.name, self.year)

    @property
    def signature(self) -> Signature:
        """Who signs and when, as far as it has been said."""
        return Signature(self.signature_agency, self.signature_date)

    @cached_property
    def known_roles(self) -> dict[int, set[Role]]:
        """{person's id: roles}, filled by access for as long as this object lives: one request."""
        return {}

    @cached_property
    def content(self) -> Content:
        """What the report says now, read from its lines and passages: a fixed number of queries."""
        signed = self.signature_agency or self.signature_date
        texts = {
            passage.key: PassageText(passage.text, passage.heading)
            for passage in self.passages.all()
        }
        return Content(
            edition=self.edition,
            year=self.year,
            agency_name=self.agency.name,
            agency_kind=self.agency.agency_kind,
            entered=entered_figures(self),
            passages=texts,
            signature=self.signature if signed else None,
            opening=cast(Opening, self.opening),
        )


def report_of(agency: Agency, year: int) -> Report | None:
    """The office's report of a year, if it has begun."""
    return Report.objects.filter(agency=agency, year=year).first()


class Passage(DraftOnly):
    """The free text of one place. `heading` NULL is the official one, "" is none."""

    report = models.ForeignKey(
        Report, on_delete=models.CASCADE, related_name="passages"
    )
    key = models.CharField(max_length=32)
    heading = models.CharField(max_length=100, null=True)  # noqa: DJ001 - NULL is the official heading
    text = models.TextField(blank=True)
    changed_by_name = models.CharField(max_length=100, blank=True)
    changed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("report", "key"), name="one_passage_per_place"
            ),
        )

    def __str__(self) -> str:
        return f"{self.report} {self.key}"


def kept_passage(report: Report, key: str) -> Passage | None:
    """A passage as it is kept, with who changed it last and when; None where nobody has written it."""
    return report.passages.filter(key=key).first()
