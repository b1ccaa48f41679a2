"""Makes characters as an author typed them of what a PDF says was drawn: no radicals, ligatures, presentation forms."""

from __future__ import annotations

import re
import unicodedata

UNREAD = "(cid:"
"""What a glyph without a character comes as; it stays, so that nobody takes its place for empty."""

# Fonts that draw 长 and the radical ⻓ with one glyph name the radical; unlike U+2F00–2FDF these have no mapping.
_RADICALS = str.maketrans(
    "⼾⺁⺆⺇⺋⺌⺍⺎⺏⺒⺓⺔⺗⺙⺝⺟⺠⺡⺢⺣⺤⺧⺨⺩⺪⺫⺬⺭⺮⺯⺲⺴⺶⺷⺹⺻⺼⺽⺾⺿⻀⻁⻃⻄⻅⻆⻇⻈⻉⻊⻋⻌⻍⻎⻐⻑⻒⻓⻔⻖⻘⻙⻚⻛⻜⻝⻞⻠⻡⻢⻣⻤⻥⻦⻧⻨⻩⻪⻬⻮⻰⻳",
    "户厂冂几㔾小小兀尣巳幺彑心攵月母民氵水灬爪牛犭王疋目示礻竹糹网网羊羊老聿肉臼艹艹艹虎西西见角角讠贝足车辶辶辶钅長镸长门阝青韦页风飞食食饣𩠐马骨鬼鱼鸟卤麦黄黾齐齿龙龟",
)
_WIDE = str.maketrans("(),:;!?", "（），：；！？")
_COMPOSED = re.compile(
    "[\u2e80-\u2fdf\uf900-\ufaff\ufb00-\ufb06\ufe10-\ufe19\ufe30-\ufe6f\U0002f800-\U0002fa1f]"
)
_CONTROL = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f\u200b-\u200f\u2028-\u202e\u2060\ufeff\u00ad]"
)


def ordinary(text: str) -> str:
    """The text of one glyph; "" where it draws nothing and is no blank."""
    # Nearly all: asked for every glyph of a file.
    if len(text) == 1 and _is_common(text):
        return text

    text = text.replace("\u00a0", " ").replace("\t", " ")
    text = _CONTROL.sub("", text)
    return _COMPOSED.sub(lambda found: _plain(found[0]), text)


def _is_common(sign: str) -> bool:
    return "\u4e00" <= sign <= "\u9fff" or " " <= sign < "\x7f"


def _plain(sign: str) -> str:
    known = sign.translate(_RADICALS)
    if known != sign:
        return known

    plain = unicodedata.normalize("NFKC", sign)
    # ﹙ stands in Chinese text and becomes （; a ligature of Latin letters has no wide form.
    return plain.translate(_WIDE) if "\ufe10" <= sign <= "\ufe6f" else plain


def is_wide(text: str) -> bool:
    """Whether a character fills a square: Han characters, their punctuation, full-width signs."""
    sign = text[:1]
    return (
        sign >= "\u2e80"
        or "\u2460" <= sign <= "\u24ff"
        or (bool(sign) and sign in "“”‘’…—·")
    )


def is_private(text: str) -> bool:
    """Whether a font uses the character for something that only it knows."""
    return "\ue000" <= text[:1] <= "\uf8ff" or text == "\ufffd"
