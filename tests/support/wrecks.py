"""Wrecked variants of published tables: each a named thing that real files do, mild where a person reads on undisturbed."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from itertools import chain

from tests.support.paper_tables import Paper, Sheet, Td, sheet_of

Doing = Callable[[Paper, random.Random], None]
NOISE = "甲乙丙丁戊己庚辛壬癸"


@dataclass(frozen=True)
class Wreck:
    """`least`: the share of cells that is still read, at least; 0 where all may be left open."""

    name: str
    do: Doing
    least: float


WRECKS: dict[str, Wreck] = {}


def wreck(least: float = 0.0):
    def register(do: Doing) -> Doing:
        WRECKS[do.__name__] = Wreck(do.__name__, do, least)
        return do

    return register


def cells(paper: Paper, *, figures: bool | None = None) -> list[Td]:
    return [
        td
        for s in paper.sheets
        for line in s.lines
        for td in line
        if figures is None or td.figure == figures
    ]


def stub(line: list[Td]) -> Td:
    """The label of a line: the last cell before its figures."""
    return [td for td in line if not td.figure][-1]


def body(sheet: Sheet) -> list[list[Td]]:
    return sheet.lines[sheet.head :]


def paper_total(paper: Paper, td: Td) -> bool:
    return any(
        table.has_cell(*td.key) and table.is_total(*td.key)
        for table in paper.content.edition.tables
    )


def any_line(
    paper: Paper, dice: random.Random, key: str = "requests", *, inner: bool = True
) -> int:
    """A line of the body; `inner`: one that closes no bracket, so that only it is hit."""
    sheet = paper.sheet(key)
    plain = [
        at
        for at in range(sheet.head, len(sheet.lines))
        if not inner or all(td.tall == 1 for td in sheet.lines[at])
    ]
    return dice.choice(plain)


def _cut_brackets(sheet: Sheet, at: int) -> list[Td]:
    """Ends what reaches down over the cut, and gives the blank rests that go on below it."""
    reach: list[Td] = []
    for y, line in enumerate(sheet.lines[:at]):
        if y < sheet.head:
            continue
        for td in line:
            if not td.figure and td.tall > 1 and y + td.tall > at:
                reach.append(Td("", td.wide, y + td.tall - at))
                td.tall = at - y
    return reach


def _copied(lines: list[list[Td]]) -> list[list[Td]]:
    return [[Td(td.text, td.wide, td.tall) for td in line] for line in lines]


def split(paper: Paper, key: str, at: int, *, header: bool = False) -> None:
    """A table cut before a line, brackets cut with it and left blank below."""
    sheet = paper.sheet(key)
    above, below = sheet.lines[:at], sheet.lines[at:]
    reach = _cut_brackets(sheet, at)
    if below:
        below[0][:0] = reach
    top = _copied(sheet.lines[: sheet.head]) if header else []
    first = Sheet(key, above, sheet.rows[:at], sheet.head)
    rest = Sheet(f"{key}+", [*top, *below], [""] * len(top) + sheet.rows[at:], len(top))
    where = paper.items.index(sheet)
    paper.items[where : where + 1] = [first, "— 3 —", rest]


def ragged(paper: Paper, *, fill: bool = False) -> None:
    for sheet in paper.sheets:
        sheet.ragged = True
        if fill:
            for line in sheet.lines:
                line.extend(Td("") for _ in range(3))


def columns_of(sheet: Sheet) -> list[str]:
    return [
        td.key[1]
        for td in next(line for line in sheet.lines if line[-1].figure)
        if td.figure
    ]


# ── Nothing wrong, or nearly ──────────────────────────────────────────────────────────────────────────────────────
@wreck(1.0)
def as_it_is(paper, dice):
    pass


@wreck(1.0)
def labels_letter_spaced(paper, dice):
    for td in cells(paper, figures=False):
        td.text = dice.choice((" ", "\n", "\u3000", "  ")).join(td.text)


@wreck(1.0)
def half_width_signs(paper, dice):
    for td in cells(paper, figures=False):
        td.text = td.text.translate(str.maketrans("（），、“”：", '(),、"":'))


@wreck(1.0)
def labels_broken_over_lines(paper, dice):
    for td in cells(paper, figures=False):
        for _ in range(len(td.text) // 5):
            at = dice.randrange(1, len(td.text))
            td.text = td.text[:at] + "\n" + td.text[at:]


@wreck(1.0)
def numbers_of_labels_otherwise(paper, dice):
    for td in cells(paper, figures=False):
        for number in "12345678":
            if td.text.startswith(f"{number}."):
                td.text = (
                    number + dice.choice(("。", "、", "．", " .", "")) + td.text[2:]
                )


@wreck(1.0)
def no_numbers_at_all(paper, dice):
    for td in cells(paper, figures=False):
        td.text = (
            td.text.split("）", 1)[-1]
            if td.text.startswith("（")
            else td.text.lstrip("12345678.一二三四、")
        )


@wreck(1.0)
def full_width_digits(paper, dice):
    for td in cells(paper, figures=True):
        td.text = td.text.translate(str.maketrans("0123456789", "０１２３４５６７８９"))


@wreck(1.0)
def thousands_separators(paper, dice):
    for td in cells(paper, figures=True):
        if td.text.isdigit():
            td.text = format(int(td.text), ",").replace(",", dice.choice(",，"))


@wreck(1.0)
def units_and_notes_in_cells(paper, dice):
    for sheet in paper.sheets:
        table = paper.content.edition.table(sheet.key)
        for td in chain.from_iterable(sheet.lines):
            if not td.figure or not td.text:
                continue
            units = ("", "件", " 件")
            if table.kind_of(td.key[1]) == "amount":
                units = ("万元", " 万元", "（万元）")
            unit = dice.choice(units)
            note = dice.choice(("", "（其中修订16件）", "(含转办)", "①", "*"))
            td.text += unit + note


@wreck(1.0)
def brackets_repeated_on_every_line(paper, dice):
    sheet = paper.sheet("requests")
    open_: list[list] = []
    for y, line in enumerate(sheet.lines):
        again = [Td(td.text, td.wide) for td, last in open_ if y <= last]
        tall = [
            (td, y + td.tall - 1)
            for td in line
            if not td.figure and td.tall > 1 and y >= sheet.head
        ]
        open_ = [(td, last) for td, last in open_ if y < last] + tall
        for td, _ in tall:
            td.tall = 1
        line[:0] = again


@wreck(1.0)
def brackets_blank(paper, dice):
    for line in body(paper.sheet("requests")):
        for td in line:
            td.text = "" if td.tall > 1 else td.text


@wreck(1.0)
def captions_as_paragraphs(paper, dice):
    items = []
    for item in paper.items:
        if isinstance(item, Sheet) and item.lines[0][0].text.startswith("第二十条"):
            items.append(item.lines.pop(0)[0].text)
            item.rows.pop(0)
            item.head -= 1
        items.append(item)
    paper.items = items


@wreck(1.0)
def captions_missing(paper, dice):
    captions_as_paragraphs(paper, dice)
    paper.items = [
        item
        for item in paper.items
        if not (isinstance(item, str) and item.startswith("第二十条"))
    ]


@wreck(1.0)
def part_two_in_one_grid(paper, dice):
    two = [s for s in paper.sheets if s.key not in ("requests", "disputes")]
    for sheet in two[1:]:
        paper.items.remove(sheet)
        for line in sheet.lines:
            line[-1].wide += 4 - sum(td.wide for td in line)
        two[0].lines += sheet.lines
        two[0].rows += sheet.rows


@wreck(1.0)
def part_two_in_one_grid_with_blank_cells(paper, dice):
    two = [s for s in paper.sheets if s.key not in ("requests", "disputes")]
    for sheet in two[1:]:
        paper.items.remove(sheet)
        for line in sheet.lines:
            line.extend(Td("") for _ in range(4 - sum(td.wide for td in line)))
        two[0].lines += sheet.lines
        two[0].rows += sheet.rows


@wreck(1.0)
def split_over_pages_with_header(paper, dice):
    split(paper, "requests", any_line(paper, dice, inner=False), header=True)


@wreck(1.0)
def split_over_pages_without_header(paper, dice):
    split(
        paper,
        "requests",
        dice.randrange(
            paper.sheet("requests").head + 1, len(paper.sheet("requests").lines)
        ),
    )


@wreck(1.0)
def disputes_split_below_their_header(paper, dice):
    split(paper, "disputes", paper.sheet("disputes").head)


@wreck(1.0)
def pages_shuffled(paper, dice):
    split(
        paper,
        "requests",
        any_line(paper, dice, inner=False),
        header=dice.random() < 0.5,
    )
    dice.shuffle(paper.items)


@wreck(1.0)
def small_slips_in_labels(paper, dice):
    sheet = paper.sheet("requests")
    for old, new in (
        ("其他法律行政法规禁止公开", "其他法律行政止公开"),
        ("没有现成信息需要另行制作", "没有现成信息需另行制作"),
        (
            "要求行政机关确认或重新出具已获取信息",
            "要求行政机关确认或者重新出具已获取的信息",
        ),
        ("危及“三安全一稳定”", "危及三安全一稳定"),
        ("行政规范性文件", "规范性文件"),
        ("社会公益组织", "社会公益性组织"),
    ):
        for td in cells(paper, figures=False):
            td.text = td.text.replace(old, new)
    assert sheet


@wreck(1.0)
def labels_shortened(paper, dice):
    for old, new in (
        ("部分公开（区分处理的，只计这一情形，不计其他情形）", "部分公开"),
        (
            "申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
            "申请人无正当理由逾期不补正",
        ),
        (
            "申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
            "申请人逾期未按收费通知要求缴纳费用",
        ),
        ("结转下年度继续办理", "结转下年度"),
    ):
        for td in cells(paper, figures=False):
            td.text = td.text.replace(old, new)


@wreck(1.0)
def one_label_misspelt_beyond_recognition(paper, dice):
    sheet = paper.sheet("requests")
    stub(
        sheet.lines[dice.choice(range(sheet.head + 3, len(sheet.lines) - 3))]
    ).text = "".join(dice.choices(NOISE, k=7))


@wreck(1.0)
def one_label_blank(paper, dice):
    sheet = paper.sheet("requests")
    stub(
        sheet.lines[dice.choice(range(sheet.head + 3, len(sheet.lines) - 3))]
    ).text = ""


@wreck(1.0)
def columns_swapped_with_their_header(paper, dice):
    swap_columns(paper.sheet("requests"), *dice.sample(range(1, 6), 2), header=True)


@wreck(1.0)
def rows_swapped_with_their_labels(paper, dice):
    sheet = paper.sheet("requests")
    rows = [
        sheet.rows.index(row) for row in ("refused_law_forbids", "refused_internal")
    ]
    one, other = rows
    sheet.lines[one], sheet.lines[other] = sheet.lines[other], sheet.lines[one]


@wreck(0.95)
def last_column_missing(paper, dice):
    for line in paper.sheet("requests").lines:
        if line[-1].figure or line[-1].text == "总计":
            line.pop()
        else:
            line[-1].wide -= line[-1].text == "申请人情况"


@wreck(0.95)
def total_row_missing(paper, dice):
    drop_line(paper.sheet("requests"), "outcome_total")


@wreck(1.0)
def numbered_first_column(paper, dice):
    for sheet in paper.sheets:
        for number, line in enumerate(sheet.lines):
            line.insert(0, Td("序号" if number < sheet.head else str(number)))


@wreck(1.0)
def added_subtotal_column(paper, dice):
    sheet = paper.sheet("requests")
    for y, line in enumerate(sheet.lines):
        if y >= 3:
            *_, total = figures = [td for td in line if td.figure]
            organisations = [int(td.text) for td in figures[1:-1]]
            line.insert(line.index(total), Td(str(sum(organisations))))
    bands, kinds, names, *_ = sheet.lines
    bands[-1].wide += 1
    kinds[1].wide += 1
    names.append(Td("合计"))


@wreck(1.0)
def remarks_column_added(paper, dice):
    for sheet in paper.sheets:
        for y, line in enumerate(sheet.lines):
            line.append(
                Td("备注" if y < sheet.head else dice.choice(("", "见说明", "12")))
            )


@wreck(1.0)
def line_of_column_numbers(paper, dice):
    sheet = paper.sheet("requests")
    sheet.lines.insert(
        sheet.head, [Td("栏次", 3), *(Td(str(number)) for number in range(1, 8))]
    )
    sheet.rows.insert(sheet.head, "")


@wreck(1.0)
def foreign_line_in_between(paper, dice):
    sheet = paper.sheet("requests")
    at = any_line(paper, dice)
    line = [td for td in sheet.lines[at] if td.figure]
    wide = next(td.wide for td in sheet.lines[at] if not td.figure)
    sheet.lines.insert(
        at,
        [Td("其中：涉及征地拆迁", wide), *(Td(str(dice.randrange(9))) for _ in line)],
    )
    sheet.rows.insert(at, "")
    for y, before in enumerate(sheet.lines[:at]):
        for td in before:
            if not td.figure and y >= sheet.head and y + td.tall > at:
                td.tall += 1


@wreck(1.0)
def disputes_upright(paper, dice):
    """Fifteen lines instead of fifteen columns."""
    sheet = paper.sheet("disputes")
    grid = paper.content.edition.table("disputes")
    brackets = {
        "reconsideration_upheld": [Td("行政复议", 2, 5)],
        "direct_suit_upheld": [Td("行政诉讼", 1, 10), Td("未经复议直接起诉", 1, 5)],
        "suit_after_reconsideration_upheld": [Td("复议后起诉", 1, 5)],
    }
    values = {td.key[1]: td.text for td in sheet.lines[-1] if td.figure}
    if len(values) < 15:
        return
    lines = []
    for column in grid.columns:
        figure = Td(values[column.key], key=("cases", column.key))
        before = brackets.get(column.key, [])
        lines.append([*before, Td(column.label), figure])
    sheet.lines, sheet.rows, sheet.head = lines, [""] * 15, 0


@wreck(1.0)
def disputes_as_three_tables(paper, dice):
    sheet = paper.sheet("disputes")
    at = paper.items.index(sheet)
    made: list = []
    values = [td for td in sheet.lines[-1] if td.figure]
    if len(values) < 15:
        return
    for number, block in enumerate(("行政复议", "未经复议直接起诉", "复议后起诉")):
        figures = values[5 * number : 5 * number + 5]
        names = [
            Td(text)
            for text in ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
        ]
        made += [
            f"（{'一二三'[number]}）{block}",
            Sheet("disputes", [names, figures], ["", "cases"], 1),
        ]
    paper.items[at : at + 1] = made


@wreck(1.0)
def disputes_as_three_lines(paper, dice):
    sheet = paper.sheet("disputes")
    figures = [td for td in sheet.lines[-1] if td.figure]
    if len(figures) < 15:
        return
    names = [
        Td(text)
        for text in ("", "结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
    ]
    blocks = ("行政复议", "未经复议直接起诉", "复议后起诉")
    sheet.lines = [
        names,
        *([Td(block), *figures[5 * n : 5 * n + 5]] for n, block in enumerate(blocks)),
    ]
    sheet.rows, sheet.head = ["", "", "", ""], 1


@wreck(1.0)
def part_two_on_its_side(paper, dice):
    for sheet in paper.sheets:
        if sheet.key not in ("requests", "disputes"):
            head, *lines = sheet.lines[1:]
            sheet.lines = [list(line) for line in zip(head, *lines, strict=True)]
            sheet.rows, sheet.head = [""] * len(sheet.lines), 1


@wreck(1.0)
def part_two_side_by_side(paper, dice):
    documents, licensing = paper.sheet("documents"), paper.sheet("licensing")
    paper.items.remove(licensing)
    width = sum(td.wide for td in licensing.lines[0])
    for y, line in enumerate(documents.lines):
        line.extend(
            licensing.lines[y]
            if y < len(licensing.lines)
            else [Td("") for _ in range(width)]
        )


@wreck(1.0)
def table_twice(paper, dice):
    paper.items.append(sheet_of(paper.content, "requests"))


@wreck(1.0)
def ragged_text(paper, dice):
    ragged(paper)


@wreck(1.0)
def ragged_text_with_trailing_tabs(paper, dice):
    ragged(paper, fill=True)


@wreck(0.99)
def a_cell_in_each_paragraph(paper, dice):
    items: list = []
    for item in paper.items:
        items += (
            [td.text for line in item.lines for td in line]
            if isinstance(item, Sheet)
            else [item]
        )
    paper.items = items


@wreck(0.3)
def a_line_in_each_paragraph(paper, dice):
    items: list = []
    for item in paper.items:
        items += (
            [" ".join(td.text for td in line) for line in item.lines]
            if isinstance(item, Sheet)
            else [item]
        )
    paper.items = items


def _has_long_label(line: list[Td]) -> bool:
    if line[0].figure or any(td.tall > 1 for td in line):
        return False
    return len(stub(line).text) > 6


@wreck(0.9)
def labels_spread_over_lines_of_the_grid(paper, dice):
    """As programs print that draw tables with letters: a label goes on in the line below, where no figures stand."""
    for sheet in paper.sheets:
        lines, rows = [], []
        for line, row in zip(sheet.lines, sheet.rows, strict=True):
            spread = _spread(line) if row else [_flat(line)]
            lines += spread
            rows += [row, ""][: len(spread)]
        sheet.lines, sheet.rows, sheet.ragged = lines, rows, True


def _flat(line: list[Td]) -> list[Td]:
    return [Td(td.text, key=td.key) for td in line]


def _spread(line: list[Td]) -> list[list[Td]]:
    """The line without spans, and one below it with the rest of its label if that is long."""
    flat = _flat(line)
    if not _has_long_label(line):
        return [flat]
    at = line.index(stub(line))
    below = [Td("") for _ in flat]
    label = flat[at].text
    flat[at].text, below[at].text = label[:6], label[6:]
    return [flat, below]


# ── Damage ────────────────────────────────────────────────────────────────────────────────────────────────────────
def swap_columns(sheet: Sheet, one: int, other: int, *, header: bool) -> None:
    """Two of the five columns under 法人或其他组织."""
    for y, line in enumerate(sheet.lines):
        places = [at for at, td in enumerate(line) if td.figure]
        if not places and header and y == sheet.head - 1:
            a, b = one - 1, other - 1
        elif places:
            a, b = places[one], places[other]
        else:
            continue
        line[a], line[b] = line[b], line[a]


def drop_line(sheet: Sheet, row: str) -> None:
    """A line gone, its brackets a line shorter, those that begin with it begin with the next."""
    at = sheet.rows.index(row)
    line = sheet.lines.pop(at)
    sheet.rows.pop(at)
    begun = [td for td in line if not td.figure and td.tall > 1]
    for td in begun:
        td.tall -= 1
    if at < len(sheet.lines):
        sheet.lines[at][:0] = begun
    for y, before in enumerate(sheet.lines[:at]):
        for td in before:
            if y >= sheet.head and not td.figure and y + td.tall > at:
                td.tall -= 1


@wreck(0.7)
def rows_dropped(paper, dice):
    sheet = paper.sheet("requests")
    for row in dice.sample([r for r in sheet.rows if r], 3):
        drop_line(sheet, row)


@wreck(0.7)
def row_dropped_and_neighbour_unreadable(paper, dice):
    sheet = paper.sheet("requests")
    at = dice.randrange(sheet.head + 4, len(sheet.lines) - 4)
    drop_line(sheet, sheet.rows[at])
    stub(sheet.lines[at]).text = "".join(dice.choices(NOISE, k=6))


@wreck(0.5)
def every_second_label_unreadable(paper, dice):
    for line in body(paper.sheet("requests"))[::2]:
        stub(line).text = "".join(dice.choices(NOISE, k=8))


@wreck()
def all_labels_blank(paper, dice):
    for sheet in paper.sheets:
        for line in sheet.lines:
            for td in line:
                td.text = td.text if td.figure else ""


@wreck(0.5)
def letters_of_labels_exchanged(paper, dice):
    for td in cells(paper, figures=False):
        letters = list(td.text)
        for _ in range(len(letters) // 4):
            letters[dice.randrange(len(letters))] = dice.choice(NOISE)
        td.text = "".join(letters)


@wreck(0.5)
def half_of_each_label_lost(paper, dice):
    for sheet in paper.sheets:
        for line in body(sheet):
            if not line[0].figure:
                label = stub(line)
                label.text = label.text[: max(2, len(label.text) // 2)]


@wreck(0.7)
def two_labels_alike(paper, dice):
    sheet = paper.sheet("requests")
    stub(sheet.line("refused_stability")).text = stub(
        sheet.line("refused_law_forbids")
    ).text


@wreck(0.9)
def header_of_requests_missing(paper, dice):
    sheet = paper.sheet("requests")
    del sheet.lines[: sheet.head], sheet.rows[: sheet.head]
    sheet.head = 0


@wreck(0.2)
def all_headers_missing(paper, dice):
    for sheet in paper.sheets:
        del sheet.lines[: sheet.head], sheet.rows[: sheet.head]
        sheet.head = 0


@wreck(0.8)
def a_header_cell_blank(paper, dice):
    dice.choice(paper.sheet("requests").lines[2]).text = ""


@wreck(0.8)
def a_header_cell_missing(paper, dice):
    line = paper.sheet("requests").lines[2]
    line.pop(dice.randrange(len(line)))


@wreck(0.2)
def header_cells_missing_in_part_two(paper, dice):
    for sheet in paper.sheets:
        if sheet.key not in ("requests", "disputes"):
            sheet.lines[1].pop(dice.randrange(len(sheet.lines[1])))


@wreck(0.8)
def a_header_cell_missing_in_disputes(paper, dice):
    line = paper.sheet("disputes").lines[2]
    line.pop(dice.randrange(len(line)))


@wreck(0.2)
def header_merged_over_five(paper, dice):
    sheet = paper.sheet("requests")
    sheet.lines.pop(2)
    sheet.rows.pop(2)
    sheet.head = 2
    for line in sheet.lines[:2]:
        for td in line:
            td.tall = min(td.tall, 2 if line is sheet.lines[0] else 1)


@wreck(0.6)
def header_words_misspelt(paper, dice):
    for sheet in paper.sheets:
        for line in sheet.lines[: sheet.head]:
            td = dice.choice(line)
            td.text = "".join(dice.choices(NOISE, k=4))


@wreck(0.7)
def figure_cells_missing(paper, dice):
    for sheet in paper.sheets:
        line = dice.choice(body(sheet))
        line.remove(dice.choice([td for td in line if td.figure]))


@wreck(0.7)
def figure_cells_added(paper, dice):
    for sheet in paper.sheets:
        line = dice.choice(body(sheet))
        places = [at for at, td in enumerate(line) if td.figure]
        line.insert(dice.choice(places), Td(dice.choice(("", "7"))))


@wreck(0.7)
def figures_merged_sideways(paper, dice):
    for line in dice.sample(body(paper.sheet("requests")), 5):
        at = dice.choice([at for at, td in enumerate(line) if td.figure][:-1])
        line[at].wide = 2
        line.pop(at + 1)


@wreck(0.6)
def five_columns_merged(paper, dice):
    for line in dice.sample(body(paper.sheet("requests")), 8):
        at = next(at for at, td in enumerate(line) if td.figure) + 1
        line[at].wide, line[at].text = (
            5,
            str(sum(int(td.text) for td in line[at : at + 5])),
        )
        del line[at + 1 : at + 5]


@wreck(0.7)
def figures_merged_downwards(paper, dice):
    sheet = paper.sheet("requests")
    at = any_line(paper, dice)
    for line, below in zip(
        sheet.lines[at:], sheet.lines[at + 1 : at + 3], strict=False
    ):
        here = dice.choice([x for x, td in enumerate(line) if td.figure])
        key = line[here].key[1]
        there = next((x for x, td in enumerate(below) if td.key[1] == key), None)
        if there is not None and line[here].tall == 1:
            line[here].tall = 2
            below.pop(there)


@wreck(0.7)
def labels_merged_downwards(paper, dice):
    sheet = paper.sheet("requests")
    at = sheet.rows.index(
        dice.choice(("refused_stability", "refused_internal", "unprocessed_repeat"))
    )
    stub(sheet.lines[at]).tall = 2
    sheet.lines[at + 1].remove(stub(sheet.lines[at + 1]))


@wreck(0.6)
def bracket_too_short(paper, dice):
    td = dice.choice(
        [td for line in body(paper.sheet("requests")) for td in line if td.tall > 1]
    )
    td.tall -= 1


@wreck(0.6)
def bracket_too_long(paper, dice):
    td = dice.choice(
        [td for line in body(paper.sheet("requests")) for td in line if td.tall > 1]
    )
    td.tall += 1


@wreck(0.25)
def five_columns_blank(paper, dice):
    for line in body(paper.sheet("requests")):
        for td in line:
            td.text = (
                "" if td.figure and td.key[1] not in ("person", "total") else td.text
            )


@wreck(0.4)
def marks_instead_of_figures(paper, dice):
    for td in cells(paper, figures=True):
        if dice.random() < 0.4:
            td.text = dice.choice(("/", "—", "-", "无", "不适用", "", "／", "－", "--"))


@wreck(0.4)
def letters_for_digits(paper, dice):
    for td in cells(paper, figures=True):
        if dice.random() < 0.3:
            td.text = dice.choice(
                ("O", "o", "〇", "零", "=SUM(C4:H4)", "见附件", "约20", "1.5.2", "12a")
            )


@wreck(0.7)
def digits_spaced(paper, dice):
    for td in cells(paper, figures=True):
        if dice.random() < 0.3:
            td.text = dice.choice((" ", "\n")).join(td.text)


@wreck(0.7)
def two_figures_in_one_cell(paper, dice):
    for line in dice.sample(body(paper.sheet("requests")), 6):
        at = dice.choice([at for at, td in enumerate(line) if td.figure][:-1])
        line[at].text += dice.choice((" ", "\n")) + line[at + 1].text
        line[at + 1].text = ""


@wreck(0.3)
def last_years_table_too(paper, dice):
    other = sheet_of(paper.content, "requests")
    for line in other.lines:
        for td in line:
            if td.figure and dice.random() < 0.5:
                td.text = str(int(td.text) + 1)
    paper.items.insert(
        paper.items.index(paper.sheet("requests")) + dice.randrange(2), other
    )


@wreck(0.1)
def part_three_as_a_picture(paper, dice):
    paper.items[paper.items.index(paper.sheet("requests"))] = None


@wreck()
def everything_as_pictures(paper, dice):
    paper.items = [None if isinstance(item, Sheet) else item for item in paper.items]


@wreck()
def all_tables_lost(paper, dice):
    paper.items = [item for item in paper.items if not isinstance(item, Sheet)]


@wreck(0.15)
def ragged_text_without_the_blank_cells(paper, dice):
    for sheet in paper.sheets:
        sheet.ragged = True
        for line in sheet.lines:
            for td in list(line):
                if td.figure and dice.random() < 0.1:
                    line.remove(td)


@wreck(0.3)
def ragged_text_with_blanks(paper, dice):
    marked = [td for td in cells(paper, figures=True) if dice.random() < 0.1]
    for td in marked:
        td.text = ""
    ragged(paper, fill=dice.random() < 0.5)


@wreck(0.3)
def wrapped_figures_in_drawn_tables(paper, dice):
    """A long figure goes on in the line below, as labels do."""
    sheet = paper.sheet("requests")
    sheet.ragged = True
    at = any_line(paper, dice)
    line = sheet.lines[at]
    x = dice.choice([x for x, td in enumerate(line) if td.figure])
    text = line[x].text
    line[x].text = text[: len(text) // 2 or 1]
    sheet.lines.insert(
        at + 1,
        [
            Td(text[len(text) // 2 or 1 :] if at_ == x else "")
            for at_ in range(len(line))
        ],
    )
    sheet.rows.insert(at + 1, "")


@wreck(0.3)
def single_line_of_the_earlier_form(paper, dice):
    sheet = paper.sheet("requests")
    rows = [row for row in sheet.rows if row.startswith("other_")]
    if len(rows) < 2:
        return
    lines = [sheet.line(row) for row in rows]
    sums = [
        Td(
            str(sum(int(column.text) for column in columns)),
            key=("other", columns[0].key[1]),
        )
        for columns in zip(
            *([td for td in line if td.figure] for line in lines), strict=True
        )
    ]
    at = sheet.rows.index(rows[0])
    sheet.lines[at : at + 3] = [[Td("（六）其他处理", 2), *sums]]
    sheet.rows[at : at + 3] = [""]
    next(
        td for line in sheet.lines for td in line if td.text == "三、本年度办理结果"
    ).tall -= 2


@wreck(0.8)
def bands_of_disputes_missing(paper, dice):
    sheet = paper.sheet("disputes")
    names = [
        Td(text)
        for _ in range(3)
        for text in ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
    ]
    sheet.lines, sheet.rows, sheet.head = [names, sheet.lines[-1]], ["", "cases"], 1


@wreck(0.8)
def band_of_disputes_too_short(paper, dice):
    sheet = paper.sheet("disputes")
    sheet.lines[0][0].wide = 4
    sheet.lines[0][1].wide = 11


@wreck(0.9)
def charge_in_yuan(paper, dice):
    for td in cells(paper):
        if td.key[1] == "amount":
            td.text += "元"


@wreck(0.6)
def printed_totals_wrong(paper, dice):
    for td in cells(paper, figures=True):
        if td.key != ("", "") and paper_total(paper, td) and dice.random() < 0.3:
            td.text = "0"


@wreck(0.5)
def lines_in_any_order(paper, dice):
    """Every line whole, with its own brackets repeated, in any order."""
    brackets_repeated_on_every_line(paper, dice)
    sheet = paper.sheet("requests")
    lines = sheet.lines[sheet.head :]
    dice.shuffle(lines)
    sheet.lines[sheet.head :] = lines


# ── Together ──────────────────────────────────────────────────────────────────────────────────────────────────────
HIDING: tuple[frozenset[str], ...] = tuple(
    frozenset(pair)
    for pair in (
        # One cell more and one less in a line: it looks whole again.
        ("figure_cells_added", "figure_cells_missing"),
        ("figure_cells_added", "ragged_text_with_blanks"),
        ("figure_cells_added", "figures_merged_sideways"),
        ("two_figures_in_one_cell", "ragged_text_with_blanks"),
        ("figure_cells_added", "five_columns_merged"),
        ("figure_cells_missing", "part_two_in_one_grid_with_blank_cells"),
        ("figure_cells_added", "ragged_text_without_the_blank_cells"),
        ("figures_merged_downwards", "rows_dropped"),
        ("labels_merged_downwards", "rows_dropped"),
        # Columns in another order, and the words lost that say so.
        ("columns_swapped_with_their_header", "header_of_requests_missing"),
        ("columns_swapped_with_their_header", "all_headers_missing"),
        ("columns_swapped_with_their_header", "a_header_cell_missing"),
        ("columns_swapped_with_their_header", "header_merged_over_five"),
        ("columns_swapped_with_their_header", "split_over_pages_without_header"),
        ("columns_swapped_with_their_header", "split_over_pages_with_header"),
        ("columns_swapped_with_their_header", "pages_shuffled"),
        # Last year's table alone is left.
        ("part_three_as_a_picture", "last_years_table_too"),
        ("all_labels_blank", "last_years_table_too"),
        # The second would shift what the first merged: no file is like that.
        ("figures_merged_sideways", "added_subtotal_column"),
        ("figures_merged_downwards", "added_subtotal_column"),
        ("figure_cells_missing", "added_subtotal_column"),
        ("five_columns_merged", "columns_swapped_with_their_header"),
        ("figures_merged_sideways", "columns_swapped_with_their_header"),
        ("figures_merged_downwards", "columns_swapped_with_their_header"),
        ("figure_cells_missing", "columns_swapped_with_their_header"),
        ("figure_cells_added", "columns_swapped_with_their_header"),
        ("numbered_first_column", "columns_swapped_with_their_header"),
        ("last_column_missing", "added_subtotal_column"),
        ("part_two_on_its_side", "figure_cells_added"),
        ("part_two_on_its_side", "figure_cells_missing"),
        # Totals that are wrong prove what they should deny.
        ("printed_totals_wrong", "figures_merged_sideways"),
        ("printed_totals_wrong", "five_columns_merged"),
    )
)
"""Pairs in which the second hides what the first did: what is printed then truly says something else."""
