"""Takes a report on the invented form the whole way, in a copy of the tree that has it: `tests/test_third_edition.py` runs `main`.

Typed through the pages, judged, handed in, approved, published, printed in every format, read back in each. Ends with the
first thing that is not as it should be.
"""

import datetime
import json
import subprocess
import tempfile
from pathlib import Path

from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import setup_test_environment
from django.urls import reverse

from disclosure.desk import drafts
from disclosure.exchange import content_hash, load_report
from disclosure.intake.examine import examine_reading
from disclosure.intake.sandbox import read_in_sandbox
from disclosure.models import (
    LINE_MODELS,
    Agency,
    Report,
    ReportingYear,
    Stage,
    User,
    line_model,
)
from disclosure.models.triggers import missing
from disclosure.review.findings import findings_of, open_findings
from disclosure.rules import Level
from disclosure.statutory.content import CellChange
from disclosure.statutory.editions import EDITIONS, edition_for
from disclosure.statutory.figures import format_figure
from disclosure.statutory.places import Place
from tests.support.make import PASSAGES
from tests.support.parity import assert_the_browser_agrees, edition_data, judged
from tests.support.site import Staff
from tests.support.stage import fresh

YEAR = 2031
FORM = EDITIONS["2031"]
TEXTS = {
    slot.key: PASSAGES[slot.role].replace("2023", str(YEAR)) for slot in FORM.passages
}
LAST_YEAR = {
    "documents__normative_documents__in_force": "7",
    "requests__new__person": "3",
    "requests__granted__person": "1",
    "requests__carried_out__person": "2",
}
"""What the year before leaves over, on the form of 2021."""
FIGURES = {
    "rule_books.binding.valid_now": "8",
    "rule_books.binding.issued": "2",
    "rule_books.binding.withdrawn": "1",
    "rule_books.interpretations.issued": "19",
    "permits.permitted.decided": "31",
    "sanctions.fined.decided": "23",
    "sanctions.inspected.decided": "47",
    "levies.levied.collected": "12.50",
    "levies.levied.payers": "37",
    "applications.received.one_person": "11",
    "applications.received.company": "4",
    "applications.brought_over.one_person": "2",
    "applications.disclosed.one_person": "6",
    "applications.withheld_private.one_person": "3",
    "applications.set_aside_repeat.one_person": "1",
    "applications.otherwise.company": "4",
    "applications.left_over.one_person": "3",
    "remedies.all_cases.review_kept": "1",
    "remedies.all_cases.suit_after_review_open": "1",
    "advice.asked.online": "53",
    "advice.answered.online": "41",
    "advice.unanswered.online": "12",
    "advice.asked.by_telephone": "67",
    "advice.answered.by_telephone": "67",
}
"""What is typed; every other cell gets a nought."""
SLIPS = {
    "rule_books.binding.valid_now": ("9", "Y-2"),
    "applications.brought_over.one_person": ("5", "Y-1"),
    "applications.received.company": ("6", "T3-1"),
    "advice.answered.online": ("40", "T3-1"),
}
"""Cell -> what is typed there at first, and the rule that has to speak of it."""


