"""Whose report it is and of which year: from its title, else from what it says of itself; never from a guess."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from disclosure.intake.source import Block, Grid, Paragraph, Source
from disclosure.statutory.content import AgencyKind
from disclosure.statutory.editions import FIRST_YEAR

LAST_YEAR = 2099
_DIGITS = str.maketrans(
    "０１２３４５６７８９〇零一二三四五六七八九○Ｏ", "0123456789001234567890" + "0"
)
_YEAR = r"(?P<year>[2２][0０][0-9０-９]{2}|二[〇○零Ｏ0][〇○零一二三四五六七八九]{2})"
_REPORT = r"政府信息(?:与政务)?(?:主动)?公开(?:工作)?(?:的)?(?:年度报告|年报|情况(?:年度)?(?:的)?报告|工作报告|报告)"
_TITLES = (
    re.compile(rf"(?P<name>.{{0,60}}?){_YEAR}年?(?:度)?{_REPORT}"),
    re.compile(rf"{_YEAR}年?(?:度)?(?P<name>.{{2,60}}?){_REPORT}"),
    re.compile(
        rf"(?P<name>.{{0,60}}?)政府信息公开(?:工作)?{_YEAR}年?(?:度)?(?:工作)?(?:年度)?报告"
    ),
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


@dataclass(frozen=True, slots=True)
class Title:
    """A report's title as found: whose ("" where it does not say), of which year (0), the text, and its blocks."""

    agency: str
    year: int
    text: str
    blocks: tuple[int, ...] = ()


def plain(text: str) -> str:
    return re.sub(r"\s", "", text)


def year_of(text: str) -> int:
    """The four digits as a year, 0 where it is none that a report can be of."""
    digits = text.translate(_DIGITS)
    year = int(digits) if digits.isdigit() else 0
    return year if FIRST_YEAR - 11 <= year <= LAST_YEAR else 0


def read_title(text: str) -> Title | None:
    """The title in a line of text, None where it holds none."""
    line = plain(text)
    if not 8 <= len(line) <= 120 or "。" in line:
        return None
    for wording in _TITLES:
        if match := wording.search(line):
            return Title(_tidy(match["name"]), year_of(match["year"]), text.strip())
    match = _NAME_ONLY.search(line)
    return (
        Title(_tidy(match["name"]), 0, text.strip())
        if match and len(line) <= 60
        else None
    )


def _with_place(title: Title, above: Paragraph | None) -> Title:
    """The title with the line above it where that is the name of a place, in large letters of its own."""
    place = plain(above.text) if above else ""
    if above is None or not _PLACE.fullmatch(place) or title.agency.startswith(place):
        return title
    return Title(
        place + title.agency,
        title.year,
        place + title.text,
        (above.where.block, *title.blocks),
    )


def _is_title(text: str) -> bool:
    title = read_title(text)
    return title is not None and title.year > 0


def _tidy(name: str) -> str:
    return _LEFT.sub("", name).strip("》〉”\"'：:-—_|·")


def find_title(blocks: Sequence[Block], before: int) -> Title | None:
    """The title among the paragraphs before block number `before`, over up to three lines; the nearest one counts."""
    lines = [
        b
        for b in blocks
        if isinstance(b, Paragraph) and b.where.block < before and plain(b.text)
    ]
    bare: Title | None = None
    for last in range(len(lines) - 1, -1, -1):
        for first in range(last, max(-1, last - 3), -1):
            taken = lines[first : last + 1]
            words = [plain(line.text) for line in taken]
            title = read_title("".join(words))
            if (
                title is None
                or not title.year
                or (first < last and _is_title("".join(words[:-1])))
            ):
                continue
            numbers = tuple(line.where.block for line in taken)
            whole = Title(
                title.agency,
                title.year,
                "".join(line.text.strip() for line in taken),
                numbers,
            )
            if title.agency and (first == last or OFFICE.search(title.agency)):
                return _with_place(whole, lines[first - 1] if first else None)
            bare = bare or whole
        if bare and last < bare.blocks[0] - 3:
            break
    return bare


def named_elsewhere(source: Source) -> Iterator[Title]:
    """Titles that a file gives itself: its properties, the lines of a 索引号 table."""
    for text in source.titles:
        if title := read_title(text):
            yield title
    for block in source.blocks:
        if isinstance(block, Grid) and len(block.cells) <= 40:
            for cell in block.cells:
                if title := read_title(cell.text):
                    yield title


def named_inside(text: str) -> Iterator[str]:
    """Names by which the opening calls the office whose report this is."""
    for match in _SOLE.finditer(plain(text)):
        yield _tidy(match["name"])


def years_inside(text: str) -> Iterator[int]:
    """Years whose first to last day the text names as its period."""
    for match in _PERIOD.finditer(plain(text)):
        yield year_of(match["year"])


def only(values: Iterable[int]) -> int:
    """The one value among them, 0 where there is none or they differ."""
    seen = Counter(value for value in values if value)
    return next(iter(seen)) if len(seen) == 1 else 0


def kind_of(name: str) -> AgencyKind:
    """What kind of agency a name is of; where it does not tell, a department of a city, of which least is asked."""
    return next(
        (kind for pattern, kind in KINDS if re.search(pattern, name)), "city_department"
    )
