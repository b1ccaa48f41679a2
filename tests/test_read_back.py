"""Two hundred random reports in every format: what another program reads out of a file is what the report says."""

import io
import json
import os

import pikepdf
import pypdfium2
import pytest

from disclosure.exchange import content_hash, dump_report, load_report
from disclosure.outputs import document
from disclosure.outputs.formats import FORMATS
from disclosure.statutory.figures import Unreadable, format_figure
from tests.support import papers, readers
from tests.support.random_reports import random_report

REPORTS = 200
PDFS = int(os.environ.get("READ_BACK_PDFS") or 20)
"""A PDF takes half a second: READ_BACK_PDFS=200 reads them all."""
BATCH = 20
BATCHES = [range(first, first + BATCH) for first in range(0, REPORTS, BATCH)]
batches = pytest.mark.parametrize(
    "seeds", BATCHES, ids=lambda seeds: f"{seeds[0]}-{seeds[-1]}"
)


def printed(seeds, kind):
    for seed in seeds:
        made = document.build(random_report(seed))
        yield made, FORMATS[kind].print(made)


def test_the_reports_hold_what_has_to_be_tried():
    reports = [random_report(seed) for seed in range(REPORTS)]
    values = [
        value
        for report in reports
        for cells in report.completed.values()
        for value in cells.values()
    ]
    assert {report.edition.key for report in reports} == {"2019", "2021"}
    assert values.count(None) > 5000
    assert values.count(999999999999) > 2000
    assert sum(isinstance(value, Unreadable) for value in values) > 500
    assert sum("." in format_figure(value) for value in values) > 50
    texts = [passage.text for report in reports for passage in report.passages.values()]
    assert sum(text.count("\n") > 1 for text in texts) > 300
    assert sum("\n（" in text for text in texts) > 100


@batches
def test_docx(seeds):
    for made, body in printed(seeds, "docx"):
        assert readers.read_docx(body) == readers.told(made, title=True)


@batches
def test_html(seeds):
    for made, body in printed(seeds, "html"):
        assert readers.Markup(body.decode()).told == readers.told(made, title=True)


@batches
def test_the_fragment_for_a_site(seeds):
    for made, body in printed(seeds, "fragment"):
        assert readers.Markup(body.decode()).told == readers.told(made, title=False)


@batches
def test_csv(seeds):
    for made, body in printed(seeds, "csv"):
        content, records = made.content, readers.read_csv(body)
        assert {
            (r["表键"], r["行键"], r["列键"]): r["数值"] for r in records
        } == readers.figures_of(made)
        for record in records:
            table = content.edition.table(record["表键"])
            row, column = record["行键"], record["列键"]
            assert record["行名"] == table.row_label(row)
            assert record["列名"] == table.column_label(column)
            assert record["单位"] == table.unit_of(column)
            assert record["来源"] == ("计算" if table.is_total(row, column) else "填报")
            head = (record["格式版本"], record["年度"], record["机关名称"])
            assert head == (content.edition.key, str(content.year), content.agency_name)


@batches
def test_xlsx(seeds):
    for made, body in printed(seeds, "xlsx"):
        sheets, values = readers.read_sheets(body), readers.read_values(body)
        figures = readers.figures_of(made)
        for block in (
            block for block in made.blocks if isinstance(block, document.Tables)
        ):
            for filled in block.tables:
                name = made.content.edition.table_name(filled.key)
                check_table(filled, sheets[name], values[name], figures)
        check_records(made, sheets["数据"], figures)
        check_texts(made, sheets["文字"])


def check_table(filled, sheet, values, figures):
    top = 4 if filled.caption else 3
    for place in filled.grid.laid:
        at = (top + place.line, place.column)
        if hasattr(place.cell, "column"):
            value = filled.values[place.cell.row, place.cell.column]
            assert (
                sheet[at].shown
                == figures[filled.key, place.cell.row, place.cell.column]
            )
            if isinstance(value, int):
                assert sheet[at].value == values[at[0]][at[1]] == value
            assert bool(sheet[at].formula) == place.cell.total
        else:
            assert papers.bare(sheet[at].shown) == papers.bare(place.cell.text)


def check_records(made, sheet, figures):
    head = [sheet[0, column].shown for column in range(12)]
    table, row, column, value = (
        head.index(name) for name in ("表键", "行键", "列键", "数值")
    )
    found = {
        (
            sheet[line, table].shown,
            sheet[line, row].shown,
            sheet[line, column].shown,
        ): sheet[line, value].shown
        for line in range(1, max(at for at, _ in sheet) + 1)
    }
    assert found == figures
    assert sheet[1, head.index("机关名称")].shown == made.agency


def check_texts(made, sheet):
    content, found = made.content, {}
    for line in range(1, max(at for at, _ in sheet) + 1):
        part, key, heading, number, text = (
            sheet[line, column].shown for column in range(5)
        )
        assert part == content.edition.part_of(key).heading
        assert heading == content.passage(key).printed_heading(
            content.edition.passage(key)
        )
        found[key, int(number)] = found.get((key, int(number)), "") + text
    for slot in content.edition.passages:
        lines = [
            line.strip()
            for line in content.passage(slot.key).text.splitlines()
            if line.strip()
        ]
        assert [text for (key, _), text in found.items() if key == slot.key] == (
            lines or [""]
        )


@batches
def test_json(seeds):
    for made, body in printed(seeds, "json"):
        back = load_report(body)
        assert dump_report(back) == dump_report(made.content)
        for table, cells in made.content.entered.items():
            readable = {
                cell: value for cell, value in cells.items() if value is not None
            }
            readable = {
                cell: value
                for cell, value in readable.items()
                if not isinstance(value, Unreadable)
            }
            assert back.entered.get(table, {}) == readable
        assert back.passages == made.content.passages


@pytest.mark.pdf
@pytest.mark.xdist_group("pdf")
@pytest.mark.parametrize("seed", range(PDFS))
def test_pdf(seed):
    ((made, body),) = printed([seed], "pdf")
    opened = pypdfium2.PdfDocument(body)
    pages = (page.get_textpage().get_text_range() for page in opened)
    text = "".join(
        papers.bare(page).replace(f"—{number}—", "")
        for number, page in enumerate(pages, start=1)
    )
    opened.close()
    assert papers.missing_in(text, papers.words_in_order(made)) is None
    with pikepdf.open(io.BytesIO(body)) as pdf:
        (attached,) = pdf.attachments.values()
        data, identity = attached.get_file().read_bytes(), bytes(pdf.trailer.ID[0])
    assert json.loads(data)["agency"]["name"] == made.agency
    assert data.decode() == dump_report(made.content)
    assert identity == content_hash(made.content)[:32].encode()
