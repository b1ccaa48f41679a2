"""The report as PDF: complete, in order, on the lines of GB/T 9704, nothing over its edge, archival, always the same."""

import ctypes
import dataclasses
import hashlib
import io
import json
import logging
import os
import re
import subprocess
import sys
from collections import defaultdict
from itertools import pairwise

import pikepdf
import pypdfium2
import pypdfium2.raw as raw
import pytest

from disclosure.exchange import dump_report
from disclosure.outputs import document, fonts, pdf
from disclosure.outputs.font_build import build_fonts
from disclosure.statutory.content import PassageText
from tests.support import papers

pytestmark = [pytest.mark.pdf, pytest.mark.xdist_group("pdf")]

MM = 72 / 25.4
PAGE = (210 * MM, 297 * MM)
LEFT, RIGHT, TOP, BOTTOM = 28 * MM, 184 * MM, 260 * MM, 35 * MM
"""The edges of what is printed, in points from the lower left corner."""
HAIR = 0.6


@pytest.fixture(scope="module", autouse=True)
def subsets():
    if fonts.missing_fonts():
        build_fonts(print)


@dataclasses.dataclass
class Char:
    text: str
    page: int
    size: float
    font: str
    left: float
    bottom: float
    right: float
    top: float
    line: float


class Printed:
    """A PDF drawn once, with what WeasyPrint said meanwhile."""

    def __init__(self, made):
        self.made = made
        self.said = []
        listener = logging.Handler()
        listener.emit = lambda record: self.said.append(record.getMessage())
        logger = logging.getLogger("weasyprint")
        logger.addHandler(listener)
        self.bytes = pdf.print_pdf(made)
        logger.removeHandler(listener)
        self.pdf = pikepdf.open(io.BytesIO(self.bytes))
        self.reader = pypdfium2.PdfDocument(self.bytes)
        self.chars = [
            char
            for number, page in enumerate(self.reader)
            for char in page_chars(page, number)
        ]
        self.pages = len(self.reader)

    def text(self):
        """Without blanks and page numbers."""
        pages = (page.get_textpage().get_text_range() for page in self.reader)
        return "".join(re.sub(r"—\d+—", "", papers.bare(page)) for page in pages)

    def page_numbers(self):
        return [
            [c for c in self.chars if c.page == page and c.top < BOTTOM]
            for page in range(self.pages)
        ]

    def body(self, page):
        return [char for char in self.chars if char.page == page and char.top >= BOTTOM]


def page_chars(page, number):
    """Every visible character with the box of its ink and the origin of its line."""
    textpage = page.get_textpage()
    for at in range(textpage.count_chars()):
        text = chr(raw.FPDFText_GetUnicode(textpage, at))
        if not text.strip() or raw.FPDFText_IsGenerated(textpage, at) == 1:
            continue
        left, bottom, right, top = textpage.get_charbox(at)
        x, y = ctypes.c_double(), ctypes.c_double()
        raw.FPDFText_GetCharOrigin(textpage, at, x, y)
        name, flags = ctypes.create_string_buffer(120), ctypes.c_int()
        raw.FPDFText_GetFontInfo(textpage, at, name, 120, flags)
        size = raw.FPDFText_GetFontSize(textpage, at)
        yield Char(
            text,
            number,
            round(size * 0.75, 2),
            name.value.decode(),
            left,
            bottom,
            right,
            top,
            round(y.value, 2),
        )


_printed = {}


@pytest.fixture(params=papers.CASES)
def drawn(request, subsets):
    return case(request.param)


def case(name):
    if name not in _printed:
        _printed[name] = Printed(papers.printed(name))
    return _printed[name]


def test_every_word_and_figure_stands_in_order(drawn):
    assert papers.missing_in(drawn.text(), papers.words_in_order(drawn.made)) is None


def test_weasyprint_has_nothing_to_say(drawn):
    assert drawn.said == []


def test_nothing_stands_over_the_edge_of_the_page(drawn):
    for char in drawn.chars:
        if char.top < BOTTOM:  # a page number
            continue
        # Stops at the end of a line keep their blank half; ink is what counts.
        assert char.left >= LEFT - HAIR, char
        assert char.right <= RIGHT + HAIR, char
        assert char.bottom >= BOTTOM - HAIR, char
        assert char.top <= TOP + HAIR, char


def cells(page):
    """The boxes of all table cells: each is drawn as one path."""
    return [
        path.get_bounds() for path in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH])
    ]


def test_no_figure_or_label_stands_over_the_edge_of_its_cell(drawn):
    checked = 0
    for number, page in enumerate(drawn.reader):
        boxes = cells(page)
        for char in drawn.body(number):
            x, y = (char.left + char.right) / 2, (char.bottom + char.top) / 2
            around = [
                box for box in boxes if box[0] <= x <= box[2] and box[1] <= y <= box[3]
            ]
            if not around:
                continue
            left, bottom, right, top = min(
                around, key=lambda box: (box[2] - box[0]) * (box[3] - box[1])
            )
            assert left <= char.left, char
            assert char.right <= right, char
            assert bottom <= char.bottom, char
            assert char.top <= top, char
            checked += 1
    assert checked > 500