class Way:
    """The report on its way, and who goes it: an office's clerk and its leader."""

    def __init__(self) -> None:
        office = Agency.objects.create(
            code="tangxi", name="棠溪街道办事处", kind="street"
        )
        self.staff = Staff(office)
        for year in (YEAR - 1, YEAR):
            due = datetime.date(2096, 1, 31)
            ReportingYear.objects.create(year=year, due_on=due)
        self.clerk, self.leader = Client(), Client()
        self.clerk.force_login(self.staff.clerk)
        self.leader.force_login(self.staff.leader)
        self.pk = 0

    @property
    def report(self) -> Report:
        return fresh(Report(pk=self.pk))

    def goes(self) -> None:
        self.last_year_is_published()
        self.is_opened()
        self.is_typed(wrong=True)
        self.slips_are_found()
        self.browser_says_the_same()
        self.is_typed(wrong=False)
        self.pages_are_drawn()
        self.is_handed_in()
        self.is_published()
        self.is_public()
        for kind in ("json", "xlsx", "docx", "html", "pdf"):
            self.is_read_back(kind)
        self.paper_says_the_figures()

    def last_year_is_published(self) -> None:
        """On the form of 2021, whose keys are all others."""
        report = self.staff.draft(YEAR - 1)
        assert report.edition is EDITIONS["2021"]
        for name, text in LAST_YEAR.items():
            type_over(report, self.staff.clerk, name, text)
        self.staff.publish(report)

    def is_opened(self) -> None:
        agency = self.staff.agency.pk
        url = reverse("disclosure:open_report")
        answer = self.clerk.post(url, {"agency": agency, "year": YEAR})
        report = Report.objects.get(year=YEAR)
        assert answer.status_code == 302
        assert report.edition is FORM
        self.pk = report.pk

    def is_typed(self, *, wrong: bool) -> None:
        """Every part through its page, as a browser without a script posts it."""
        for part in FORM.parts:
            url = self.url("part", key=part.key)
            page = self.clerk.get(url)
            assert page.status_code == 200, (part.key, page.status_code)
            posted = {"base": page.context["form"].base, "save": "1"}
            for slot in part.passages:
                posted[f"{slot.key}.text"] = TEXTS[slot.key]
            for table in part.tables:
                posted |= figures_of(table, wrong=wrong)
            if part.role == "other_matters":
                posted["signature_agency"] = self.staff.agency.name
                posted["signature_date"] = f"{YEAR + 1}-01-20"
            answer = self.clerk.post(url, posted)
            assert answer.status_code == 302, (part.key, answer.status_code)

        assert_typed(self.report, wrong=wrong)

    def slips_are_found(self) -> None:
        found = findings_of(self.report, "draft")
        said = {
            (cell.address, finding.code) for finding in found for cell in finding.cells
        }
        for address, (_, code) in SLIPS.items():
            assert (address, code) in said, (address, code, said)
        # The page of the part says it too, and the way on is barred.
        page = self.clerk.get(self.url("part", key="applied_for"))
        assert "「商业企业」列：新收 6" in page.content.decode()
        assert self.clerk.post(self.url("submit")).status_code == 422

    def browser_says_the_same(self) -> None:
        """Totals and findings of the slips, with noughts as last year's figures, as the server has them."""
        case = {"typed": {}, "last": {}, "agency_kind": "street", "name": "slips"}
        for table, row, column in FORM.entry_cells:
            text = typed_at(f"{table}.{row}.{column}", wrong=True)
            case["typed"].setdefault(table, {}).setdefault(row, {})[column] = text
            case["last"].setdefault(table, {}).setdefault(row, {})[column] = "0"
        played = judged(case, FORM)
        codes = {finding["code"] for finding in played["findings"]}
        assert {"T3-1", "Y-1", "Y-2", "Y-4"} <= codes
        with tempfile.TemporaryDirectory() as folder:
            echo = {FORM.key: json.loads(edition_data(FORM))}
            assert_the_browser_agrees(Path(folder) / "cases.json", echo, [played])

    def pages_are_drawn(self) -> None:
        """What else draws a draft: its overview, last year beside it, the last word before it is handed in."""
        for name in ("report", "beside", "last_year", "submit"):
            assert self.clerk.get(self.url(name)).status_code in (200, 302), name
        beside = self.clerk.get(self.url("beside")).content.decode()
        assert "政策咨询服务情况" in beside
        echo = self.clerk.get(self.url("part", key="applied_for")).context["echo"]
        assert echo["last"]["carried_over"]["person"] == "2"
        assert echo["last"]["stock"]["normative_documents"] == "7"

    def is_handed_in(self) -> None:
        for query in open_findings(self.report):
            reason = {"fingerprint": query.fingerprint, "reason": "已经核对，属实。"}
            self.clerk.post(self.url("answer"), reason)
        answer = self.clerk.post(self.url("submit"))
        left = [finding.message for finding in open_findings(self.report)]
        assert answer.status_code == 302, left
        assert self.report.stage == Stage.SUBMITTED

    def is_published(self) -> None:
        assert self.leader.get(self.url("review")).status_code == 200
        seen = {"seen": content_hash(self.report.content)}
        assert self.leader.post(self.url("approve"), seen).status_code == 302
        assert self.report.stage == Stage.APPROVED
        assert self.leader.post(self.url("publish")).status_code == 302
        assert self.report.stage == Stage.PUBLISHED
        self.is_guarded()

    def is_guarded(self) -> None:
        """The migration has put the refusals back, and the new table has its own."""
        assert missing(connection) == []
        for table in (FORM.table("advice"), FORM.table("levies")):
            lines = line_model(table).objects.filter(report=self.pk)
            assert lines.exists()
            try:
                with transaction.atomic():
                    lines.update(row="another")
            except IntegrityError:
                continue
            raise AssertionError(f"{table.key} of a published report was changed")

    def is_public(self) -> None:
        reader, place = Client(), {"code": self.staff.agency.code, "year": YEAR}
        page = reader.get(reverse("disclosure:public_release", kwargs=place))
        assert page.status_code == 200
        assert "本年答复政策咨询数量" in page.content.decode()
        office = {"code": self.staff.agency.code}
        shown = reader.get(reverse("disclosure:public_office", kwargs=office))
        assert shown.status_code == 200
        for table in FORM.tables:
            of_table = place | {"table": table.key}
            csv = reader.get(reverse("disclosure:public_table", kwargs=of_table))
            assert csv.status_code == 200, table.key

    def printed(self, kind: str) -> bytes:
        """The published file of a kind, as a reader fetches it."""
        name = self.staff.agency.code
        place = {"code": name, "year": YEAR, "kind": kind}
        answer = Client().get(reverse("disclosure:public_release_file", kwargs=place))
        assert answer.status_code == 200, (kind, answer.status_code)
        return b"".join(answer)

    def is_read_back(self, kind: str) -> None:
        """Every figure and every text in its place, and nothing left open."""
        content, body = self.report.content, self.printed(kind)
        if kind == "json":
            again = load_report(body)
            assert content_hash(again) == content_hash(content)
        _, reading = read_in_sandbox(body, f"report.{kind}")
        assert reading.edition is FORM, (kind, reading.edition.key)
        assert reading.open == (), (kind, reading.open[:3])
        states = dict(reading.printed.tables)
        assert set(states.values()) == {"read"}, (kind, states)
        for address in all_addresses():
            table, row, column = address.split(".")
            read = reading.entered[table][row, column]
            assert format_figure(read) == typed_at(address), (kind, address, read)
        wrong = [f.message for f in examine_reading(reading) if f.level is Level.ERROR]
        assert wrong == [], (kind, wrong)
        for key, text in TEXTS.items():
            read = reading.passages[key].text
            assert "".join(read.split()) == "".join(text.split()), (kind, key, read)

    def paper_says_the_figures(self) -> None:
        """The words of the PDF, by a program that knows nothing of the form."""
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "report.pdf"
            file.write_bytes(self.printed("pdf"))
            command = ["pdftotext", "-layout", file, "-"]
            ran = subprocess.run(command, capture_output=True, text=True, check=True)
        words = ran.stdout.split()
        for text in FIGURES.values():
            assert text in words, text
        assert "政策咨询服务情况" in "".join(words)

    def url(self, name: str, **more: str) -> str:
        return reverse(f"disclosure:{name}", kwargs={"pk": self.pk, **more})


