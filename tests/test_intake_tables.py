"""Placing the statutory tables: two real reports exactly, and one case for each thing that real tables do."""

from decimal import Decimal

import pdfplumber
import pytest

from disclosure.intake.source import (
    GridCell,
    Picture,
    SourceGrid,
    SourceParagraph,
    Where,
)
from disclosure.intake.tables import place_tables
from disclosure.intake.tables.cells import read_cell
from disclosure.intake.tables.form_names import names_of
from disclosure.intake.tables.label_text import bare, number_of
from disclosure.outputs import flat
from disclosure.statutory.content import Content
from disclosure.statutory.editions import EDITIONS, edition_for
from disclosure.statutory.figures import Unreadable
from disclosure.statutory.places import Place
from tests.support.paper_tables import (
    Sheet,
    Td,
    distinct,
    laid_out,
    paper_of,
    sheet_of,
    sparse,
)
from tests.support.shared import shared

FORM = edition_for(2023)


def grid(*lines, ragged=False, block=1):
    """A grid of single cells; a line with fewer cells than others ends sooner."""
    sheet = Sheet("", [[Td(text) for text in line] for line in lines], [], 0, ragged)
    return laid_out(sheet, Where(block))


def lines_as_blocks(text):
    """Text as a plain reader gives it: lines with tabs are ragged grids, others paragraphs."""
    blocks, lines = [], []
    for line in [*text.splitlines(), ""]:
        if "\t" in line:
            lines.append(line.split("\t"))
            continue
        if lines:
            blocks.append(grid(*lines, ragged=True, block=len(blocks) + 1))
            lines = []
        if line.strip():
            blocks.append(SourceParagraph(line, Where(len(blocks) + 1)))
    return blocks


def pages_as_blocks(path):
    """The ruled tables of a PDF, spans measured by the rules."""
    blocks = []
    with pdfplumber.open(path) as pdf:
        for page in pdf.pages:
            for table in page.find_tables():
                where = Where(len(blocks) + 1, page.page_number)
                blocks.append(table_as_block(table, where))
    return blocks


def table_as_block(table, where):
    boxes = []
    for y, row in enumerate(table.rows):
        boxes += [(box, y, at) for at, box in enumerate(row.cells) if box]
    xs = sorted({box[0] for box, _, _ in boxes} | {box[2] for box, _, _ in boxes})
    ys = sorted({box[1] for box, _, _ in boxes} | {box[3] for box, _, _ in boxes})
    texts, cells = table.extract(), []
    for box, y, at in boxes:
        left, top, right, bottom = box
        cell = GridCell(
            texts[y][at] or "",
            ys.index(top),
            xs.index(left),
            Where(where.block, where.page, y + 1, at + 1),
            ys.index(bottom) - ys.index(top),
            xs.index(right) - xs.index(left),
        )
        cells.append(cell)
    return SourceGrid(tuple(cells), where)


def opened(placed, table, row="", column=""):
    return [
        o
        for o in placed.open
        if o.place.table == table
        and row in ("", o.place.row)
        and column in ("", o.place.column)
    ]


# ── Two real reports ──────────────────────────────────────────────────────────────────────────────────────────────
def test_the_text_of_a_street_office_is_read_whole():
    placed = place_tables(
        lines_as_blocks(shared("reports/qudong-2023.txt").read_text(encoding="utf-8")),
        year=2023,
    )
    assert placed.edition is FORM
    assert placed.edition_sure
    assert placed.open == ()
    assert sum(len(cells) for cells in placed.entered.values()) == 166
    assert sum(len(cells) for cells in placed.stated.values()) == 34
    assert {
        value
        for cells in (*placed.entered.values(), *placed.stated.values())
        for value in cells.values()
    } == {0}
    assert set(placed.states.values()) == {"read"}
    assert (placed.labels, placed.extra) == ({}, ())
    assert all(found.sure for found in placed.found.values())


