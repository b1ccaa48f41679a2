"""Word 97 to 2003 (DOC), as LibreOffice writes it of our own documents and of odd ones; and what is damaged or older."""

import io
import random
import stat
import struct
import subprocess

import docx as python_docx
import pytest
from PIL import Image

from disclosure.intake.formats import doc, doc_antiword, numbering, ole, read_source
from disclosure.intake.formats.doc_sprms import (
    CellEdges,
    ParagraphProperties,
    apply_sprms,
    sprms,
)
from disclosure.intake.formats.doc_tables import DocCell, DocRow, DocTable
from disclosure.intake.formats.doc_title import title_of
from disclosure.intake.source import IntakeError, SourceGrid
from disclosure.outputs import document
from disclosure.outputs.docx import print_docx
from tests.support import papers
from tests.support.intake import grids, lie_apart, numbered, told
from tests.support.random_reports import random_report
from tests.support.word_files import cell, paragraph, table, word
from tests.test_intake_docx import AGAIN, ON, ONE, REPORT_LIST, START, item, span, width

pytestmark = pytest.mark.xdist_group("office")

REPORTS = {name: lambda name=name: papers.printed(name) for name in papers.CASES} | {
    f"random {seed}": lambda seed=seed: document.build(random_report(seed))
    for seed in range(8)
}
BOX = "<w:txbxContent>" + paragraph("框内文字") + "</w:txbxContent>"
INNER = table(*([cell(f"{row}{column}") for column in "甲乙丙"] for row in "123"))
FIELD = "".join(
    f"<w:r>{part}</w:r>"
    for part in (
        '<w:fldChar w:fldCharType="begin"/>',
        '<w:instrText xml:space="preserve"> HYPERLINK "http://example.com" </w:instrText>',
        '<w:fldChar w:fldCharType="separate"/>',
        "<w:t>果</w:t>",
        '<w:fldChar w:fldCharType="end"/>',
    )
)
ODD = {
    "numbers": lambda: word(
        *(item(f"部分{n}", 0) for n in range(12)),
        *(
            item("主动", 1),
            item("目录", 2),
            item("解读", 2),
            item("申请", 1),
            item("末", 0),
            item("另起", 0, 2),
        ),
        numbering=(REPORT_LIST, ONE, AGAIN),
    ),
    "merged": lambda: word(
        table(
            [
                cell("项目", width(4000) + span(2) + START),
                cell("件数", width(4000) + span(2)),
            ],
            [
                cell("", width(4000) + span(2) + ON),
                cell("甲", width(2000)),
                cell("乙", width(2000)),
            ],
            [
                cell("许可", width(2000)),
                cell("1", width(2000) + START),
                cell("2", width(2000)),
                cell("3", width(2000)),
            ],
            [
                cell("处罚", width(2000)),
                cell("", width(2000) + ON),
                cell("4", width(2000)),
                cell("5", width(2000)),
            ],
            grid=(2000, 2000, 2000, 2000),
        )
    ),
    "frame": lambda: word(
        table([cell(paragraph("框") + INNER + paragraph("完"), width(9000))]),
        paragraph("后"),
    ),
    "rare": lambda: word(
        paragraph("𠮷野家、䶮水、㛃河：a\tb"),
        paragraph("不&#160;断&#8203;零"),
        title="题名𠮷",
    ),
    "revised": lambda: word(
        paragraph(
            "前",
            "<w:ins w:id='1' w:author='a' w:date='2024-01-01T00:00:00Z'><w:r><w:t>插入</w:t></w:r></w:ins>",
            "<w:del w:id='2' w:author='a' w:date='2024-01-01T00:00:00Z'><w:r><w:delText>删去</w:delText></w:r></w:del>",
            "<w:r><w:rPr><w:vanish/></w:rPr><w:t>隐藏</w:t></w:r>",
            "后",
        ),
        paragraph("域", FIELD, "完"),
        paragraph("<w:r><w:t>上</w:t><w:br/><w:t>下</w:t></w:r>"),
        paragraph("二级", properties='<w:outlineLvl w:val="1"/>'),
    ),
}


def with_picture():
    picture, out = io.BytesIO(), io.BytesIO()
    Image.new("RGB", (288, 216), "white").save(picture, "PNG", dpi=(72, 72))
    made = python_docx.Document()
    made.add_paragraph("图前")
    made.add_picture(picture)
    made.add_paragraph("图后")
    made.save(out)
    return out.getvalue()


SHAPE = f'<v:rect style="position:absolute;width:200pt;height:60pt"><v:textbox>{BOX}</v:textbox></v:rect>'
APART = {
    "box": lambda: word(
        paragraph("前", f"<w:r><w:pict>{SHAPE}</w:pict></w:r>", "后"), paragraph("末")
    ),
    "picture": with_picture,
}


