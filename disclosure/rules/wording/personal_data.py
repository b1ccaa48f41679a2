"""Finds personal data that must not be published, by form and by check digit, and offers each masked. Pure: no Django."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from disclosure.rules.catalogue import Level, Spot, rule
from disclosure.rules.wording.prose import (
    OPENING,
    Excerpt,
    TextSpan,
    passages,
    span_of,
)
from disclosure.statutory.chinese import without_blanks
from disclosure.statutory.content import Content

# A pattern with a group means the group: what stands before it only tells what it is.
RESIDENT = re.compile(
    r"""
    (?<![\dA-Za-z])
    [1-8]\d{5}[ ]?                                  # where registered: 110105
    (?:19|20)\d{2}[ ]?                              # born: 1949 12 31
    (?:0[1-9]|1[0-2])
    (?:0[1-9]|[12]\d|3[01])[ ]?
    \d{3}[\dXx]                                     # in sequence, and the check digit: 002X
    (?![\dA-Za-z])
    """,
    re.VERBOSE,
)
MOBILE = re.compile(r"(?<![\d-])(?:\+?86[ -]?)?(1[3-9]\d[ -]?\d{4}[ -]?\d{4})(?!\d)")
CARD = re.compile(r"(?<![\d.])(?:\d{4}[ -]?){3}\d{4}(?:[ -]?\d{1,3})?(?![\d.])")
MAIL = re.compile(
    r"""
    [A-Za-z0-9._%+-]+@
    (?:(?:vip\.)?qq|foxmail|163|126|yeah|sina|sohu|139|189|wo|21cn|aliyun|tom   # lixx1988@qq.com
      |gmail|hotmail|outlook|live|yahoo|icloud|me)
    \.(?:com(?:\.cn)?|cn|net)
    (?![A-Za-z0-9.-]*[A-Za-z0-9])                   # a longer domain is an office's own
    """,
    re.VERBOSE,
)
"""A mailbox with a provider for private persons; zwgk@wangting.gov.cn passes."""
HOME = re.compile(
    r"""
    (?:家庭(?:住址|地址)|家住|住在|现住(?:址|于|在)?|住址|住所     # 居民家住柳桥村3组12号
      |居住(?:地|于|在|地址)|户籍(?:地|所在地|地址)?|身份证(?:地址|住址))
    (?:为|是|在|：|:)?[^，。；\n]{0,20}?
    (
        (?:[㐀-鿿]{1,8}(?:村|社区|小区|花园|家园|公寓|路|街|巷|弄|里|屯|组|苑)){1,3}
        [^，。；：、\n]{0,6}?
        \d{1,5}(?:号|弄|组|栋|幢|座|单元|室|户|层|楼|-\d+)
        (?:[\d一-鿿-]{0,6}?(?:号|栋|幢|单元|室|户|楼))*
    )
    """,
    re.VERBOSE,
)
FLAT = re.compile(
    r"""
    [㐀-鿿]{2,8}(?:小区|花园|家园|公寓|新村|苑|里|村)              # 幸福小区12号楼3单元502室
    \d{1,4}(?:号楼|号|栋|幢|座)\d{1,2}单元\d{2,4}(?:室|号)?
    |[㐀-鿿]{2,6}村                                               # 柳桥村3组12号
    (?:第?\d{1,2}|[一二三四五六七八九十]{1,3})(?:组|队)\d{1,4}号
    """,
    re.VERBOSE,
)
"""An address down to the door is a home's, whatever stands before it."""
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECK_DIGITS = "10X98765432"
PUBLISHED_CONTACT = re.compile(
    r"(?:邮箱|邮件|E-?mail|联系方式|信箱)[^。；\n]{0,24}$", re.IGNORECASE
)


def is_resident_id(number: str) -> bool:
    """Whether the last character is the check digit of the seventeen before it (GB 11643)."""
    total = 0
    for digit, weight in zip(number, WEIGHTS, strict=False):
        total += int(digit) * weight

    expected = CHECK_DIGITS[total % 11]
    return number[-1].upper() == expected


def is_card(number: str) -> bool:
    """Whether a number of a bank card's length ends in its check digit (Luhn)."""
    if not 16 <= len(number) <= 19:
        return False
    # 0000 0000 0000 0000 has the right check digit and is a blank to fill in.
    if len(set(number)) == 1:
        return False

    total = 0
    for place, digit in enumerate(reversed(number)):
        value = int(digit)
        if place % 2:
            value *= 2

        # Two digits of a doubled one are added up.
        total += value - 9 if value > 9 else value

    return total % 10 == 0


