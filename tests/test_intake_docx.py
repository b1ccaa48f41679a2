"""Word documents (DOCX) in the manner of real ones: numbers that Word counts itself, merged cells, revisions, odd packing."""

import io
from itertools import chain

import docx as python_docx
import pytest

from disclosure.intake.formats import docx, number_formats, read_source
from disclosure.intake.source import IntakeError, Picture, SourceGrid
from disclosure.outputs import document
from disclosure.outputs.docx import print_docx
from tests.support import papers, readers
from tests.support.intake import grids, lie_apart, numbered, told
from tests.support.random_reports import random_report
from tests.support.word_files import cell, paragraph, table, with_parts, word, xml


def texts(*blocks, **more):
    return [text for _, text in told(docx.read(word(*blocks, **more)))]


# ── Our own documents ─────────────────────────────────────────────────────────────────────────────────────────────
CASES = {name: lambda name=name: papers.printed(name) for name in papers.CASES} | {
    f"random {seed}": lambda seed=seed: document.build(random_report(seed))
    for seed in range(14)
}


@pytest.mark.parametrize("name", CASES)
def test_our_own_document_is_read_whole(name):
    made = CASES[name]()
    source = docx.read(print_docx(made))
    assert source.titles == (made.title.strip(),)
    sent = readers.told(made, title=True)
    tables = [table for kind, table in sent if kind == "t"]
    texts = [
        joined(text).replace("\u00a0", " ")
        for text in filter(str.strip, texts_of(sent))
    ]
    read = [joined(text) for text in texts_of(told(source))]
    assert read == texts
    cells = [text for text, *_ in chain.from_iterable(grids(source))]
    lines = chain.from_iterable(tables)
    assert list(map(joined, cells)) == list(map(plain, chain.from_iterable(lines)))
    assert numbered(source)
    blocks = [block for block in source.blocks if isinstance(block, SourceGrid)]
    assert all(lie_apart(block) and not block.ragged for block in blocks)


def texts_of(blocks):
    return [text for kind, text in blocks if kind != "t"]


def joined(text):
    return text.replace("\n", "")


def plain(text):
    """As a cell gives it: no blanks around it."""
    return text.replace("\n", "").replace("\u00a0", " ").strip(" \t")


# ── The text of a paragraph ───────────────────────────────────────────────────────────────────────────────────────
def test_order_is_that_of_the_body_also_inside_content_controls():
    assert told(
        docx.read(
            word(
                paragraph("甲"),
                f"<w:sdt><w:sdtContent>{paragraph('乙')}{table([cell('1'), cell('2')], [cell('3'), cell('4')])}"
                f"</w:sdtContent></w:sdt>",
                paragraph(
                    "<w:sdt><w:sdtContent><w:r><w:t>丙</w:t></w:r></w:sdtContent></w:sdt>",
                    "丁",
                ),
            )
        )
    ) == [("p", "甲"), ("p", "乙"), ("t", [["1", "2"], ["3", "4"]]), ("p", "丙丁")]


def test_what_is_seen_of_a_paragraph():
    link = '<w:hyperlink r:id="x"><w:r><w:t>链接</w:t></w:r></w:hyperlink>'
    odd = "<w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:noBreakHyphen/><w:softHyphen/><w:t>丙&#160;丁&#8203;</w:t></w:r>"
    hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>隐</w:t></w:r><w:r><w:rPr><w:vanish w:val='0'/></w:rPr><w:t>显</w:t></w:r>"
    symbols = "".join(
        f"<w:r><w:sym w:font='Wingdings' w:char='{code}'/></w:r>"
        for code in ("F0FE", "F081", "F0EE", "zz")
    )
    assert texts(paragraph(link, odd), paragraph(hidden), paragraph(symbols)) == [
        "链接甲\t乙-丙 丁",
        "显",
        "☑①〓〓",
    ]
    tight = "<w:p><w:r><w:t> 前后 </w:t></w:r><w:r><w:t xml:space='preserve'> 留 </w:t></w:r></w:p>"
    assert texts(tight) == ["前后 留 "]


def test_a_forced_line_end_begins_a_paragraph_but_not_in_a_heading():
    broken = "<w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t></w:r>"
    assert texts(paragraph(broken)) == ["甲", "乙"]
    assert told(
        docx.read(word(paragraph(broken, properties='<w:outlineLvl w:val="1"/>')))
    ) == [("h2", "甲乙")]