def test_the_pdf_of_a_district_is_read_as_printed_with_its_faults():
    placed = place_tables(pages_as_blocks(shared("reports/hongze-2023.pdf")), year=2023)
    assert placed.open == ()
    assert set(placed.states.values()) == {"read"}
    assert {cell: v for cell, v in placed.entered["requests"].items() if v} == {
        ("new", "person"): 21,
        ("partly_granted", "person"): 4,
        ("refused_state_secret", "person"): 1,
        ("refused_process", "person"): 1,
        ("refused_enforcement_file", "person"): 1,
        ("unavailable_not_held", "person"): 10,
        ("unavailable_needs_creation", "person"): 3,
        ("unprocessed_petition", "person"): 1,
    }
    assert placed.stated["requests"]["outcome_total", "total"] == 21
    cases = {column: v for (_, column), v in placed.entered["disputes"].items() if v}
    assert cases == {
        "reconsideration_upheld": 10,
        "reconsideration_corrected": 1,
        "suit_after_reconsideration_upheld": 5,
    }
    assert set(placed.stated["disputes"].values()) == {0}, (
        "wrong totals stay as printed"
    )
    assert len(placed.stated["disputes"]) == 3
    assert placed.entered["documents"]["normative_documents", "in_force"] == 5
    assert placed.entered["licensing"]["licences", "decisions"] == 550
    assert placed.entered["enforcement"] == {
        ("penalties", "decisions"): 4119,
        ("coercion", "decisions"): 195,
    }
    assert placed.entered["charges"]["fees", "amount"] == Decimal("7730.28")
    assert placed.labels["requests.refused_law_forbids"] == "2.其他法律行政止公开"
    assert placed.extra == ("（六）其他处理",)
    found = placed.found[Place("requests", "other_fee_unpaid", "person")]
    assert found.where.page == 4
    assert "其他处理" in found.because


def test_a_table_copied_cell_by_cell_into_paragraphs():
    content = distinct(1)
    blocks = [
        SourceParagraph("三、收到和处理政府信息公开申请情况", Where(1)),
        SourceParagraph("本年情况见下表。", Where(2)),
    ]
    for line in sheet_of(content, "requests").lines:
        blocks += [
            SourceParagraph(td.text, Where(len(blocks) + 1 + at))
            for at, td in enumerate(line)
        ]
    last = len(blocks)
    blocks.append(
        SourceParagraph("四、政府信息公开行政复议、行政诉讼情况", Where(last + 1))
    )
    placed = place_tables(blocks, year=2023)
    assert placed.entered["requests"] == content.entered["requests"]
    assert placed.used == frozenset(range(3, last + 1)), (
        "headings and text are not the table's"
    )
    where = placed.found[Place("requests", "new", "person")].where
    text = blocks[where.block - 1].text
    assert text[where.start : where.end] == str(
        content.entered["requests"]["new", "person"]
    )


# ── One cell ──────────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("text", "kind", "value", "note"),
    [
        ("13,612", "count", 13612, ""),
        ("１３，６１２", "count", 13612, ""),
        (" 0 ", "count", 0, ""),
        ("22（其中修订16件）", "count", 22, "（其中修订16件）"),
        ("22 件", "count", 22, "件"),
        ("22①", "count", 22, "①"),
        ("22²", "count", 22, "²"),
        ("59237.2449", "amount", Decimal("59237.2449"), ""),
        ("7730.28万元", "amount", Decimal("7730.28"), "万元"),
        ("7730.\n28", "amount", Decimal("7730.28"), ""),
        ("13,\n612", "count", 13612, ""),
        ("-3", "signed_count", -3, ""),
        ("减2", "signed_count", -2, "减2"),
        ("增 5", "signed_count", 5, "增 5"),
    ],
)
def test_a_figure_in_a_cell(text, kind, value, note):
    figure = read_cell(text, kind)
    assert (figure.value, figure.note, figure.why, figure.spaced) == (
        value,
        note,
        None,
        False,
    )


@pytest.mark.parametrize(
    "text", ["/", "／", "-", "—", "——", "－", "无", "不适用", "N/A", "*"]
)
def test_a_mark_is_no_figure(text):
    assert read_cell(text, "count").why == "mark"


@pytest.mark.parametrize(
    "text",
    [
        "O",
        "o",
        "〇",
        "零",
        "=SUM(C4:H4)",
        "约20",
        "1.5",
        "-3",
        "12a",
        "三",
        "(16)",
        "22½",
        "1.2.3",
    ],
)
def test_what_cannot_be_read_is_kept(text):
    figure = read_cell(text, "count")
    assert isinstance(figure.value, Unreadable)
    assert figure.value.text == text
    assert figure.why == "unreadable"


@pytest.mark.parametrize("text", ["1 136", "1 1 3 6", "12\n3", "0\n0", "-\n0"])
def test_digits_that_stand_apart_may_be_two_figures(text):
    assert read_cell(text, "count").spaced


def test_yuan_is_not_ten_thousand_yuan():
    assert read_cell("7730元", "amount").yuan
    assert not read_cell("7730万元", "amount").yuan