def test_figures_are_large_enough_to_read_and_whole_where_that_can_be():
    smallest = {
        name: min(c.size for c in case(name).chars if c.text.isdigit())
        for name in ("ordinary", "full", "widest")
    }
    assert smallest["ordinary"] >= 10
    assert smallest["full"] >= 5.9
    assert smallest["widest"] >= 5.4
    text = "".join(page.get_textpage().get_text_range() for page in case("full").reader)
    assert re.findall(r"\d+", text).count("12345678") == sum(
        value == 12345678
        for cells in case("full").made.content.completed.values()
        for value in cells.values()
    )


@pytest.mark.parametrize("name", papers.CASES)
def test_table_three_stands_whole_on_a_page_of_its_own(name):
    drawn = case(name)
    pages = [papers.bare(page.get_textpage().get_text_range()) for page in drawn.reader]
    first = [
        number
        for number, text in enumerate(pages)
        if "三、收到和处理政府信息公开申请情况" in text
    ]
    last = [
        number for number, text in enumerate(pages) if "四、结转下年度继续办理" in text
    ]
    assert first == last
    assert pages[first[0]].replace(f"—{first[0] + 1}—", "").startswith("三、收到和处理")


def test_the_vertical_label_is_read_downwards():
    chars = case("ordinary").chars
    text = "".join(char.text for char in chars)
    at = text.index("三、本年度办理结果")
    column = [chars[at], *chars[at + 2 : at + 9]]
    assert len({char.line for char in column}) == 8
    assert [char.line for char in column] == sorted(
        (char.line for char in column), reverse=True
    )
    middles = [(char.left + char.right) / 2 for char in column]
    assert max(middles) - min(middles) < 1.5


def test_a_page_holds_22_lines_of_28_characters():
    text = "中" * 28 * 60
    content = dataclasses.replace(
        papers.blank(), passages={"preamble": PassageText(text)}, opening="before"
    )
    drawn = Printed(document.build(content))
    lines = defaultdict(list)
    for char in drawn.body(1):
        lines[char.line].append(char)
    assert len(lines) == 22
    assert {len(line) for line in lines.values()} == {28}
    tops = sorted(lines, reverse=True)
    assert {round(above - below, 1) for above, below in pairwise(tops)} == {29.0}
    for line in lines.values():
        assert line[0].left - LEFT < 2
        assert RIGHT - line[-1].right < 2


def test_type_is_set_in_the_sizes_and_faces_of_an_official_document():
    drawn = case("ordinary")
    text = "".join(char.text for char in drawn.chars)

    def look(words):
        at = text.index(words)
        chars = drawn.chars[at : at + len(words)]
        (found,) = {(char.size, char.font.split("+")[1]) for char in chars}
        return found

    assert look("2023年政府信息公开工作年度报告") == (22, "Report-Song-Bold")
    assert look("一、总体情况") == (16, "Report-Hei")
    assert look("（一）主动公开") == (16, "Report-Kai")
    assert look("1.突出重点领域。") == (16, "Report-Song-Bold")
    assert look("全年主动公开信息326条") == (16, "Report-Song")


def test_the_first_line_of_a_paragraph_is_set_in_by_two_characters():
    drawn = case("ordinary")
    text = "".join(char.text for char in drawn.chars)
    for words in ("根据《中华", "全年主动公开信息", "严格执行", "1.突出", "一、总体"):
        char = drawn.chars[text.index(words)]
        assert LEFT + 31.58 <= char.left <= LEFT + 34, words


def test_the_title_is_centred():
    chars = [char for char in case("ordinary").chars if char.size == 22]
    lines = defaultdict(list)
    for char in chars:
        lines[char.line].append(char)
    assert len(lines) == 2
    for line in lines.values():
        assert abs((line[0].left + line[-1].right) / 2 - (LEFT + RIGHT) / 2) < 2


def test_page_numbers_stand_right_on_odd_and_left_on_even_pages(drawn):
    for number, chars in enumerate(drawn.page_numbers(), start=1):
        assert "".join(char.text for char in chars) == f"—{number}—"
        assert {char.size for char in chars} == {14}
        if number % 2:
            assert RIGHT - 14 - 2 <= chars[-1].right <= RIGHT - 14 + 1
        else:
            assert LEFT + 14 - 1 <= chars[0].left <= LEFT + 14 + 2


def test_pages_are_a4(drawn):
    for page in drawn.pdf.pages:
        assert [float(edge) for edge in page.mediabox] == pytest.approx(
            [0, 0, *PAGE], abs=0.05
        )


