"""What LibreOffice makes of our files: the DOCX on paper, and the totals of the XLSX computed anew."""

import re
from collections import Counter
from zipfile import ZIP_DEFLATED, ZipFile

import pypdfium2
import pytest

from disclosure.outputs import document
from disclosure.outputs.xlsx import print_xlsx
from tests.support import papers, readers
from tests.support.random_reports import random_report

pytestmark = pytest.mark.xdist_group("office")

TOTALS = {
    "ordinary": papers.ordinary,
    "widest": papers.widest,
    "unread 2019": lambda: random_report(14),
    "unread 2021": lambda: random_report(31),
}


@pytest.fixture(scope="module")
def convert(libreoffice, tmp_path_factory):
    """Converts files, into a folder of their own."""

    def run(kind, files):
        return libreoffice(tmp_path_factory.mktemp("converted"), kind, files)

    return run


@pytest.fixture(scope="module")
def on_paper(papers_by_libreoffice):
    opened = {
        name: pypdfium2.PdfDocument(path)
        for name, path in papers_by_libreoffice.items()
    }
    yield opened
    for pdf in opened.values():
        pdf.close()


def pages(pdf):
    """Without blanks and page numbers."""
    texts = [papers.bare(page.get_textpage().get_text_range()) for page in pdf]
    return [
        re.sub(rf"—{number}—", "", text) for number, text in enumerate(texts, start=1)
    ]


@pytest.mark.parametrize("name", papers.CASES)
def test_every_word_and_figure_of_the_docx_stands_on_paper(on_paper, name):
    text, made = "".join(pages(on_paper[name])), papers.printed(name)
    # LibreOffice draws the cells of a table in an order of its own: of their words every character is counted.
    assert Counter(text) == Counter(papers.bare("".join(papers.words_in_order(made))))
    running = [words for kind, words in readers.told(made, title=True) if kind != "t"]
    assert papers.missing_in(text, running) is None


def test_a_page_holds_22_lines_of_28_characters(on_paper):
    assert pages(on_paper["long"])[1] == "中" * 22 * 28


@pytest.mark.parametrize("name", papers.CASES)
def test_table_three_has_a_page_to_itself_and_the_last_page_is_not_empty(
    on_paper, name
):
    found = pages(on_paper[name])
    (number,) = [
        at
        for at, text in enumerate(found)
        if "三、收到和处理政府信息公开申请情况" in text
    ]
    assert found[number].startswith("三、收到和处理")
    assert "四、结转下年度继续办理" in found[number]
    assert all(found)
    assert len(found) <= 5


@pytest.fixture(scope="module")
def computed(convert, tmp_path_factory):
    """Workbooks whose stored totals were all replaced by 7, as LibreOffice computes and stores them."""
    folder, files = tmp_path_factory.mktemp("xlsx"), []
    for name, make in TOTALS.items():
        files.append(folder / f"{name}.xlsx")
        files[-1].write_bytes(print_xlsx(document.build(make())))
        spoil(files[-1])
    return dict(
        zip(TOTALS, [path.read_bytes() for path in convert("xlsx", files)], strict=True)
    )


def spoil(path):
    with ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        for name, body in parts.items():
            archive.writestr(name, re.sub(rb"(</f>)<v>[^<]*</v>", rb"\1<v>7</v>", body))


@pytest.mark.parametrize("name", TOTALS)
def test_the_xlsx_computes_to_the_totals_of_the_report(computed, name):
    made = document.build(TOTALS[name]())
    values, compared = readers.read_values(computed[name]), 0
    for filled in papers.tables_of(made):
        lines = values[made.content.edition.table_name(filled.key)]
        # Title, heading and unit stand above a table, and its caption where it has one.
        above = 4 if filled.caption else 3
        totals = [
            place for place in filled.grid.laid if getattr(place.cell, "total", False)
        ]
        for place in totals:
            value = lines[place.line + above][place.column]
            assert as_printed(value) == filled.text(place.cell)
        compared += len(totals)
    assert compared == {"2021": 34, "2019": 32}[made.content.edition.key]


def as_printed(value):
    """A number as the report prints it; what stands for one is a text already."""
    return f"{value:.0f}" if isinstance(value, float) else value