@pytest.fixture(scope="module")
def papers_of(libreoffice, tmp_path_factory):
    """{name: (DOCX, the DOC that LibreOffice makes of it)}, all made in one run of it."""
    folder = tmp_path_factory.mktemp("doc")
    made = {name: print_docx(make()) for name, make in REPORTS.items()} | {
        name: make() for name, make in (ODD | APART).items()
    }
    for name, body in made.items():
        (folder / f"{name}.docx").write_bytes(body)
    libreoffice(folder, "doc", [folder / f"{name}.docx" for name in made])
    return {
        name: (body, (folder / f"{name}.doc").read_bytes())
        for name, body in made.items()
    }


@pytest.mark.parametrize("name", [*REPORTS, *ODD])
def test_a_doc_says_what_the_docx_says(papers_of, name):
    new, old = (read_source(body, "年报.doc") for body in papers_of[name])
    assert (new.format, old.format) == ("docx", "doc")
    assert told(old) == told(new)
    assert grids(old) == grids(new)
    assert old.titles == new.titles
    assert numbered(old)
    assert all(
        lie_apart(block) and not block.ragged
        for block in old.blocks
        if isinstance(block, SourceGrid)
    )


def test_what_stands_in_the_odd_ones(papers_of):
    assert told(doc.read(papers_of["numbers"][1]))[9:] == [
        *(
            ("p", "十、部分9"),
            ("p", "十一、部分10"),
            ("p", "十二、部分11"),
            ("p", "（一）主动"),
            ("p", "1.目录"),
        ),
        *(("p", "2.解读"), ("p", "（二）申请"), ("p", "十三、末"), ("p", "一、另起")),
    ]
    source = doc.read(papers_of["revised"][1])
    assert told(source) == [
        ("p", "前插入后"),
        ("p", "域果完"),
        ("p", "上"),
        ("p", "下"),
        ("h2", "二级"),
    ]
    assert "修订记录" in source.remarks[0]
    assert told(doc.read(papers_of["frame"][1]))[0] == ("p", "框")
    assert doc.read(papers_of["rare"][1]).titles == ("题名𠮷",)


def test_text_boxes_come_last_and_pictures_keep_their_place_and_size(papers_of):
    source = doc.read(papers_of["box"][1])
    assert told(source) == [("p", "前后"), ("p", "末"), ("p", "框内文字")]
    assert source.remarks == ("文本框里的文字排在最后。",)
    for body in papers_of["picture"]:
        source = read_source(body, "a")
        assert told(source) == [("p", "图前"), ("picture", ""), ("p", "图后")]
        assert (source.blocks[1].width, source.blocks[1].height) == (288, 216)


def test_antiword_would_lose_what_is_read_here(papers_of, tmp_path):
    """Why the file is read here: when this fails because antiword has learned to, less code will do."""
    (tmp_path / "a.doc").write_bytes(papers_of["full"][1])
    out = subprocess.run(
        ["antiword", "-m", "UTF-8.txt", "-w", "0", "a.doc"],
        cwd=tmp_path,
        capture_output=True,
        check=True,
    )
    assert "属于国家秘密" not in out.stdout.decode("utf-8", "replace")
    assert "属于国家秘密" in str(told(doc.read(papers_of["full"][1])))


# ── Tables that no converter here writes ──────────────────────────────────────────────────────────────────────────
def row(*texts, looks):
    return DocRow([DocCell([text] if text else []) for text in texts], tuple(looks))


def test_cells_joined_to_their_left_and_cells_of_unknown_width():
    made, certain = DocTable(
        [
            row(
                "表头",
                "",
                "总",
                looks=(
                    CellEdges(0, 900),
                    CellEdges(900, 1800, joined=True),
                    CellEdges(1800, 2700),
                ),
            ),
            row(
                "甲",
                "1",
                "2",
                looks=(CellEdges(3, 890), CellEdges(890, 1810), CellEdges(1810, 2700)),
            ),
        ]
    ).cells()
    assert certain
    assert [(c.text, c.row, c.column, c.colspan) for c in made] == [
        *(
            ("表头", 0, 0, 2),
            ("总", 0, 2, 1),
            ("甲", 1, 0, 1),
            ("1", 1, 1, 1),
            ("2", 1, 2, 1),
        )
    ]
    for looks in ((), (CellEdges(0, 900), CellEdges(900, 910), CellEdges(5, 2700))):
        made, certain = DocTable([row("甲", "1", "2", looks=looks)]).cells()
        assert not certain
        assert [(c.text, c.column) for c in made] == [("甲", 0), ("1", 1), ("2", 2)]


def test_changes_are_read_whatever_their_size():
    tabs = struct.pack("<HBB", 0xC615, 255, 1) + bytes(4) + bytes([1]) + bytes(3)
    changes = (
        struct.pack("<HB", 0x2416, 1)
        + tabs
        + struct.pack("<HI", 0x6649, 2)
        + struct.pack("<HB", 0x2640, 1)
    )
    assert [code for code, _ in sprms(changes)] == [0x2416, 0xC615, 0x6649, 0x2640]
    look = apply_sprms(ParagraphProperties(), changes + b"\x08\xd6\xff")
    assert (look.depth, look.level) == (2, 2)


