"""Load the demo: an invented district, last year's published reports, one draft half filled, one report handed in."""

from __future__ import annotations

import datetime
import secrets
from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from disclosure.desk import drafts
from disclosure.exchange import content_hash
from disclosure.management import demo_texts
from disclosure.models import Agency, Membership, Report, ReportingYear, Role, User
from disclosure.outputs import document
from disclosure.outputs.formats import print_files
from disclosure.review import workflow
from disclosure.statutory.content import CellChange, PassageChange, PassageText
from disclosure.statutory.places import Place

CHARACTERS = "abcdefghjkmnpqrstuvwxyz23456789"


class Command(BaseCommand):
    """Runs once, on an empty database; the accounts are printed."""

    help = "装入演示数据（仅限空数据库）。"

    def handle(self, *args: Any, **options: Any) -> None:
        if User.objects.exists() or Agency.objects.exists():
            self.stdout.write("数据库里已有人员或机关，不装入演示数据。")
            return

        password = "-".join(
            "".join(secrets.choice(CHARACTERS) for _ in range(4)) for _ in range(3)
        )
        with transaction.atomic():
            people = _people(password)
            _reports(people)

        self.stdout.write(_accounts(password))


def _people(password: str) -> dict[str, User]:
    code, name, kind = demo_texts.DISTRICT
    agencies = {code: Agency.objects.create(code=code, name=name, kind=kind)}
    for office, title in demo_texts.OFFICES:
        agencies[office] = Agency.objects.create(
            code=office, name=title, kind="street", parent=agencies[code]
        )

    people = {}
    for username, person, agency, role, _ in demo_texts.PEOPLE:
        people[username] = User.objects.create_user(
            username, password=password, name=person
        )
        Membership.objects.create(
            user=people[username], agency=agencies[agency], role=Role(role)
        )

    User.objects.create_superuser("admin", password=password, name="系统管理员")
    return people


def _reports(people: dict[str, User]) -> None:
    today = datetime.date.today()  # noqa: DTZ011 - the process runs in the site's time zone
    year = today.year if today.month > 6 else today.year - 1
    for each in (year - 1, year):
        ReportingYear.objects.create(year=each, due_on=datetime.date(each + 1, 1, 31))

    last = year - 1
    for office, data in (
        ("tangxi", demo_texts.tangxi(last)),
        ("tingsong", demo_texts.tingsong(last)),
        ("yueqiao", demo_texts.yueqiao(last)),
    ):
        _publish(_filled(people, office, last, data), people, office)

    this = demo_texts.tangxi(year, busier=3)
    _filled(people, "tangxi", year, _half(this), zeros=False)
    submitted = _filled(people, "tingsong", year, demo_texts.tingsong_a_year_on(year))
    workflow.submit(report=submitted, by=people["tingsong.clerk"])


def _half(data: dict[str, Any]) -> dict[str, Any]:
    """The draft of a clerk who was called away: table two, the top of table three, two passages."""
    figures = data["figures"]
    rows = ("new", "granted", "partly_granted")
    requests = {row: figures["requests"][row] for row in rows}
    tables = {
        key: figures[key]
        for key in ("documents", "licensing", "enforcement", "charges")
    }
    passages = {key: data["passages"][key] for key in ("preamble", "proactive")}
    return {"figures": {**tables, "requests": requests}, "passages": passages}


def _filled(
    people: dict[str, User],
    office: str,
    year: int,
    data: dict[str, Any],
    zeros: bool = True,
) -> Report:
    """A report typed in as its clerk would: through the same moves, zeros filled in where asked."""
    clerk = people[f"{office}.clerk"]
    report = workflow.open_report(
        agency=Agency.objects.get(code=office), year=year, by=clerk
    )
    cells = []
    for table, row, column in report.edition.entry_cells:
        figure = (
            data["figures"].get(table, {}).get(row, {}).get(column, 0 if zeros else "")
        )
        cells.append(CellChange(Place(table, row, column), "", str(figure)))

    drafts.save_cells(report=report, changes=cells, by=clerk)
    texts = [
        PassageChange(key, PassageText(""), PassageText(text))
        for key, text in data["passages"].items()
    ]
    return drafts.save_passages(report=report, changes=texts, by=clerk).report


def _publish(report: Report, people: dict[str, User], office: str) -> None:
    clerk, leader = people[f"{office}.clerk"], people[f"{office}.leader"]
    report = workflow.submit(report=report, by=clerk)
    seen = content_hash(report.content)
    report = workflow.approve(report=report, by=leader, seen=seen)
    files = {
        key: file.body
        for key, file in print_files(document.build(report.content)).items()
    }
    workflow.publish(
        report=report, by=leader, printed=workflow.PrintedReport(seen, files)
    )


def _accounts(password: str) -> str:
    lines = [
        f"  {username:<18} {label}（{person}）"
        for username, person, _, _, label in demo_texts.PEOPLE
    ]
    lines.append(f"  {'admin':<18} 管理员，管理地址 /admin/")
    return "\n".join(["演示账号，密码都是 " + password, *lines]) + "\n"
