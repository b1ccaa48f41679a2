"""Reads whose report it is and of which year: from its title, else from what it says of itself; never from a guess."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from disclosure.intake.source import Block, Source, SourceGrid, SourceParagraph
from disclosure.statutory.chinese import in_digits, without_blanks
from disclosure.statutory.content import AgencyKind
from disclosure.statutory.editions import FIRST_YEAR

LAST_YEAR = 2099
_YEAR = r"(?P<year>[2２][0０][0-9０-９]{2}|二[〇○零Ｏ0][〇○零一二三四五六七八九]{2})"
_REPORT = r"政府信息(?:与政务)?(?:主动)?公开(?:工作)?(?:的)?(?:年度报告|年报|情况(?:年度)?(?:的)?报告|工作报告|报告)"
_TITLES = (
    # 云溪县水务局2022年度政府信息公开工作年度报告
    re.compile(rf"(?P<name>.{{0,60}}?){_YEAR}年?(?:度)?{_REPORT}"),
    # 2023年云溪县水务局政府信息公开工作年度报告
    re.compile(rf"{_YEAR}年?(?:度)?(?P<name>.{{2,60}}?){_REPORT}"),
    # 云溪县财政局政府信息公开工作2021年度报告
    re.compile(
        rf"(?P<name>.{{0,60}}?)政府信息公开(?:工作)?{_YEAR}年?(?:度)?(?:工作)?(?:年度)?报告"
    ),
    # 云溪县人民政府政府信息公开工作年度报告（2020年）
    re.compile(
        rf"(?P<name>.{{0,60}}?){_REPORT}[（(\[【〔]?{_YEAR}(?:年度?)?[）)\]】〕]?"
    ),
)
_NAME_ONLY = re.compile(rf"(?P<name>.{{2,60}}?){_REPORT}")
_LEFT = re.compile(
    r"^(?:关于|附件[0-9]*[：:]?|标题[：:]|名称[：:]|[《〈“\"]|中共|[^\w])+"
)
OFFICE = re.compile(
    r"(?:政府|公署|办事处|街道|[局委厅部办院所会站队校馆社]|办公[室厅]|中心|总队|支队|大队|公司|集团|[镇乡区县市旗])$"
)
"""How the name of an office ends."""
_PLACE = re.compile(r"[\u4e00-\u9fff]{1,10}[省市县区旗州盟]")
_SOLE = re.compile(
    r"(?:现)?(?:公布|发布|编制|公开|报告)(?P<name>[^，。；：、（(]{3,40}?)"
    + _YEAR
    + rf"年?(?:度)?{_REPORT}"
)
_PERIOD = re.compile(rf"{_YEAR}年1月1日.{{0,8}}?(?:12|１２|十二)月(?:31|３１|三十一)日")
KINDS: tuple[tuple[str, AgencyKind], ...] = (
    (r"街道办事处$|街道办$|街道$", "street"),
    (r"(?:镇|乡|民族乡|苏木)(?:人民)?政府$|[镇乡]$", "town"),
    (r"(?:县|区|旗|自治县|自治旗)人民政府(?:办公室)?$", "county"),
    (r"(?:自治区|省)(?:人民)?政府(?:办公厅)?$", "province"),
    (r"(?:市|自治州|州|盟|地区)(?:人民政府|行政公署)(?:办公[室厅])?$", "city"),
    (r"^(?:国家|中国|国务院)|^[^省市县区]{2,8}部$", "central"),
    (r"省|自治区(?=.*(?:厅|局|委|办))", "province_department"),
    (r"[区县旗](?=.*(?:局|委|办|会|队|中心|站|所)|$)", "county_department"),
    (r"市", "city_department"),
)
LINES = 3
"""Over which a title may be broken."""
SMALL_TABLE = 40
"""Cells; a page's table of its own facts (索引号, 名称, 发布日期) has fewer. Judged by eye."""


@dataclass(frozen=True, slots=True)
class Title:
    """A report's title as found: whose ("" where it does not say), of which year (0), the text, and its blocks."""

    agency: str
    year: int
    text: str
    blocks: tuple[int, ...] = ()


NO_TITLE = Title("", 0, "")


def year_of(text: str) -> int:
    """The four digits as a year, 0 where it is none that a report can be of."""
    digits = in_digits(text)
    year = int(digits) if digits.isdigit() else 0
    # Reports are older than the editions that this site knows: the duty is of 2008.
    return year if FIRST_YEAR - 11 <= year <= LAST_YEAR else 0