# ── Labels ────────────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("label", "row"),
    [
        ("1. 属于国家秘密", "refused_state_secret"),
        ("1。属于国家秘密", "refused_state_secret"),
        ("2.其他法律行政止公开", "refused_law_forbids"),
        ("(二) 部分公开 (区分处理的, 只计这一情形, 不计其他情形)", "partly_granted"),
        ("（二）部分公开（区分处理的，只计", "partly_granted"),
        ("五、不予处理 2.重复申请", "unprocessed_repeat"),
        ("四 、结 转 下 年 度 继 续 办 理", "carried_out"),
    ],
)
def test_a_row_by_its_label(label, row):
    hit = names_of(FORM).row(label)
    assert hit.likely
    assert names_of(FORM).rows[hit.name] == Place("requests", row)


@pytest.mark.parametrize(
    "label",
    [
        "（三）不予公开",
        "三 、本年 度办 理 结果",
        "予公开",
        "法人或其他组织",
        "（六）其他处理",
        "备注",
        "",
    ],
)
def test_what_is_no_row(label):
    hit = names_of(FORM).row(label)
    assert hit is None or not hit.likely


def test_labels_without_their_numbers():
    assert bare("（三）不予公开") == "不予公开"
    assert bare("危及“三安全一稳定”") == "危及三安全一稳定"
    assert (number_of("3. 其他"), number_of("（七）总计"), number_of("其他")) == (
        "3",
        "七",
        "",
    )


# ── Which edition ─────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("seed", [0, 1])
def test_the_edition_by_the_tables_own_marks(seed):
    content = distinct(seed)
    placed = place_tables(paper_of(content).blocks)
    assert placed.edition is content.edition
    assert placed.edition_sure
    assert placed.open == ()


def test_without_marks_the_edition_is_not_sure():
    placed = place_tables([SourceParagraph("没有表格。", Where(1))])
    assert placed.edition is FORM
    assert not placed.edition_sure
    assert len(placed.open) == 166
    assert set(placed.states.values()) == {"missing"}
    assert place_tables([], year=1999).edition is FORM


def test_a_table_of_the_earlier_form_does_not_fill_the_present_one():
    content = distinct(0)
    placed = place_tables(paper_of(content).blocks, year=2023)
    assert placed.edition is FORM
    assert not placed.edition_sure
    assert placed.entered["documents"] == {}
    assert len(opened(placed, "documents")) == 6
    assert (
        placed.entered["requests"]["new", "person"]
        == content.entered["requests"]["new", "person"]
    )
    three = opened(placed, "requests", column="person")
    assert {o.place.row for o in three} == {
        "other_not_corrected",
        "other_fee_unpaid",
        "other_remaining",
    }
    assert all(
        str(content.entered["requests"]["other_remaining", "person"]) in o.message
        for o in three
    )


# ── What tables do ────────────────────────────────────────────────────────────────────────────────────────────────
def test_blank_is_not_zero_and_marks_are_said():
    content = sparse(1)
    sheet = sheet_of(content, "requests")
    figures = [td for td in sheet.line("granted") if td.figure]
    figures[0].text, figures[1].text, figures[2].text = "", "/", "见附件"
    placed = place_tables([laid_out(sheet, Where(1))], year=2023)
    why = {o.place.column: o.why for o in opened(placed, "requests")}
    assert why == {"person": "blank", "business": "mark", "research": "unreadable"}
    assert placed.entered["requests"]["granted", "research"] == Unreadable(
        "见附件", "not_a_number"
    )
    assert opened(placed, "requests", column="business")[0].raw == "/"
    assert opened(placed, "requests", column="business")[0].where == Where(
        1, 0, sheet.rows.index("granted") + 1, 4
    )
    assert placed.states["requests"] == "partly"


def test_a_figure_keeps_its_note_and_its_place():
    content = distinct(1)
    sheet = sheet_of(content, "documents")
    td = next(td for td in sheet.line("normative_documents") if td.figure)
    td.text = "22（其中修订16件）"
    placed = place_tables([laid_out(sheet, Where(4))], year=2023)
    found = placed.found[Place("documents", "normative_documents", "made")]
    assert placed.entered["documents"]["normative_documents", "made"] == 22
    assert (found.note, found.raw, found.where.block, found.sure) == (
        "（其中修订16件）",
        td.text,
        4,
        True,
    )