def _ungrouped(number: str) -> str:
    """6222 0202 0000 as 622202020000; a dash parts groups too."""
    return re.sub(r"[ -]", "", number)


def masked(text: str, head: int, tail: int) -> str:
    """The text with the middle starred: so many characters of the beginning and of the end stay."""
    end = len(text) - tail
    middle = re.sub(r"[^ \-@.]", "*", text[head:end])
    return text[:head] + middle + text[end:]


def _masked_mail(address: str) -> str:
    """l***@qq.com."""
    name, _, domain = address.partition("@")
    return f"{name[:1]}***@{domain}"


def _no_proof(text: str) -> bool:
    """For data without a check digit: their form is all there is."""
    return True


@dataclass(frozen=True, slots=True)
class PersonalDataKind:
    """A kind of personal data: its message, its form, the proof that it is one, and how it is masked."""

    says: str
    pattern: re.Pattern[str]
    mask: Callable[[str], str]
    is_one: Callable[[str], bool] = _no_proof


KINDS = (
    PersonalDataKind(
        "resident",
        RESIDENT,
        mask=lambda number: masked(number, 6, 4),
        is_one=lambda number: is_resident_id(_ungrouped(number)),
    ),
    PersonalDataKind(
        "mobile",
        MOBILE,
        mask=lambda number: masked(number, len(number) - 8, 4),
    ),
    PersonalDataKind(
        "card",
        CARD,
        mask=lambda number: masked(number, 4, 4),
        is_one=lambda number: is_card(_ungrouped(number)),
    ),
    PersonalDataKind("mail", MAIL, mask=_masked_mail),
    PersonalDataKind("home", HOME, mask=lambda address: "***"),
    PersonalDataKind("home", FLAT, mask=lambda address: "***"),
)
"""In the order in which they are looked for: what one has taken is no other's."""


@rule(
    "P-1",
    Level.ERROR,
    "不公开个人信息",
    {
        "resident": "“{shown}”是居民身份证号码，不能公开。请删去，或者改为“{instead}”。",
        "mobile": "“{shown}”是手机号码，不宜公开。请改用单位固定电话，或者改为“{instead}”。",
        "card": "“{shown}”像是银行卡号，不能公开。请删去，或者改为“{instead}”。",
        "mail": "“{shown}”是个人邮箱，不宜公开。请改用单位邮箱，或者改为“{instead}”。",
        "home": "“{shown}”是个人住址，只能写到乡镇、街道一级。请删去，或者改为“{instead}”。",
    },
)
def personal_data(report: Content, last: Content | None) -> Iterator[Spot]:
    """报告不得公开个人信息：身份证号、手机号、银行卡号、个人邮箱、乡镇以下的住址。

    The office's own landline is wanted and passes; so does the mailbox that the opening gives as its contact. The message
    shows the datum masked, so that it does not spread with the finding. Source: 个人信息保护法; 条例第十五条; RULES P-1.
    """
    for whole in passages(report):
        yield from _in_passage(whole)


def _in_passage(whole: Excerpt) -> Iterator[Spot]:
    """Every kind in turn; a place is told once, by the first."""
    taken: list[TextSpan] = []
    for kind in KINDS:
        for span in _places_of(kind, whole):
            if any(span.overlaps(other) for other in taken):
                continue

            taken.append(span)
            instead = kind.mask(span.of(whole.text))
            yield whole.spot(
                *span,
                names={"shown": instead, "instead": instead},
                says=kind.says,
                instead=instead,
            )


def _places_of(kind: PersonalDataKind, whole: Excerpt) -> Iterator[TextSpan]:
    """Where a passage has data of this kind that are nobody's to publish."""
    for match in kind.pattern.finditer(whole.text):
        span = span_of(match, 1 if match.lastindex else 0)
        if not kind.is_one(span.of(whole.text)):
            continue
        if kind.says == "mail" and _is_the_offices(whole, span.start):
            continue

        yield span


def _is_the_offices(whole: Excerpt, at: int) -> bool:
    """The mailbox that the opening tells the public to write to."""
    if whole.role != OPENING:
        return False

    before = without_blanks(whole.text[:at])
    return bool(PUBLISHED_CONTACT.search(before))