def test_a_level_that_never_begins_anew_goes_on():
    levels = {
        0: numbering.ListLevel("decimal", (0, ".")),
        1: numbering.ListLevel("decimal", (1, ")"), restart=0),
    }
    numbers = numbering.NumberedList(levels, {})
    assert [numbers.next(at) for at in (0, 1, 1, 0, 1, 5)] == [
        "1.",
        "1)",
        "2)",
        "2.",
        "3)",
        "",
    ]


# ── Damaged, locked, older ────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("seed", range(150))
def test_a_damaged_file_is_read_or_refused(papers_of, seed):
    dice = random.Random(seed)
    data = bytearray(papers_of[dice.choice(("full", "frame", "numbers"))][1])
    for _ in range(dice.choice((1, 5, 40))):
        at, length = dice.randrange(len(data)), dice.choice((1, 2, 16, 300))
        if seed % 3 == 0:
            del data[at : at + length]
        else:
            data[at : at + length] = (
                dice.choice((b"\0", b"\xff", bytes([dice.randrange(256)]))) * length
            )
    try:
        source = doc.read(bytes(data))
    except IntakeError:
        return
    assert numbered(source)
    assert all(
        lie_apart(block) for block in source.blocks if isinstance(block, SourceGrid)
    )


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_half_a_file_is_not_half_a_report(papers_of, share):
    data = papers_of["full"][1]
    with pytest.raises(ole.Damaged, match="已损坏或没有传完整"):
        doc.read(data[: int(len(data) * share)])


def changed_head(data, offset, value):
    """The file with a word in the head of its text changed."""
    at = data.index(b"\xec\xa5", 512)
    return data[: at + offset] + struct.pack("<H", value) + data[at + offset + 2 :]


def test_a_locked_file_says_so(papers_of):
    with pytest.raises(IntakeError, match="打开密码"):
        doc.read(changed_head(papers_of["full"][1], 10, 0x0100))


def test_a_chain_in_a_circle_ends(papers_of):
    data = papers_of["ordinary"][1]
    (table_at,) = struct.unpack_from("<I", data, 76)
    place = 512 * (table_at + 1)
    circle = data[:place] + struct.pack("<4I", 1, 0, 1, 2) + data[place + 16 :]
    with pytest.raises(ole.Damaged):
        doc.read(circle)


def test_an_older_file_goes_through_antiword(papers_of):
    source = doc_antiword.read(papers_of["ordinary"][1])
    assert source.format == "doc"
    assert ("h1", "一、总体情况") in told(source)
    assert ("p", "全年主动公开信息326条，阅读量18.6万次。") in told(source)
    grid = next(block for block in source.blocks if isinstance(block, SourceGrid))
    assert grid.ragged
    assert [[c.text for c in line] for line in grid.lines()][:3] == [
        ["第二十条第（一）项"],
        ["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"],
        ["规章", "0", "0", "3"],
    ]
    assert "逐格核对" in source.remarks[0]


def test_a_file_that_says_it_is_older_is_given_to_antiword(papers_of, monkeypatch):
    monkeypatch.setattr(doc_antiword, "read", lambda data: "through antiword")
    assert doc.read(changed_head(papers_of["full"][1], 2, 0x68)) == "through antiword"


@pytest.fixture
def program(tmp_path, monkeypatch):
    """Puts a script of our own in antiword's place."""

    def put(script):
        path = tmp_path / "antiword"
        path.write_text(f"#!/bin/sh\n{script}\n")
        path.chmod(path.stat().st_mode | stat.S_IXUSR)
        monkeypatch.setattr(doc_antiword.shutil, "which", lambda name: str(path))

    return put


def test_without_antiword_the_operator_learns_what_to_install(monkeypatch):
    monkeypatch.setattr(doc_antiword.shutil, "which", lambda name: None)
    with pytest.raises(IntakeError, match="管理员可安装 Debian 软件包 antiword"):
        doc_antiword.read(b"x")


@pytest.mark.parametrize(
    ("script", "words"),
    [
        ("exit 1", "可能已损坏"),
        ("exec sleep 30", "用时太长"),
        ("head -c 3000000 /dev/zero", "太多"),
        ("echo '<book></book>'", "没有读出文字"),
        ("true", "可能已损坏"),
    ],
)
def test_a_program_that_fails_hangs_or_floods_is_an_answer(
    program, monkeypatch, script, words
):
    monkeypatch.setattr(doc_antiword, "TIMEOUT", 2)
    monkeypatch.setattr(doc_antiword, "MAX_OUTPUT", 1_000_000)
    program(script)
    with pytest.raises(IntakeError, match=words):
        doc_antiword.read(b"x")


def test_a_title_that_is_broken_is_none():
    assert title_of(b"") == ""
    assert title_of(bytes(200)) == ""
    assert title_of(bytes(44) + b"\xff" * 60) == ""
