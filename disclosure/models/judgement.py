"""What people say to the rules: answers to queries, levels that a jurisdiction has changed. Nothing is overwritten."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import models

from disclosure.models.agencies import Agency
from disclosure.models.append_only import AppendOnly, DraftOnly
from disclosure.models.people import User
from disclosure.models.reports import Report
from disclosure.rules import CATALOGUE, Level
from disclosure.rules.surroundings import PART_ONE_LIMIT

OFF = "off"
LIMITED = "D-6"
"""The rule that asks for a limit."""


class Answer(DraftOnly):
    """A clerk's reason to a query. It belongs to a fingerprint, so it lapses when a value it speaks of changes."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="answers")
    code = models.CharField(max_length=8)
    fingerprint = models.CharField(max_length=1000)
    reason = models.TextField("理由", max_length=500)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=100)
    at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("report", "fingerprint"), name="one_answer_per_query"
            ),
        )

    def __str__(self) -> str:
        return f"{self.report} {self.code}"


class RuleLevel(AppendOnly):
    """A rule's level in a jurisdiction, from now on, for an office and everything below it. Rows are only ever added."""

    agency = models.ForeignKey(
        Agency, verbose_name="机关", on_delete=models.PROTECT, related_name="+"
    )
    code = models.CharField("规则", max_length=8)
    level = models.CharField(
        "级别",
        max_length=8,
        choices=[*((level.value, level.label) for level in Level), (OFF, "停用")],
    )
    limit = models.PositiveIntegerField(
        "字数上限",
        null=True,
        blank=True,
        help_text="只用于 D-6：第一部分不超过多少字。不填为 1000 字。",
    )
    reason = models.CharField("依据", max_length=200)
    by = models.ForeignKey(
        User,
        verbose_name="设置人",
        on_delete=models.PROTECT,
        related_name="+",
        editable=False,
    )
    at = models.DateTimeField("时间", auto_now_add=True)

    class Meta:
        verbose_name = verbose_name_plural = "规则级别"
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"{self.agency} {self.code} {self.get_level_display()}"

    def clean(self) -> None:
        rule = CATALOGUE.get(self.code)
        if rule is None:
            raise ValidationError({"code": f"没有编号为 {self.code} 的规则。"})
        if rule.arithmetic:
            raise ValidationError(
                {"code": f"{self.code} 是算术规则，不能停用，也不能改变级别。"}
            )
        if self.limit is not None and self.code != LIMITED:
            raise ValidationError({"limit": f"字数上限只用于 {LIMITED}。"})


def levels_for(agency: Agency) -> dict[str, Level | None]:
    """{code: level} of the rules that this office's jurisdiction has changed, None where switched off."""
    return standards_for(agency).levels


@dataclass(frozen=True, slots=True)
class Standards:
    """How a jurisdiction judges: the levels it has changed, and how long part one may be."""

    levels: dict[str, Level | None]
    limit: int


def standards_for(agency: Agency) -> Standards:
    """What holds for an office: the nearest up the tree decides, of several rows of one office the latest. One query."""
    line = agency.line
    rows = RuleLevel.objects.filter(agency__in=line).values_list(
        "agency_id", "pk", "code", "level", "limit", named=True
    )
    # What comes later overwrites: the nearest office's newest row has the last word.
    known = sorted(rows, key=lambda row: (line.index(row.agency_id), row.pk))
    levels = {row.code: None if row.level == OFF else Level(row.level) for row in known}
    limits = [row.limit for row in known if row.code == LIMITED]
    limit = limits[-1] if limits else None
    return Standards(levels, limit or PART_ONE_LIMIT)
