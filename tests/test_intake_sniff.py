"""Which format a file is of: what it holds decides, and what is not read is said, each kind in its own words."""

import io
import struct
import zipfile

import pytest

from disclosure.intake.formats import READERS, read_source, sniff, zips
from disclosure.intake.formats.encodings import decode
from disclosure.intake.source import FORMATS, IntakeError

PAGE = "<!DOCTYPE html><html><body><p>一、总体情况</p></body></html>"
MHTML = (
    b"From: <Saved by WPS>\r\nMIME-Version: 1.0\r\n"
    b'Content-Type: multipart/related; type="text/html"; boundary="--x"\r\n\r\n'
    b'----x\r\nContent-Type: text/html; charset="gb2312"\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n'
    b"<html><body><p>=D2=BB=A1=A2=D7=DC=CC=E5=\r\n=C7=E9=BF=F6</p></body></html>\r\n"
    b"----x\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n----x--\r\n"
)


def packed(*names, kind="", content=b"x"):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        if kind:
            archive.writestr("mimetype", kind)
        for name in names:
            archive.writestr(name, content)
    return out.getvalue()


def compound(*names):
    """A compound file that has streams of these names, all empty."""
    fat = struct.pack("<128I", 0xFFFFFFFD, 0xFFFFFFFE, *[0xFFFFFFFF] * 126)
    entries = b""
    for kind, name in [(5, "Root Entry"), *((2, name) for name in names)]:
        raw = name.encode("utf-16-le") + b"\0\0"
        entries += (
            raw.ljust(64, b"\0")
            + struct.pack("<HBB", len(raw), kind, 1)
            + struct.pack("<III", *[0xFFFFFFFF] * 3)
        )
        entries += bytes(36) + struct.pack("<IQ", 0xFFFFFFFE, 0)
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(24, b"\0") + struct.pack(
        "<HHHHH", 0x3E, 3, 0xFFFE, 9, 6
    )
    head += bytes(6) + struct.pack(
        "<IIIIIIIII", 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0
    )
    head += struct.pack("<109I", 0, *[0xFFFFFFFF] * 108)
    return head + fat + entries.ljust(512, b"\0")[:512]


WORD = packed("[Content_Types].xml", "word/document.xml")


@pytest.mark.parametrize(
    ("data", "name", "key"),
    [
        (WORD, "年报.docx", "docx"),
        (WORD, "年报.doc", "docx"),
        (WORD, "年报.pdf", "docx"),
        (packed("xl/workbook.xml"), "年报.xls", "xlsx"),
        (packed("content.xml", kind="application/vnd.oasis.opendocument.spreadsheet"), "a.xlsx", "ods"),
        (compound("WordDocument", "1Table"), "年报.doc", "doc"),
        (compound("WordDocument", "1Table"), "年报.wps", "doc"),
        (compound("Workbook"), "年报.et", "xls"),
        (b"%PDF-1.7\n", "年报.docx", "pdf"),
        (b"\xef\xbb\xbf\n%PDF-1.4\n", "a", "pdf"),
        (PAGE.encode(), "年报.doc", "html"),
        (PAGE.encode("utf-16"), "年报.doc", "html"),
        ("\n\n  <table><tr><td>规章</td></tr></table>".encode("gbk"), "年报.xls", "html"),
        (b"<?xml version='1.0' encoding='utf-8'?>\n<html xmlns='http://www.w3.org/1999/xhtml'><body/></html>", "a", "html"),
        ("正文 <b>一</b>、总体情况".encode(), "a.htm", "html"),
        ("正文 <b>一</b>、总体情况".encode(), "a.txt", "text"),
        (MHTML, "年报.doc", "html"),
        ("一、总体情况\n".encode("gb18030"), "年报.docx", "text"),
        ("一、总体情况\n".encode("utf-16"), "年报", "text"),
        (b'{\n  "format": "disclosure-report"}', "a.txt", "json"),
    ],
)  # fmt: skip
def test_what_a_file_holds_says_its_format(data, name, key):
    assert sniff.format_of(data, name) == key


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (b"", "年报.docx", "空的"),
        (b" \r\n\t ", "年报.txt", "空的"),
        (b"{\\rtf1\\ansi", "年报.doc", "RTF"),
        (compound("EncryptedPackage", "EncryptionInfo"), "年报.docx", "打开密码"),
        (compound("CONTENTS", "MatOST"), "年报.wps", "旧的 WPS"),
        (compound("PowerPoint Document"), "年报.doc", "演示文稿"),
        (compound("Sonst"), "年报.doc", "认不出"),
        (b"\xff\xd8\xff\xe0" + bytes(100), "年报.docx", "图片"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "年报.png", "图片"),
        (b"\x00\x00\x00\x18ftypheic" + bytes(100), "照片.jpg", "图片"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 " + bytes(100), "a.webp", "图片"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'></svg>", "a.svg", "SVG"),
        (b"MZ\x90\x00" + bytes(100), "年报.doc", "程序"),
        (b"\x7fELF" + bytes(100), "年报.doc", "程序"),
        (b"#!/bin/sh\necho\n", "年报.txt", "程序"),
        (b"Rar!\x1a\x07\x00" + bytes(50), "年报.docx", "压缩包"),
        (packed("年报.docx", "附件.xlsx"), "年报.docx", "压缩包"),
        (packed("OFD.xml"), "年报.pdf", "OFD"),
        (packed("content.xml", kind="application/vnd.oasis.opendocument.text"), "a.docx", "ODT"),
        (packed("xl/workbook.bin"), "年报.xlsx", "xlsb"),
        (packed("ppt/presentation.xml"), "年报.docx", "演示文稿"),
        (b"<?xml version='1.0'?><?mso-application progid='Word.Document'?><w/>", "年报.doc", "Word 的 XML"),
        (b"<?xml version='1.0'?><?mso-application progid='Excel.Sheet'?><w/>", "年报.xls", "Excel 的 XML"),
        (bytes(range(1, 32)) * 40, "年报.doc", "认不出"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "年报.doc", "已损坏"),
        (WORD[:-30], "年报.docx", "已损坏"),
    ],
)  # fmt: skip
def test_what_is_not_read_is_said_in_one_sentence(data, name, words):
    with pytest.raises(IntakeError) as raised:
        read_source(data, name)
    message = str(raised.value)
    assert words in message
    assert message.endswith("。")
    assert message.count("。") == 1
    assert "请" in message