def test_columns_go_by_their_header_and_not_by_their_order():
    placed = place_tables(
        [
            grid(
                ["信息内容", "现行有效件数", "本年制发件数", "本年废止件数"],
                ["规章", "9", "1", "2"],
            )
        ],
        year=2023,
    )
    assert placed.entered["documents"] == {
        ("regulations", "in_force"): 9,
        ("regulations", "made"): 1,
        ("regulations", "repealed"): 2,
    }
    assert {o.place.row for o in opened(placed, "documents")} == {"normative_documents"}


def test_an_unreadable_column_without_sums_stays_open():
    placed = place_tables(
        [
            grid(
                ["信息内容", "本年件数", "本年废止件数", "现行有效件数"],
                ["规章", "1", "2", "3"],
            )
        ],
        year=2023,
    )
    assert set(placed.entered["documents"]) == {
        ("regulations", "repealed"),
        ("regulations", "in_force"),
    }
    assert opened(placed, "documents", "regulations", "made")[0].why == "ambiguous"


def test_a_header_in_yuan_is_another_unit():
    placed = place_tables(
        [grid(["信息内容", "本年收费金额（单位：元）"], ["行政事业性收费", "59237"])],
        year=2023,
    )
    assert placed.entered["charges"] == {}
    assert "元" in opened(placed, "charges")[0].message


def test_a_number_in_spaced_digits_counts_where_the_sum_confirms_it():
    sheet = sheet_of(distinct(1), "requests")
    td = [td for td in sheet.line("granted") if td.figure][2]
    whole, td.text = td.text, " ".join(td.text)
    placed = place_tables([laid_out(sheet, Where(1))], year=2023)
    assert placed.entered["requests"]["granted", "research"] == int(whole)
    assert placed.found[Place("requests", "granted", "research")].sure
    documents = place_tables(
        [
            grid(
                ["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"],
                ["规章", "1 2", "0", "0"],
            )
        ],
        year=2023,
    )
    assert opened(documents, "documents", "regulations", "made")[0].why == "ambiguous"


def test_a_merged_zero_is_zero_in_each_column_only_with_the_sum():
    def merged(total):
        sheet = sheet_of(sparse(1), "requests")
        line = sheet.line("granted")
        first = next(at for at, td in enumerate(line) if td.figure)
        line[first].text, line[first + 1].text, line[-1].text = "3", "0", total
        line[first + 1].wide = 5
        del line[first + 2 : first + 6]
        return place_tables([laid_out(sheet, Where(1))], year=2023)

    assert merged("3").entered["requests"]["granted", "charity"] == 0
    assert not merged("3").found[Place("requests", "granted", "charity")].sure
    assert [o.why for o in opened(merged("4"), "requests", "granted")] == [
        "ambiguous"
    ] * 5


def test_bands_that_contradict_each_other_leave_table_four_open():
    sheet = sheet_of(distinct(1), "disputes")
    sheet.lines[0][0].wide, sheet.lines[0][1].wide = 4, 11
    placed = place_tables([laid_out(sheet, Where(1))], year=2023)
    assert placed.entered["disputes"] == {}
    assert {o.why for o in opened(placed, "disputes")} == {"ambiguous"}
    assert placed.states["disputes"] == "partly"


def test_two_tables_that_differ_leave_what_differs_open():
    content = distinct(1)
    sheet, other = sheet_of(content, "requests"), sheet_of(content, "requests")
    td = next(td for td in other.line("granted") if td.figure)
    td.text = str(int(td.text) + 1)
    placed = place_tables(
        [laid_out(sheet, Where(1)), laid_out(other, Where(2))], year=2023
    )
    (only,) = opened(placed, "requests")
    assert (only.place.row, only.place.column, only.why) == (
        "granted",
        "person",
        "ambiguous",
    )
    assert td.text in only.message
    assert placed.used == {1, 2}


def test_a_row_that_stands_twice_with_other_figures_is_open():
    sheet = sheet_of(distinct(1), "requests")
    labels = [
        td
        for td in (*sheet.line("refused_internal"), *sheet.line("refused_process"))
        if not td.figure
    ]
    labels[1].text = labels[0].text
    placed = place_tables([laid_out(sheet, Where(1))], year=2023)
    assert {o.place.row for o in opened(placed, "requests")} == {
        "refused_internal",
        "refused_process",
    }


