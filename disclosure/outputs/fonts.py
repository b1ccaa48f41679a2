"""Which fonts the PDF is set in, where they come from, and what is missing of them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

from django.conf import settings


@dataclass(frozen=True, slots=True)
class Face:
    """One subset that we make. `source` is the file it is cut from, `member` its family there; Debian has both."""

    family: str
    weight: int
    file: str
    source: str
    member: str
    package: str


FACES = (
    Face(
        "Report Song",
        400,
        "report-song.ttf",
        "NotoSerifCJK-Regular.ttc",
        "Noto Serif CJK SC",
        "fonts-noto-cjk",
    ),
    Face(
        "Report Song",
        700,
        "report-song-bold.ttf",
        "NotoSerifCJK-Bold.ttc",
        "Noto Serif CJK SC",
        "fonts-noto-cjk",
    ),
    Face(
        "Report Hei",
        400,
        "report-hei.ttf",
        "NotoSansCJK-Regular.ttc",
        "Noto Sans CJK SC",
        "fonts-noto-cjk",
    ),
    Face(
        "Report Kai",
        400,
        "report-kai.ttf",
        "LXGWWenKai-Regular.ttf",
        "LXGW WenKai",
        "fonts-lxgw-wenkai",
    ),
)
# Names a site's own licensed fonts go by. They stand first; what they lack comes from the next in line.
STACKS = {
    "Report Text": (
        "仿宋_GB2312",
        "FangSong_GB2312",
        "方正仿宋_GBK",
        "FZFangSong-Z02",
        "FZFangSong-Z02S",
        "方正仿宋_GB18030",
        "仿宋",
        "FangSong",
        "华文仿宋",
        "STFangsong",
        "Report Song",
        "Noto Serif CJK SC",
    ),
    "Report Title": (
        "方正小标宋_GBK",
        "方正小标宋简体",
        "FZXiaoBiaoSong-B05",
        "FZXiaoBiaoSong-B05S",
        "Report Song",
        "Noto Serif CJK SC",
    ),
    "Report Heading": (
        "方正黑体_GBK",
        "FZHei-B01",
        "黑体",
        "SimHei",
        "Report Hei",
        "Noto Sans CJK SC",
    ),
    "Report Subheading": (
        "楷体_GB2312",
        "KaiTi_GB2312",
        "方正楷体_GBK",
        "FZKai-Z03",
        "楷体",
        "KaiTi",
        "STKaiti",
        "Report Kai",
        "LXGW WenKai",
    ),
}
SYSTEM_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts")
PANGO = ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0")


def folder() -> Path:
    """Where the subsets are."""
    return Path(settings.FONTS_DIR)


def find_source(name: str) -> Path | None:
    """The full font on this machine, None where it is not installed."""
    for root in (*map(Path, SYSTEM_FOLDERS), Path.home() / ".local/share/fonts"):
        found = next(root.rglob(name), None) if root.is_dir() else None
        if found:
            return found

    return None


def missing_fonts() -> list[str]:
    """What stands between this machine and a PDF in the right fonts, one sentence each, with the remedy."""
    missing: dict[str, list[str]] = {}
    for face in FACES:
        if find_source(face.source) is None:
            missing.setdefault(face.package, []).append(face.member)

    problems = [
        f"The font {'、'.join(names)} is not installed: run apt-get install {package}, then manage.py build_fonts."
        for package, names in sorted(missing.items())
    ]
    unbuilt = [face.file for face in FACES if not (folder() / face.file).is_file()]
    if unbuilt or not config_file().is_file():
        problems.append(
            f"The font subsets for the PDF are not in {folder()}: run manage.py build_fonts."
        )

    return problems


def config_file() -> Path:
    return folder() / "fonts.conf"


def config_text() -> str:
    """A fontconfig file of our own: subsets, the site's fonts, then everything on the system for rare characters."""
    folders = (str(folder()), str(settings.SITE_FONTS_DIR), *SYSTEM_FOLDERS)
    lines = [
        '<?xml version="1.0"?>',
        '<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">',
        "<fontconfig>",
        *(f"<dir>{escape(path)}</dir>" for path in folders),
        f"<cachedir>{escape(str(folder() / 'cache'))}</cachedir>",
        '<cachedir prefix="xdg">fontconfig</cachedir>',
        *(
            line
            for alias, families in STACKS.items()
            for line in _alias(alias, families)
        ),
        "</fontconfig>",
    ]
    return "\n".join(lines) + "\n"


def _alias(alias: str, families: tuple[str, ...]) -> Iterator[str]:
    yield f'<alias binding="same"><family>{alias}</family><prefer>'
    yield from (f"<family>{family}</family>" for family in families)
    yield "</prefer></alias>"


@contextmanager
def private_fontconfig() -> Iterator[None]:
    """Within it, fontconfig reads our file. It looks at the variable each time a configuration is made."""
    before = os.environ.get("FONTCONFIG_FILE")
    if config_file().is_file():
        os.environ["FONTCONFIG_FILE"] = str(config_file())

    try:
        yield
    finally:
        if before is None:
            os.environ.pop("FONTCONFIG_FILE", None)
        else:
            os.environ["FONTCONFIG_FILE"] = before
