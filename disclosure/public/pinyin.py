"""How an office's name may be typed: in characters, in full pinyin, by initials. Pure: no Django."""

from __future__ import annotations

from disclosure.statutory.chinese import in_plain_signs

_WIDE = {0xFF01 + at: 0x21 + at for at in range(94)} | {0x3000: 0x20}
_SMALL = {ord("A") + at: ord("a") + at for at in range(26)}
_FOLDS = str.maketrans(
    _WIDE | _SMALL | {0xFF21 + at: ord("a") + at for at in range(26)}
)


def fold(text: str) -> str:
    """The text as it is searched: small letters, half-width signs. Character by character, so that places stay."""
    return text.translate(_FOLDS)


def keys_of(name: str) -> str:
    """The name, its full pinyin and its initials, folded, a line each."""
    # Its dictionaries take half a second and tens of megabytes: only who publishes pays for them.
    from pypinyin import Style, lazy_pinyin

    plain = in_plain_signs(name)
    full, initials = (
        lazy_pinyin(plain, style=style) for style in (Style.NORMAL, Style.FIRST_LETTER)
    )
    return "\n".join(fold(key) for key in (plain, "".join(full), "".join(initials)))