def test_the_single_old_row_in_zero_and_in_figures():
    content = Content(
        FORM, 2023, "某街道", "street", {"requests": {("other_remaining", "person"): 5}}
    )
    sheet = sheet_of(content, "requests")
    for row in ("other_not_corrected", "other_fee_unpaid"):
        at = sheet.rows.index(row)
        del sheet.lines[at], sheet.rows[at]
    line = sheet.line("other_remaining")
    del line[0]
    line.insert(0, Td("（六）其他处理", 2))
    sheet.lines[sheet.rows.index("granted")][0].tall -= 2
    for td in (
        td for every in sheet.lines for td in every if td.figure and not td.text
    ):
        td.text = "0"
    for td in sheet.line("outcome_total"):
        td.text = "5" if td.key[1] in ("person", "total") else td.text
    placed = place_tables([laid_out(sheet, Where(1))], year=2023)
    assert placed.extra == ("（六）其他处理",)
    assert {o.place.column for o in opened(placed, "requests")} == {"person"}
    assert len(opened(placed, "requests")) == 3
    assert placed.entered["requests"]["other_fee_unpaid", "business"] == 0
    assert placed.found[Place("requests", "other_fee_unpaid", "business")].sure


def test_pictures_are_said_and_nothing_is_read_into_them():
    content = distinct(1)
    blocks = [
        SourceParagraph("二、主动公开政府信息情况", Where(1)),
        laid_out(sheet_of(content, "documents"), Where(2)),
        SourceParagraph("三、收到和处理政府信息公开申请情况", Where(3)),
        Picture(Where(4), 600, 800),
        SourceParagraph("四、政府信息公开行政复议、行政诉讼情况", Where(5)),
        Picture(Where(6), 16, 16),
    ]
    placed = place_tables(blocks, year=2023)
    assert placed.states == {
        "documents": "read",
        "licensing": "missing",
        "enforcement": "missing",
        "charges": "missing",
        "requests": "picture",
        "disputes": "missing",
    }
    assert {o.why for o in opened(placed, "requests")} == {"picture"}
    assert {o.why for o in opened(placed, "disputes")} == {"missing"}
    assert placed.used == {2}


def test_other_tables_are_left_alone():
    blocks = [
        grid(["索引号", "01-2023"], ["发布机构", "某街道"], ["发布日期", "2024-01-15"]),
        grid(["事项", "数量"], ["行政许可", "120"], ["重复申请", "3"], block=2),
        SourceParagraph("全年办理行政许可 120 件。", Where(3)),
    ]
    placed = place_tables(blocks, year=2023)
    assert not any(placed.entered.values())
    assert set(placed.states.values()) == {"missing"}
    assert placed.used == frozenset()
    beside = place_tables([*blocks, *paper_of(distinct(1)).blocks], year=2023)
    assert beside.entered == distinct(1).entered


def test_records_with_keys_and_the_tables_on_paper_are_held_against_each_other():
    content = distinct(1)
    records = grid(
        flat.HEADER,
        *[
            [str(f or "") for f in flat.fields(r, content)]
            for r in flat.records(content)
        ],
        block=9,
    )
    whole = place_tables([records])
    assert whole.edition is content.edition
    assert whole.entered == content.entered
    assert whole.used == {9}
    sheet = sheet_of(content, "documents")
    td = next(td for td in sheet.line("regulations") if td.figure)
    td.text = str(int(td.text) + 1)
    both = place_tables([laid_out(sheet, Where(1)), records])
    assert [(o.place.row, o.place.column, o.why) for o in both.open] == [
        ("regulations", "made", "ambiguous")
    ]


@pytest.mark.parametrize("edition", EDITIONS.values(), ids=EDITIONS)
def test_a_blank_form_is_found_and_all_of_it_open(edition):
    content = Content(edition, edition.first_year, "某街道", "street")
    placed = place_tables(paper_of(content).blocks, year=content.year)
    assert {o.why for o in placed.open} == {"blank"}
    assert len(placed.open) == len(edition.entry_cells)
    assert set(placed.states.values()) == {"partly"}


def test_a_grid_as_large_as_a_country_is_left_alone():
    huge = GridCell("规章", 0, 0, Where(1), 10**9, 10**9)
    many = grid(*[["重复申请", *"0000000"]] * 3001, block=2)
    placed = place_tables(
        [SourceGrid((huge,), Where(1)), many, SourceParagraph("第" * 10**6, Where(3))],
        year=2023,
    )
    assert set(placed.states.values()) == {"missing"}


def test_what_is_marked_as_beside_the_text_is_not_read():
    sheet = laid_out(sheet_of(distinct(1), "charges"), Where(1))
    placed = place_tables([SourceGrid(sheet.cells, sheet.where, aside=True)], year=2023)
    assert placed.states["charges"] == "missing"