def test_each_kind_has_a_sentence_of_its_own():
    kinds = [
        b"",
        b"{\\rtf1",
        b"\xff\xd8\xff\xe0",
        b"MZ\x90\x00",
        packed("a"),
        packed("OFD.xml"),
        compound("EncryptedPackage"),
    ]
    said = set()
    for data in kinds:
        with pytest.raises(IntakeError) as raised:
            sniff.format_of(data, "a.doc")
        said.add(str(raised.value))
    assert len(said) == len(kinds)


def test_every_format_but_our_own_has_a_reader():
    assert set(READERS) == set(FORMATS) - {"json"}
    with pytest.raises(IntakeError, match="JSON"):
        read_source(b'{"format": 1}', "a.json")


# ── What a ZIP may be ─────────────────────────────────────────────────────────────────────────────────────────────
def test_a_zip_that_unpacks_to_too_much_is_not_unpacked(monkeypatch):
    bomb = packed("word/document.xml", content=bytes(zips.SMALL * 2))
    assert len(bomb) < 10_000
    with pytest.raises(IntakeError, match="大得不正常"):
        zips.open_zip(bomb)
    monkeypatch.setattr(zips, "TOTAL_BYTES", 100)
    with pytest.raises(IntakeError, match="解压后超过"):
        zips.open_zip(packed("word/document.xml", content=b"x" * 101))


def test_a_zip_with_too_many_members_is_refused(monkeypatch):
    monkeypatch.setattr(zips, "MEMBERS", 3)
    with pytest.raises(IntakeError, match="超过 3 个"):
        zips.open_zip(packed("a", "b", "c", "d"))


@pytest.mark.parametrize(
    "name", ["../etc/passwd", "/etc/passwd", "word/../../x", "C:/x"]
)
def test_names_that_lead_elsewhere_are_refused(name):
    with pytest.raises(IntakeError, match="路径不正常"):
        zips.open_zip(packed("word/document.xml", name))


def test_two_members_of_one_name_are_refused():
    with pytest.warns(UserWarning, match="Duplicate"):
        data = packed("word/document.xml", "word/document.xml")
    with pytest.raises(IntakeError, match="同名"):
        zips.open_zip(data)


def test_a_member_with_a_password_is_refused():
    data = bytearray(packed("word/document.xml"))
    at = data.index(b"PK\x01\x02")
    data[at + 8] |= 1
    with pytest.raises(IntakeError, match="密码"):
        zips.open_zip(bytes(data))


def test_a_damaged_member_is_said_to_be():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a", b"abcdef")
    data = out.getvalue().replace(b"abcdef", b"abcdeX")
    with zips.open_zip(data) as archive, pytest.raises(IntakeError, match="读不出"):
        zips.member(archive, "a")


# ── Encodings ─────────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("encoding", "declared"),
    [
        ("utf-8", ""),
        ("utf-8-sig", ""),
        ("utf-8", "gb2312"),
        ("gb18030", "gb2312"),
        ("gb18030", "utf-8"),
        ("gb18030", ""),
        ("gb18030", "iso-8859-1"),
        ("gb18030", "no-such-encoding"),
        ("utf-16", ""),
    ],
)
def test_a_text_is_read_in_the_encoding_it_is_in(encoding, declared):
    text = "朱镕、李堃、刘䶮：2023年 0 件。"
    assert decode(text.encode(encoding), declared) == (text, 0)


def test_wide_text_without_a_mark_and_big5_where_it_is_declared():
    assert decode("a, 2023 年, b".encode("utf-16-le")) == ("a, 2023 年, b", 0)
    assert decode("政府資訊公開".encode("big5"), "big5") == ("政府資訊公開", 0)


def test_a_few_broken_bytes_are_counted_and_the_rest_is_read():
    text, unread = decode(
        "一、总体情况".encode() + b"\xff" + "二、主动公开".encode(), "utf-8"
    )
    assert unread == 1
    assert text == "一、总体情况\ufffd二、主动公开"


def test_a_text_that_was_cut_within_a_character_stays_utf_8():
    text, unread = decode(
        "政府信息公开工作年度报告，全年主动公开信息三百余条。".encode()[:-1], "gb2312"
    )
    assert text[:-1] == "政府信息公开工作年度报告，全年主动公开信息三百余条"
    assert unread == 1
