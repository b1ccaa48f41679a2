"""Numbers as lists write them: 一 or 1 or ① before a paragraph. Named as WordprocessingML names its number formats."""

from __future__ import annotations

_DIGITS = "〇一二三四五六七八九"
_LEGAL = "零壹贰叁肆伍陆柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = tuple(
    zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ("m", "cm", "d", "cd", "c", "xc", "l", "xl", "x", "ix", "v", "iv", "i"),
        strict=True,
    )
)
_COUNTING = {
    "chineseCounting",
    "chineseCountingThousand",
    "japaneseCounting",
    "taiwaneseCounting",
    "taiwaneseCountingThousand",
}
LARGEST = 9_999


def counted(number: int, kind: str) -> str:
    """The number as a reader sees it; plain digits for a kind that is not known, nothing for `none` and bullets."""
    if kind in ("none", "bullet"):
        return ""
    if not 0 < number <= LARGEST:
        return str(number)
    if kind in _COUNTING:
        return _chinese(number, _DIGITS, "十百千", "一")
    if kind in ("chineseLegalSimplified", "ideographLegalTraditional"):
        return _chinese(number, _LEGAL, "拾佰仟", "")
    if kind in ("ideographDigital", "japaneseDigitalTenThousand", "taiwaneseDigital"):
        return "".join(_DIGITS[int(digit)] for digit in str(number))
    if kind in ("decimalFullWidth", "decimalFullWidth2"):
        return "".join(chr(ord(digit) + 0xFEE0) for digit in str(number))
    if kind == "decimalZero":
        return f"{number:02d}"
    return _enclosed(number, kind) or _lettered(number, kind) or str(number)


def _chinese(number: int, digits: str, tens: str, silent: str) -> str:
    """`silent` is the digit that is not said before ten where nothing stands before it: 十二, 壹拾贰."""
    written, gap = "", False
    text = str(number)
    for place, digit in enumerate(text):
        power = len(text) - 1 - place
        if digit == "0":
            gap = True
            continue
        if gap and written:
            written += digits[0] if digits[0] != "〇" else "零"
        gap = False
        said = digits[int(digit)]
        unit = tens[power - 1] if power else ""
        written += (
            unit if said == silent and power == 1 and not written else said + unit
        )
    return written


def _enclosed(number: int, kind: str) -> str:
    first, most = {
        "decimalEnclosedCircle": (0x2460, 20),
        "decimalEnclosedCircleChinese": (0x2460, 20),
        "decimalEnclosedParen": (0x2474, 20),
        "decimalEnclosedFullstop": (0x2488, 20),
        "ideographEnclosedCircle": (0x3220, 10),
    }.get(kind, (0, 0))
    return chr(first + number - 1) if number <= most else ""


def _lettered(number: int, kind: str) -> str:
    if kind in ("upperRoman", "lowerRoman"):
        roman, left = "", number
        for value, letters in _ROMAN:
            roman += letters * (left // value)
            left %= value
        return roman.upper() if kind == "upperRoman" else roman
    if kind in ("upperLetter", "lowerLetter"):
        letter = chr((65 if kind == "upperLetter" else 97) + (number - 1) % 26)
        return letter * ((number - 1) // 26 + 1) if number <= 26 * 5 else ""
    row = {"ideographTraditional": _STEMS, "ideographZodiac": _BRANCHES}.get(kind, "")
    return row[number - 1] if number <= len(row) else ""