def test_fields_show_their_result_also_over_several_paragraphs():
    def mark(kind):
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    code = "<w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:t>码</w:t></w:r>"
    assert texts(
        paragraph(
            mark("begin"),
            code,
            mark("begin"),
            code,
            mark("separate"),
            "内",
            mark("end"),
            mark("separate"),
            "果",
        ),
        paragraph("续", mark("end"), "完"),
        paragraph(
            mark("end"),
            '<w:fldSimple w:instr="DATE"><w:r><w:t>日</w:t></w:r></w:fldSimple>',
        ),
    ) == ["果", "续完", "日"]
    assert texts(paragraph(mark("begin"), code), paragraph("不丢")) == ["不丢"]


def test_revisions_are_read_as_accepted_and_said():
    ins = "<w:ins w:id='1'><w:r><w:t>插</w:t></w:r></w:ins>"
    gone = "<w:del w:id='2'><w:r><w:delText>删</w:delText></w:r></w:del><w:moveFrom w:id='3'><w:r><w:t>移</w:t></w:r></w:moveFrom>"
    merged = "<w:rPr><w:del w:id='4'/></w:rPr>"
    row = "<w:tr><w:trPr><w:del w:id='5'/></w:trPr>" + cell("9") + cell("9") + "</w:tr>"
    source = docx.read(
        word(
            paragraph("甲", ins, gone),
            paragraph("乙", properties=merged),
            paragraph("丙"),
            table([cell("1"), cell("2")], row, [cell("3"), cell("4")]),
        )
    )
    assert told(source) == [
        ("p", "甲插"),
        ("p", "乙丙"),
        ("t", [["1", "2"], ["3", "4"]]),
    ]
    assert "修订记录" in source.remarks[0]


def test_a_text_box_is_read_once_and_after_its_paragraph():
    box = "<w:txbxContent>" + paragraph("框内") + "</w:txbxContent>"
    choice = f"<mc:Choice Requires='wps'><w:drawing>{box}</w:drawing></mc:Choice>"
    run = f"<w:r><mc:AlternateContent>{choice}<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    source = docx.read(word(paragraph("前", run, "后"), paragraph("末")))
    assert told(source) == [("p", "前后"), ("p", "框内"), ("p", "末")]


def test_headings_by_outline_by_style_and_by_a_style_under_it():
    made = python_docx.Document()
    made.add_heading("题", 0)
    made.add_heading("一、总体情况", 1)
    own = made.styles.add_style("自拟", 1)
    own.base_style = made.styles["Heading 2"]
    made.add_paragraph("（一）主动公开", style=own)
    made.add_paragraph("不是", style=own)._p.get_or_add_pPr().append(
        xml('<w:outlineLvl w:val="9"/>')
    )
    made.add_paragraph("正文")
    own.base_style = own  # a circle
    made.save(path := io.BytesIO())
    assert told(docx.read(path.getvalue()))[:2] == [
        ("h1", "题"),
        ("h1", "一、总体情况"),
    ]


def test_a_table_of_contents_is_aside():
    gallery = '<w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
    contents = f"<w:sdt>{gallery}<w:sdtContent>{paragraph('一、总体情况 1')}</w:sdtContent></w:sdt>"
    assert told(docx.read(word(contents, paragraph("一、总体情况")))) == [
        ("aside", "一、总体情况 1"),
        ("p", "一、总体情况"),
    ]