def test_it_is_tagged_archival_and_says_what_it_is(drawn):
    root, title = drawn.pdf.Root, drawn.made.title
    with drawn.pdf.open_metadata() as metadata:
        assert metadata["pdfaid:part"] == "3"
        assert metadata["pdfaid:conformance"] == "A"
        assert metadata["dc:title"] == title
    assert str(drawn.pdf.docinfo["/Title"]) == title
    assert str(root.Lang) == "zh-Hans"
    assert root.MarkInfo.Marked
    assert root.ViewerPreferences.DisplayDocTitle
    assert root.OutputIntents[0].S == "/GTS_PDFA1"
    tags = count_tags(root.StructTreeRoot)
    assert tags["/H1"] == 1
    assert tags["/H2"] == 6
    assert tags["/Table"] == len(drawn.made.content.edition.tables)
    assert tags["/TD"] > 150
    assert tags["/TH"] > 60
    assert tags["/Caption"] >= 4


def count_tags(root):
    counts, todo = defaultdict(int), [root]
    while todo:
        element = todo.pop()
        if isinstance(element, pikepdf.Dictionary):
            counts[str(element.get("/S", ""))] += 1
            children = element.get("/K", [])
            todo.extend(children if isinstance(children, pikepdf.Array) else [children])
    return counts


def test_the_exchange_file_is_attached(drawn):
    (name,) = drawn.pdf.attachments
    spec = drawn.pdf.attachments[name]
    attached = spec.get_file().read_bytes().decode()
    assert name == f"report-{drawn.made.content.year}.json"
    assert attached == dump_report(drawn.made.content)
    assert json.loads(attached)["format"] == "disclosure-report/1"
    assert spec.obj.AFRelationship == "/Source"
    assert [str(item.UF) for item in drawn.pdf.Root.AF] == [name]


def test_every_font_is_embedded_and_no_glyph_is_missing(drawn):
    found = 0
    for page in drawn.pdf.pages:
        for font in page.Resources.Font.values():
            inner = font.DescendantFonts[0].FontDescriptor
            assert "/FontFile2" in inner or "/FontFile3" in inner
            assert (
                font.Encoding == "/Identity-H"
            )  # another encoding is made only for missing glyphs
            found += 1
    assert found
    assert "\ufffd" not in drawn.text()


def test_names_come_from_the_subset_and_what_it_lacks_from_a_full_font():
    chars = {char.text: char.font for char in case("full").chars}
    assert {chars[char].split("+")[1] for char in "镕堃䶮㛃"} <= {
        "Report-Song",
        "Report-Song-Bold",
    }
    first_half = chr(
        int.from_bytes(papers.RARE.encode("utf-16-be")[:2])
    )  # PDFium counts in UTF-16
    assert "Noto" in chars[first_half]


def test_the_same_report_gives_the_same_bytes():
    code = """
import django, hashlib, sys
django.setup()
from disclosure.outputs import pdf
from tests.support import papers
for name in ("old", "full", "old"):
    print(hashlib.sha256(pdf.print_pdf(papers.printed(name))).hexdigest())
"""
    expected = [
        hashlib.sha256(case(name).bytes).hexdigest() for name in ("old", "full", "old")
    ]
    for seed, zone in (("1", "Asia/Shanghai"), ("2", "America/Lima")):
        env = os.environ | {
            "PYTHONHASHSEED": seed,
            "TZ": zone,
            "DJANGO_SETTINGS_MODULE": "tests.settings",
        }
        done = subprocess.run(
            [sys.executable, "-c", code],
            env=env,
            capture_output=True,
            text=True,
            check=True,
        )
        assert done.stdout.split() == expected


def test_another_report_has_another_identity():
    identities = {bytes(case(name).pdf.trailer.ID[0]) for name in papers.CASES}
    assert len(identities) == len(papers.CASES)


def test_full_lines_end_at_the_edge():
    """True 两端对齐 comes from disclosure/outputs/justify.py; without it lines with digits in them end short."""
    lines = defaultdict(list)
    for char in case("ordinary").body(0):
        lines[char.line].append(char)
    ends = [line[-1] for line in lines.values() if line[0].size == 16]
    full = [
        end
        for end in ends
        if end.right > RIGHT - 8 and end.text not in "，。、；：”）》"
    ]
    assert len(full) >= 4
    assert all(RIGHT - 1.6 <= end.right <= RIGHT + HAIR for end in full)


def test_the_hooks_in_weasyprint_are_where_we_expect_them():
    """When an upgrade moves one of these, look at justify.py, sparing.py and pdf.py."""
    from weasyprint import HTML, draw
    from weasyprint.layout import inline
    from weasyprint.pdf.fonts import Font

    from disclosure.outputs import justify

    case("ordinary")
    assert draw.draw_text.spaces_characters
    assert inline.justify_line is justify.justify_line
    assert isinstance(Font.file_content, property)
    assert callable(HTML._ua_stylesheets)
    assert b" Tc" in case("ordinary").pdf.pages[0].Contents.read_bytes()