def read_title(text: str) -> Title | None:
    """The title in a line of text, None where it holds none."""
    line = without_blanks(text)
    if not 8 <= len(line) <= 120 or "。" in line:
        return None

    for wording in _TITLES:
        match = wording.search(line)
        if match:
            agency = _without_marks(match["name"])
            return Title(agency, year_of(match["year"]), text.strip())

    # A title without its year, which stands on another line or is said in the text.
    match = _NAME_ONLY.search(line)
    if match and len(line) <= 60:
        return Title(_without_marks(match["name"]), 0, text.strip())
    return None


def _without_marks(name: str) -> str:
    """The name of an office without what stands round it in a title: 关于…, 《…》."""
    return _LEFT.sub("", name).strip("》〉”\"'：:-—_|·")


def find_title(
    blocks: Sequence[Block],
    before: int,
) -> Title | None:
    """The title among the paragraphs before block number `before`, over up to three lines; the nearest one counts."""
    lines = _lines_before(before, blocks)
    bare: Title | None = None
    for last in reversed(range(len(lines))):
        for first, title in _titles_ending_at(last, lines):
            if _names_office(title):
                return _with_place(title, lines[:first])

            bare = bare or title

        # An office that is named further up belongs to the page, not to the title.
        if bare and last < bare.blocks[0] - LINES:
            break

    return bare


def _titles_ending_at(
    last: int,
    lines: Sequence[SourceParagraph],
) -> Iterator[tuple[int, Title]]:
    """Titles over one line or several, the shortest first, with the place of their first line."""
    for first in range(last, max(-1, last - LINES), -1):
        title = _title_over(lines[first : last + 1])
        if title:
            yield first, title


def _lines_before(
    before: int,
    blocks: Sequence[Block],
) -> list[SourceParagraph]:
    lines: list[SourceParagraph] = []
    for block in blocks:
        if not isinstance(block, SourceParagraph) or block.where.block >= before:
            continue

        if without_blanks(block.text):
            lines.append(block)

    return lines


def _title_over(lines: Sequence[SourceParagraph]) -> Title | None:
    """The title that all these lines are together, with its year; None also where it ends before the last of them."""
    words = [without_blanks(line.text) for line in lines]
    title = read_title("".join(words))
    if title is None or not title.year:
        return None
    if len(lines) > 1 and _has_year(read_title("".join(words[:-1]))):
        return None

    # With its blanks inside, as people read it.
    text = "".join(line.text.strip() for line in lines)
    numbers = tuple(line.where.block for line in lines)
    return Title(
        title.agency,
        title.year,
        text,
        numbers,
    )


def _has_year(title: Title | None) -> bool:
    return title is not None and title.year > 0


def _names_office(title: Title) -> bool:
    if not title.agency or len(title.blocks) == 1:
        return bool(title.agency)
    # Over several lines much else can stand before the year: 当前位置：首页 > 年报.
    return OFFICE.search(title.agency) is not None


def _with_place(
    title: Title,
    above: Sequence[SourceParagraph],
) -> Title:
    """The title with the line above it where that is the name of a place, in large letters of its own."""
    if not above:
        return title

    line = above[-1]
    place = without_blanks(line.text)
    if not _PLACE.fullmatch(place) or title.agency.startswith(place):
        return title
    return Title(
        agency=place + title.agency,
        year=title.year,
        text=place + title.text,
        blocks=(line.where.block, *title.blocks),
    )


def named_elsewhere(source: Source) -> Iterator[Title]:
    """Titles that a file gives itself: its properties, the lines of a 索引号 table."""
    for text in (*source.titles, *_texts_of_small_tables(source.blocks)):
        title = read_title(text)
        if title:
            yield title


def _texts_of_small_tables(blocks: Sequence[Block]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, SourceGrid) and len(block.cells) <= SMALL_TABLE:
            for cell in block.cells:
                yield cell.text


def named_inside(text: str) -> Iterator[str]:
    """Names by which the opening calls the office whose report this is."""
    for match in _SOLE.finditer(without_blanks(text)):
        yield _without_marks(match["name"])


def years_inside(text: str) -> Iterator[int]:
    """Years whose first to last day the text names as its period."""
    for match in _PERIOD.finditer(without_blanks(text)):
        yield year_of(match["year"])


def only(values: Iterable[int]) -> int:
    """The one value among them, 0 where there is none or they differ."""
    # 0 says nothing, for or against.
    seen = {value for value in values if value}
    return seen.pop() if len(seen) == 1 else 0


def kind_of(name: str) -> AgencyKind:
    """What kind of agency a name is of; where it does not tell, a department of a city, of which least is asked."""
    for pattern, kind in KINDS:
        if re.search(pattern, name):
            return kind

    return "city_department"