def test_pictures_with_size_and_words():
    drawing = (
        "<w:r><w:drawing><wp:inline><wp:extent cx='2540000' cy='1270000'/><wp:docPr id='1' name='x' descr='表三截图'/>"
        "<a:graphic><a:graphicData uri='x'><a:blip r:embed='rId1'/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )
    old = "<w:r><w:pict><v:shape><v:imagedata r:id='rId9'/></v:shape></w:pict></w:r>"
    source = docx.read(
        word(
            paragraph("前", drawing),
            table([cell("甲"), cell(paragraph(old))], [cell("乙"), cell("1")]),
        )
    )
    assert told(source)[:2] == [("p", "前"), ("picture", "表三截图")]
    assert (source.blocks[1].width, source.blocks[1].height) == (200, 100)
    assert [c.picture for c in source.blocks[2].cells] == [False, True, False, False]
    assert isinstance(source.blocks[1], Picture)


# ── Numbers that Word counts itself ───────────────────────────────────────────────────────────────────────────────
def levels(*shapes):
    return "<w:abstractNum w:abstractNumId='1'>" + "".join(
        f"<w:lvl w:ilvl='{at}'><w:start w:val='1'/><w:numFmt w:val='{kind}'/>{more}<w:lvlText w:val='{shape}'/></w:lvl>"
        for at, (kind, shape, more) in enumerate(shapes)
    ) + "</w:abstractNum>"  # fmt: skip


REPORT_LIST = levels(
    ("chineseCountingThousand", "%1、", ""), ("chineseCounting", "（%2）", ""), ("decimal", "%3.", ""), ("decimal", "%1.%2.%4", "<w:isLgl/>")
)  # fmt: skip
ONE = "<w:num w:numId='1'><w:abstractNumId w:val='1'/></w:num>"
AGAIN = "<w:num w:numId='2'><w:abstractNumId w:val='1'/><w:lvlOverride w:ilvl='0'><w:startOverride w:val='1'/></w:lvlOverride></w:num>"


def item(text, level, number=1):
    return paragraph(
        text,
        properties=f"<w:numPr><w:ilvl w:val='{level}'/><w:numId w:val='{number}'/></w:numPr>",
    )


def test_numbers_stand_in_the_text_and_begin_anew_under_each_higher_one():
    items = [
        item("总体", 0),
        item("主动", 1),
        item("目录", 2),
        item("解读", 2),
        item("申请", 1),
        item("", 1),
        item("法", 3),
    ]
    items += [
        item("公开", 0),
        item("细", 1),
        item("不编号", 0, 0),
        item("另起", 0, 2),
        item("接着", 0, 2),
    ]
    assert texts(*items, numbering=(REPORT_LIST, ONE, AGAIN)) == [
        *("一、总体", "（一）主动", "1.目录", "2.解读", "（二）申请", "1.3.1法", "二、公开", "（一）细", "不编号", "一、另起", "二、接着"),
    ]  # fmt: skip


def test_numbers_count_in_cells_too_and_bullets_are_none():
    rows = [
        [cell(item("属于国家秘密", 0)), cell("3")],
        [cell(item("禁止公开", 0)), cell("4")],
    ]
    source = docx.read(
        word(
            table(*rows), item("后", 0), numbering=(levels(("decimal", "%1.", "")), ONE)
        )
    )
    assert told(source) == [
        ("t", [["1.属于国家秘密", "3"], ["2.禁止公开", "4"]]),
        ("p", "3.后"),
    ]
    assert texts(item("点", 0), numbering=(levels(("bullet", "\uf06c", "")), ONE)) == [
        "点"
    ]


def test_a_number_may_come_from_the_style():
    made = python_docx.Document()
    part = made.part.numbering_part.element
    part.insert(
        0,
        xml(
            levels(
                ("chineseCounting", "%1、", ""), ("chineseCounting", "（%2）", "")
            ).replace("Id='1'", "Id='77'", 1)
        ),
    )
    part.append(xml("<w:num w:numId='77'><w:abstractNumId w:val='77'/></w:num>"))
    for name, level in (("Heading 1", 0), ("Heading 2", 1)):
        numbers = f"<w:numPr><w:ilvl w:val='{level}'/><w:numId w:val='77'/></w:numPr>"
        made.styles[name].element.get_or_add_pPr().append(xml(numbers))
    for text, level in (
        ("总体情况", 1),
        ("主动公开", 2),
        ("依申请公开", 2),
        ("主动公开政府信息情况", 1),
    ):
        made.add_heading(text, level)
    made.save(out := io.BytesIO())
    assert told(docx.read(out.getvalue())) == [
        ("h1", "一、总体情况"),
        ("h2", "（一）主动公开"),
        ("h2", "（二）依申请公开"),
        ("h1", "二、主动公开政府信息情况"),
    ]


@pytest.mark.parametrize(
    ("number", "kind", "written"),
    [
        *(
            (1, "chineseCounting", "一"),
            (10, "chineseCounting", "十"),
            (12, "chineseCountingThousand", "十二"),
        ),
        *(
            (20, "japaneseCounting", "二十"),
            (105, "chineseCounting", "一百零五"),
            (110, "chineseCounting", "一百一十"),
        ),
        *(
            (1010, "chineseCountingThousand", "一千零一十"),
            (12, "chineseLegalSimplified", "壹拾贰"),
        ),
        *(
            (10, "ideographDigital", "一〇"),
            (3, "decimalFullWidth", "３"),
            (7, "decimalZero", "07"),
        ),
        *(
            (3, "decimalEnclosedCircle", "③"),
            (3, "decimalEnclosedParen", "⑶"),
            (21, "decimalEnclosedCircle", "21"),
        ),
        *(
            (4, "upperRoman", "IV"),
            (9, "lowerRoman", "ix"),
            (27, "lowerLetter", "aa"),
            (2, "ideographTraditional", "乙"),
        ),
        *(
            (5, "none", ""),
            (5, "bullet", ""),
            (5, "what is this", "5"),
            (0, "chineseCounting", "0"),
        ),
    ],
)
def test_numbers_are_written_as_word_writes_them(number, kind, written):
    assert number_formats.format_number(number, kind) == written


# ── Tables ────────────────────────────────────────────────────────────────────────────────────────────────────────
def span(number):
    return f"<w:gridSpan w:val='{number}'/>"


START, ON = "<w:vMerge w:val='restart'/>", "<w:vMerge/>"


def test_merged_cells_are_one_and_lie_where_they_are_drawn():
    rows = [
        [cell("项目", span(2) + START), cell("件数", span(2))],
        [cell("残留", span(2) + ON), cell("甲"), cell("乙")],
        "<w:tr><w:trPr><w:gridBefore w:val='1'/><w:tblHeader/></w:trPr>"
        + cell("许可")
        + cell("1")
        + cell("2")
        + "</w:tr>",
        [
            cell("横", "<w:hMerge w:val='restart'/>"),
            cell("", "<w:hMerge/>"),
            cell("3"),
            cell("4"),
        ],
    ]
    source = docx.read(word(table(*rows)))
    assert grids(source) == [
        [
            ("项目", 0, 0, 2, 2),
            ("件数", 0, 2, 1, 2),
            ("甲", 1, 2, 1, 1),
            ("乙", 1, 3, 1, 1),
            ("许可", 2, 1, 1, 1),
            ("1", 2, 2, 1, 1),
            ("2", 2, 3, 1, 1),
            ("横", 3, 0, 1, 2),
            ("3", 3, 2, 1, 1),
            ("4", 3, 3, 1, 1),
        ]
    ]
    assert [c.text for c in source.blocks[0].cells if c.header] == ["许可", "1", "2"]
    assert not source.blocks[0].ragged


def width(twips):
    return f"<w:tcW w:w='{twips}' w:type='dxa'/>"


def test_widths_tell_the_columns_where_spans_were_forgotten():
    rows = [
        [cell("表头", width(3000)), cell("总计", width(1010))],
        [cell("甲", width(1000)), cell("乙", width(2010)), cell("1", width(1000))],
    ]
    source = docx.read(word(table(*rows)))
    assert grids(source) == [
        [
            ("表头", 0, 0, 1, 2),
            ("总计", 0, 2, 1, 1),
            ("甲", 1, 0, 1, 1),
            ("乙", 1, 1, 1, 1),
            ("1", 1, 2, 1, 1),
        ]
    ]
    without = [[cell("表头"), cell("总计")], [cell("甲"), cell("乙"), cell("1")]]
    (grid,) = docx.read(word(table(*without))).blocks
    assert grid.ragged


def test_a_frame_and_a_table_in_it():
    inner = table(*([cell(f"{row}{column}") for column in "甲乙丙"] for row in "123"))
    source = docx.read(word(table([cell(paragraph("框") + inner + paragraph("完"))])))
    assert told(source) == [
        ("p", "框"),
        ("t", [[f"{row}{column}" for column in "甲乙丙"] for row in "123"]),
        ("p", "完"),
    ]


# ── What is left aside ────────────────────────────────────────────────────────────────────────────────────────────
def related(data, *relations, **parts):
    """The document with relations of its text: (kind, target, outside)."""
    made = "".join(
        f'<Relationship Id="x{n}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" '
        f'Target="{target}"{" TargetMode=" + chr(34) + "External" + chr(34) if outside else ""}/>'
        for n, (kind, target, outside) in enumerate(relations)
    ).encode()
    change = {
        "word___rels__document.xml.rels": lambda body: body.replace(
            b"</Relationships>", made + b"</Relationships>"
        )
    }
    return with_parts(data, **change, **parts)


def notes(root, inner):
    return f'<w:{root} xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">{inner}</w:{root}>'.encode()


def test_each_thing_left_aside_is_said():
    plain = word(
        paragraph("甲"),
        "<w:altChunk r:id='rId99'/>",
        paragraph("<w:r><w:object><v:shape/></w:object></w:r>"),
    )
    comment = notes(
        "comments",
        "<w:comment w:id='1'><w:p><w:r><w:t>批</w:t></w:r></w:p></w:comment>",
    )
    foot = notes(
        "footnotes",
        "<w:footnote w:type='separator' w:id='0'><w:p/></w:footnote>"
        "<w:footnote w:id='2'><w:p><w:r><w:t>注文</w:t></w:r></w:p></w:footnote>",
    )
    source = docx.read(
        related(
            plain,
            ("comments", "comments.xml", False),
            ("footnotes", "footnotes.xml", False),
            ("attachedTemplate", "file:///x.dotm", True),
            ("hyperlink", "http://example.com", True),
            **{
                "word__comments.xml": comment,
                "word__footnotes.xml": foot,
                "word__vbaProject.bin": b"x",
                "word__charts__c.xml": b"",
            },
        )
    )
    said = "".join(source.remarks)
    for words in (
        "批注",
        "脚注，没有读入正文：注文",
        "另一份文档",
        "宏，没有运行",
        "对象",
        "图表",
        "外部的图片、模板",
    ):
        assert words in said
    assert len(source.remarks) == 7
    assert (
        docx.read(
            related(word(paragraph("甲")), ("hyperlink", "http://example.com", True))
        ).remarks
        == ()
    )


def test_the_title_is_that_of_the_properties():
    assert docx.read(
        word(paragraph("甲"), title="棠溪街道办事处2023年年报")
    ).titles == ("棠溪街道办事处2023年年报",)
    assert docx.read(word(paragraph("甲"))).titles == ()


# ── Harm ──────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_definitions_are_refused_and_never_expanded(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("机密")
    bomb = f'<!DOCTYPE w:document [<!ENTITY a SYSTEM "{secret.as_uri()}"><!ENTITY b "xxxxxxxxxx">]>'.encode()
    data = with_parts(
        word(paragraph("甲")),
        **{
            "word__document.xml": lambda body: body.replace(
                b"<w:document", bomb + b"<w:document", 1
            )
        },
    )
    with pytest.raises(IntakeError, match="DTD"):
        docx.read(data)


@pytest.mark.parametrize("depth", [40, 400])
def test_nesting_is_read_or_refused(depth):
    deep = (
        "<w:sdt><w:sdtContent>" * depth
        + paragraph("深")
        + "</w:sdtContent></w:sdt>" * depth
    )
    data = word(paragraph("甲"))
    data = with_parts(
        data,
        **{
            "word__document.xml": lambda body: body.replace(
                b"<w:sectPr", deep.encode() + b"<w:sectPr", 1
            )
        },
    )
    if depth == 40:
        assert [text for _, text in told(docx.read(data))] == ["甲", "深"]
    else:
        with pytest.raises(IntakeError, match="损坏"):
            docx.read(data)


@pytest.mark.parametrize(
    "change",
    [lambda body: b"", lambda body: body[:200], lambda body: b"<a/>", lambda body: body.replace(b"w:body>", b"w:x>")],
    ids=["empty", "cut", "other", "no body"],
)  # fmt: skip
def test_a_broken_document_is_said_to_be_broken(change):
    with pytest.raises(IntakeError, match="已损坏"):
        read_source(
            with_parts(word(paragraph("甲")), **{"word__document.xml": change}),
            "a.docx",
        )


def test_a_document_without_words_is_said_to_have_none():
    with pytest.raises(IntakeError, match="没有文字"):
        docx.read(word())


def test_too_many_cells_are_refused():
    row = "<w:tr>" + "<w:tc><w:p/></w:tc>" * 300 + "</w:tr>"
    data = with_parts(
        word(paragraph("甲")),
        **{
            "word__document.xml": lambda body: body.replace(
                b"<w:sectPr", b"<w:tbl>" + row.encode() * 220 + b"</w:tbl><w:sectPr", 1
            )
        },
    )
    with pytest.raises(IntakeError, match="单元格超过"):
        docx.read(data)


def test_the_strict_flavour_reads_the_same():
    def strict(body):
        return body.replace(
            b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
            b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        )

    data = with_parts(
        word(paragraph("甲")),
        **{"word__document.xml": strict, "word__styles.xml": strict},
    )
    assert told(docx.read(data)) == [("p", "甲")]
