"""The font subsets: which characters, under which names, found by our own configuration, made only when needed."""

import io
import os
import subprocess
import sys
import time
from xml.etree import ElementTree

import pikepdf
import pytest
from fontTools.ttLib import TTFont

from disclosure.outputs import fitting, font_build, font_charset, font_subset, fonts

pytestmark = [pytest.mark.pdf, pytest.mark.xdist_group("pdf")]


@pytest.fixture(scope="module", autouse=True)
def subsets():
    if fonts.missing_fonts():
        font_build.build_fonts(print)


@pytest.fixture(params=fonts.FACES, ids=lambda face: face.file)
def face(request):
    return request.param


@pytest.fixture
def font(face):
    with TTFont(fonts.folder() / face.file) as opened:
        yield opened


def test_the_national_table_has_8105_characters_and_all_are_wanted():
    points = font_charset.wanted()
    assert len(font_charset._general() & points) >= 8105
    assert set(map(ord, "镕堃䶮㛃祎玥一，。、；：“”（）《》—…①⑩％‰0Aé")) <= points
    assert len(points) < 10_000


def test_a_subset_has_every_character_of_the_national_table(font):
    assert font_charset._general() - font.getBestCmap().keys() == set()


def test_a_subset_carries_its_own_name_and_the_original_licence(face, font):
    names = font["name"]
    assert names.getDebugName(1) == face.family
    assert "Open Font License" in names.getDebugName(13)
    assert names.getDebugName(0)
    everything = " ".join(
        str(record) for record in names.names if record.nameID not in (0, 5, 13, 14)
    )
    assert "WenKai" not in everything
    assert "Noto" not in everything


def test_a_subset_is_truetype_without_layout_tables(font):
    assert "glyf" in font
    assert not {"CFF ", "GSUB", "GPOS", "vmtx"} & set(font.keys())


def test_all_faces_stand_on_the_same_line(font):
    upem = font["head"].unitsPerEm
    assert font["hhea"].ascent / upem == pytest.approx(0.88)
    assert font["hhea"].descent / upem == pytest.approx(-0.12)
    assert font["OS/2"].usWeightClass in (400, 700)


def test_no_digit_is_wider_than_the_layout_reckons():
    with TTFont(fonts.folder() / "report-song.ttf") as font:  # tables are set in it
        glyphs, upem = font.getBestCmap(), font["head"].unitsPerEm
        assert (
            max(font["hmtx"][glyphs[ord(char)]][0] for char in "0123456789.") / upem
            <= fitting.DIGIT
        )


def test_nothing_is_made_twice(monkeypatch):
    monkeypatch.setattr(font_build, "ProcessPoolExecutor", None)
    said = []
    started = time.monotonic()
    font_build.build_fonts(said.append)
    assert said == ["Font subsets are up to date."]
    assert time.monotonic() - started < 5


def test_a_missing_source_is_named_with_its_package(monkeypatch):
    monkeypatch.setattr(fonts, "find_source", lambda name: None)
    with pytest.raises(
        OSError, match=r"NotoSerifCJK-Regular\.ttc .*apt-get install fonts-noto-cjk"
    ):
        font_build.build_fonts(print)
    problems = fonts.missing_fonts()
    assert [
        problem
        for problem in problems
        if "apt-get install fonts-lxgw-wenkai" in problem
    ]


def test_a_missing_table_of_characters_is_named_with_its_package(monkeypatch, tmp_path):
    monkeypatch.setattr(font_charset, "FOLDER", tmp_path)
    with pytest.raises(OSError, match="apt-get install unicode-data"):
        font_charset.wanted()


def test_what_is_missing_is_said_in_one_sentence_each(settings, tmp_path):
    assert fonts.missing_fonts() == []
    settings.FONTS_DIR = tmp_path
    assert fonts.missing_fonts() == [
        f"The font subsets for the PDF are not in {tmp_path}: run manage.py build_fonts."
    ]


def test_a_sites_own_fonts_stand_first_and_the_full_fonts_last(settings, tmp_path):
    settings.SITE_FONTS_DIR = tmp_path / "ours & theirs"
    root = ElementTree.fromstring(fonts.config_text())
    folders = [element.text for element in root.iter("dir")]
    assert str(settings.SITE_FONTS_DIR) in folders
    assert "/usr/share/fonts" in folders
    for alias in root.iter("alias"):
        families = [element.text for element in alias.find("prefer")]
        ours = next(
            at for at, family in enumerate(families) if family.startswith("Report ")
        )
        assert ours > 0
        assert ours < len(families) - 1


def test_a_sites_font_is_used_and_what_it_lacks_comes_from_ours(tmp_path):
    """A made-up 仿宋 with seven characters stands in for a licensed one."""
    face = fonts.Face(
        "FangSong", 400, "site.ttf", "NotoSansCJK-Regular.ttc", "Noto Sans CJK SC", ""
    )
    site, ours = tmp_path / "site", tmp_path / "fonts"
    site.mkdir()
    ours.mkdir()
    font_subset.cut(
        face,
        fonts.find_source(face.source),
        site / face.file,
        set(map(ord, "全年公开信息数")),
    )
    for made in fonts.FACES:
        (ours / made.file).symlink_to(fonts.folder() / made.file)
    code = """
import django, sys
django.setup()
from disclosure.outputs import document, fonts, pdf
from tests.support.make import make_content
fonts.config_file().write_text(fonts.config_text())
sys.stdout.buffer.write(pdf.print_pdf(document.build(make_content(passages={"preamble": "全年公开信息镕件。"}))))
"""
    env = {
        "FONTS_DIR": str(ours),
        "SITE_FONTS_DIR": str(site),
        "DJANGO_SETTINGS_MODULE": "tests.settings",
    }
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=os.environ | env,
        capture_output=True,
        check=True,
    )
    printed = pikepdf.open(io.BytesIO(done.stdout))
    faces = {
        str(font.BaseFont).split("+")[1]
        for page in printed.pages
        for font in page.Resources.Font.values()
    }
    assert {"FangSong", "Report-Song"} <= faces


def test_our_configuration_is_seen_only_while_printing(monkeypatch):
    monkeypatch.delenv("FONTCONFIG_FILE", raising=False)
    with fonts.private_fontconfig():
        assert os.environ["FONTCONFIG_FILE"] == str(fonts.config_file())
    assert "FONTCONFIG_FILE" not in os.environ
