"""A small public site: a district with three offices, years in both editions, a correction, a draft, an office renamed."""

from __future__ import annotations

import datetime

from disclosure.desk import drafts
from disclosure.exchange import content_hash, dump_report
from disclosure.models import (
    Agency,
    Membership,
    Release,
    ReleaseFile,
    Report,
    ReportingYear,
    Role,
    Stage,
    User,
)
from disclosure.outputs.formats import FORMATS
from disclosure.public.indexing import index_release
from disclosure.review import workflow
from disclosure.review.findings import open_findings
from disclosure.statutory.content import CellChange, PassageChange, PassageText
from disclosure.statutory.places import Place
from tests.support.make import PASSAGES, Figures, make_content
from tests.support.stage import fill, fresh, hand_in, release

OLD_NAME, NEW_NAME = "听松镇人民政府", "听松街道办事处"
REASON = "表三漏计一件 <自然人>。"


def person(username: str, agency: Agency, *roles: Role) -> User:
    """Somebody with these roles in an office."""
    found = User.objects.create_user(username, name=username)
    for role in roles:
        Membership.objects.create(user=found, agency=agency, role=role)
    return found


class Staff:
    """Who writes and who decides in one office."""

    def __init__(self, agency: Agency) -> None:
        self.agency = agency
        self.clerk = person(f"{agency.code}.c", agency, Role.CLERK)
        self.leader = person(f"{agency.code}.l", agency, Role.LEADER)

    def draft(self, year: int, **texts: str) -> Report:
        """A draft filled with zeros, and with these passages."""
        ReportingYear.objects.get_or_create(
            year=year, defaults={"due_on": datetime.date(year + 1, 1, 31)}
        )
        report = fill(
            workflow.open_report(agency=self.agency, year=year, by=self.clerk),
            self.clerk,
        )
        return self.write(report, **texts)

    def write(self, report: Report, **texts: str) -> Report:
        """Write these passages in place of what is there."""
        report = fresh(report)
        changes = [
            PassageChange(key, report.content.passage(key), PassageText(text))
            for key, text in texts.items()
        ]
        drafts.save_passages(report=report, changes=changes, by=self.clerk)
        return fresh(report)

    def publish(self, report: Report) -> Release:
        """Hand in, approve and publish, whatever queries there are: each is answered."""
        report = fresh(report)
        for query in open_findings(report):
            workflow.answer(
                report=report,
                fingerprint=query.fingerprint,
                reason="属实。",
                by=self.clerk,
            )
        return release(hand_in(fresh(report), self.clerk), self.leader).releases.first()

    def correct(self, report: Report, **texts: str) -> Release:
        """A correction: one more request, granted; and these passages."""
        report = workflow.correct(report=fresh(report), by=self.leader, reason=REASON)
        cells = [
            CellChange(Place("requests", row, "person"), "0", "1")
            for row in ("new", "granted")
        ]
        drafts.save_cells(report=report, changes=cells, by=self.clerk)
        return self.publish(self.write(report, **texts))

    def put(
        self,
        year: int,
        *,
        reason: str = "",
        figures: Figures | None = None,
        **texts: str,
    ) -> Release:
        """A version as if it had gone the whole way: quicker, and of any content."""
        content = make_content(
            figures, year=year, name=self.agency.name, passages=PASSAGES | texts
        )
        report, _ = Report.objects.get_or_create(
            agency=self.agency,
            year=year,
            defaults={
                "edition_key": content.edition.key,
                "stage": Stage.PUBLISHED,
                "changed_by": self.clerk,
            },
        )
        made = Release.objects.create(
            report=report,
            number=report.releases.count() + 1,
            title=content.title,
            reason=reason,
            exchange_json=dump_report(content),
            content_hash=content_hash(content),
            published_by=self.leader,
        )
        for key in FORMATS:
            if key != "json":
                ReleaseFile.objects.create(
                    release=made, format=key, body=f"stand-in for {key}".encode()
                )
        index_release(made)
        return made


ONE_MORE = {"requests": {"new": {"person": 1}, "granted": {"person": 1}}}


def build() -> dict[str, Staff]:
    """The site. 棠溪: 2020 and 2022 to 2023, 2023 corrected; 听松: 2022 under its old name; 月桥: a draft only."""
    district = Agency.objects.create(
        code="wangting", name="望汀区人民政府", kind="county"
    )
    names = {
        "tangxi": "棠溪街道办事处",
        "tingsong": OLD_NAME,
        "yueqiao": "月桥街道办事处",
    }
    staff = {
        code: Staff(
            Agency.objects.create(code=code, name=name, kind="street", parent=district)
        )
        for code, name in names.items()
    }
    tangxi = staff["tangxi"]
    tangxi.put(2020)
    tangxi.put(2022)
    text = "全年公开信息{}条，其中ＰＤＦ文件3件。\n举办<政务>开放日活动。"
    tangxi.put(2023, proactive=text.format(25))
    tangxi.put(2023, proactive=text.format(26), figures=ONE_MORE, reason=REASON)
    staff["tingsong"].put(2022)
    Agency.objects.filter(code="tingsong").update(name=NEW_NAME)
    staff["yueqiao"].draft(2023, proactive="月桥草稿里的秘密词语。")
    return staff


__all__ = ["NEW_NAME", "OLD_NAME", "REASON", "Staff", "build"]
