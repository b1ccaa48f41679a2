"""Personal data that must not be published, each with its check digits where it has some. Pure: no Django."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from disclosure.rules.catalogue import Level, Spot, rule
from disclosure.rules.wording.prose import Excerpt, passages
from disclosure.statutory.content import Content

RESIDENT = re.compile(
    r"(?<![\dA-Za-z])[1-8]\d{5} ?(?:19|20)\d{2} ?(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]) ?\d{3}[\dXx](?![\dA-Za-z])"
)
MOBILE = re.compile(r"(?<![\d-])(?:\+?86[ -]?)?(1[3-9]\d[ -]?\d{4}[ -]?\d{4})(?!\d)")
CARD = re.compile(r"(?<![\d.])(?:\d{4}[ -]?){3}\d{4}(?:[ -]?\d{1,3})?(?![\d.])")
MAIL = re.compile(
    r"[A-Za-z0-9._%+-]+@(?:(?:vip\.)?qq|foxmail|163|126|yeah|sina|sohu|139|189|wo|21cn|aliyun|tom|gmail|hotmail|outlook|live|yahoo|icloud|me)"
    r"\.(?:com(?:\.cn)?|cn|net)(?![A-Za-z0-9.-]*[A-Za-z0-9])"
)
HOME = re.compile(
    r"(?:家庭(?:住址|地址)|家住|住在|现住(?:址|于|在)?|住址|住所|居住(?:地|于|在|地址)|户籍(?:地|所在地|地址)?|身份证(?:地址|住址))(?:为|是|在|：|:)?[^，。；\n]{0,20}?"
    r"((?:[㐀-鿿]{1,8}(?:村|社区|小区|花园|家园|公寓|路|街|巷|弄|里|屯|组|苑)){1,3}[^，。；：、\n]{0,6}?\d{1,5}(?:号|弄|组|栋|幢|座|单元|室|户|层|楼|-\d+)(?:[\d一-鿿-]{0,6}?(?:号|栋|幢|单元|室|户|楼))*)"
)
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECK_DIGITS = "10X98765432"
CONTACT = "preamble"
PUBLISHED_CONTACT = re.compile(
    r"(?:邮箱|邮件|E-?mail|联系方式|信箱)[^。；\n]{0,24}$", re.IGNORECASE
)


def is_resident_id(number: str) -> bool:
    """Whether the last character is the check digit of the seventeen before it (GB 11643)."""
    return (
        CHECK_DIGITS[
            sum(
                int(digit) * weight
                for digit, weight in zip(number, WEIGHTS, strict=False)
            )
            % 11
        ]
        == number[-1].upper()
    )


def is_card(number: str) -> bool:
    """Whether a number of a bank card's length ends in its check digit (Luhn)."""
    total = 0
    for place, digit in enumerate(reversed(number)):
        value = int(digit) * (1 + place % 2)
        total += value - 9 if value > 9 else value
    return 16 <= len(number) <= 19 and total % 10 == 0 and len(set(number)) > 1


def _digits(text: str) -> str:
    return re.sub(r"[ -]", "", text)


def masked(text: str, head: int, tail: int) -> str:
    """The text with the middle starred: so many characters of the beginning and of the end stay."""
    end = len(text) - tail
    return text[:head] + re.sub(r"[^ \-@.]", "*", text[head:end]) + text[end:]


def _mail_mask(text: str) -> str:
    name, _, domain = text.partition("@")
    return f"{name[:1]}***@{domain}"


def _home_mask(text: str) -> str:
    return "***"


FLAT = re.compile(
    r"[㐀-鿿]{2,8}(?:小区|花园|家园|公寓|新村|苑|里|村)\d{1,4}(?:号楼|号|栋|幢|座)\d{1,2}单元\d{2,4}(?:室|号)?"
    r"|[㐀-鿿]{2,6}村(?:第?\d{1,2}|[一二三四五六七八九十]{1,3})(?:组|队)\d{1,4}号"
)
"""An address down to the door is a home's, whatever stands before it."""
FOUND: tuple[
    tuple[str, re.Pattern[str], Callable[[str], bool], Callable[[str], str]], ...
] = (
    (
        "resident",
        RESIDENT,
        lambda text: is_resident_id(_digits(text)),
        lambda text: masked(text, 6, 4),
    ),
    ("mobile", MOBILE, lambda text: True, lambda text: masked(text, len(text) - 8, 4)),
    (
        "card",
        CARD,
        lambda text: is_card(_digits(text)),
        lambda text: masked(text, 4, 4),
    ),
    ("mail", MAIL, lambda text: True, _mail_mask),
    ("home", HOME, lambda text: True, _home_mask),
    ("home", FLAT, lambda text: True, _home_mask),
)


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
        taken: list[tuple[int, int]] = []
        for says, pattern, is_one, mask in FOUND:
            for match in pattern.finditer(whole.text):
                group = 1 if match.lastindex else 0
                start, end = match.span(group)
                if not is_one(match[group]) or any(
                    start < other_end and other < end for other, other_end in taken
                ):
                    continue
                if says == "mail" and _is_the_offices(whole, start):
                    continue
                taken.append((start, end))
                instead = mask(match[group])
                yield whole.spot(
                    start,
                    end,
                    names={"shown": instead, "instead": instead},
                    says=says,
                    instead=instead,
                )


def _is_the_offices(whole: Excerpt, at: int) -> bool:
    """The mailbox that the opening tells the public to write to."""
    return whole.passage == CONTACT and bool(
        PUBLISHED_CONTACT.search("".join(whole.text[:at].split()))
    )