def type_over(report: Report, by: User, name: str, text: str) -> None:
    """Type over the nought of a cell, `table__row__column`, of a filled draft."""
    change = CellChange(Place(*name.split("__")), "0", text)
    saved = drafts.save_cells(report=report, changes=[change], by=by)
    assert saved.changed == 1


def all_addresses() -> list[str]:
    return [".".join(cell) for cell in FORM.entry_cells]


def typed_at(address: str, *, wrong: bool = False) -> str:
    """What stands in a cell: at first with the slips, then as it should be."""
    if wrong and address in SLIPS:
        return SLIPS[address][0]
    return FIGURES.get(address, "0")


def figures_of(table, *, wrong: bool) -> dict[str, str]:
    """What is posted for the cells of a table."""
    addresses = [f"{table.key}.{row}.{column}" for row, column in table.entry_cells]
    return {address: typed_at(address, wrong=wrong) for address in addresses}


def assert_typed(report: Report, *, wrong: bool) -> None:
    """That the database has what was typed, in the lines of the models."""
    for address in all_addresses():
        cell = tuple(address.split("."))
        kept = format_figure(report.content[cell])
        assert kept == typed_at(address, wrong=wrong), (address, kept)
    for slot in FORM.passages:
        assert report.content.passage(slot.key).text == TEXTS[slot.key]


def main() -> None:
    call_command("migrate", verbosity=0)
    call_command("makemigrations", check=True, dry_run=True, verbosity=1)
    setup_test_environment()
    assert edition_for(YEAR - 1) is EDITIONS["2021"]
    assert edition_for(YEAR) is FORM
    assert len(LINE_MODELS) == 6
    Way().goes()
    print("the whole way")
