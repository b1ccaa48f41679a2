"""The sounds of the 3,755 common characters, made from pypinyin: `REWRITE_SOUNDS=1 pytest tests/test_wording_data.py`."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

from pypinyin import Style, pinyin

FILE = (
    Path(__file__).resolve().parents[2] / "disclosure" / "rules" / "data" / "sounds.tsv"
)
HEAD = """\
# Common characters by syllable, tones left out: what an input method offers for the same keys.
# Source: the readings known to pypinyin (MIT), for the first level of GB 2312. Written by tests/support/sounds.py; a test compares.
"""
BOTH_WAYS = set("行重长调都还率数更传会处度供当强便单折参差降觉角乐量没血应兴载种")
"""Characters whose second reading is common too."""


def common() -> list[str]:
    """The first level of GB 2312, in its own order."""
    codes = (
        bytes([high, low]) for high in range(0xB0, 0xD8) for low in range(0xA1, 0xFF)
    )
    return [code.decode("gb2312") for code in codes if code < b"\xd7\xfa"]


def page() -> str:
    """The file as it should be."""
    sounds: dict[str, list[str]] = defaultdict(list)
    for character in common():
        readings = pinyin(character, style=Style.NORMAL, heteronym=True)[0]
        for reading in readings[: 2 if character in BOTH_WAYS else 1]:
            sounds[reading].append(character)
    return HEAD + "".join(
        f"{sound}\t{''.join(sounds[sound])}\n" for sound in sorted(sounds)
    )
