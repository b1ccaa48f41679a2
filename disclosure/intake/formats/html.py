"""Reads a saved web page into a Source: the report in it with the site around it, the latter marked as aside."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import unquote

from lxml import etree, html

from disclosure.intake.formats import mhtml
from disclosure.intake.formats.blocks import Blocks, visible
from disclosure.intake.formats.encodings import decode, readable
from disclosure.intake.formats.html_flow import HtmlFlow
from disclosure.intake.source import IntakeError, Source

MAX_BYTES = 20 * 1024 * 1024

_CHARSET = re.compile(
    rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([-\w]+)", re.IGNORECASE
)
_XML_ENCODING = re.compile(
    rb"<\?xml[^>]{0,100}encoding\s*=\s*[\"']([-\w]+)", re.IGNORECASE
)
_XML_HEAD = re.compile(r"^\s*<\?xml[^>]*\?>")
# What no XML may hold, and lxml refuses: control characters, halves of characters.
_NEVER = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
_DOCTYPE = re.compile(r"<!DOCTYPE[^\[>]{0,500}(\[[^\]]{0,20000}\])?\s*>", re.IGNORECASE)
_INLINE = re.compile(
    r"</?(?:span|font|b|i|u|em|strong|small|big|o:p|st1:\w{1,20}|a|ins|nobr|label)\b[^<>]{0,1000}>",
    re.IGNORECASE,
)
# Excel and Word: <![if supportMisalignedColumns]> … <![endif]>
_CONDITION = re.compile(r"<!\[(?:if|endif)[^\]<>]{0,200}\]>", re.IGNORECASE)
_ATTACHED = re.compile(
    r"\.(?:pdf|docx?|wps|xlsx?|ofd|et|rar|zip)(?=$|[?#&])", re.IGNORECASE
)
_SPACE = re.compile(r"\s+")
# ArticleTitle and ContentSource are names that 政府网站发展指引 (2017) prescribes.
_TITLE_METAS = ("articletitle", "og:title", "title", "dc.title")
_SOURCE_METAS = ("contentsource", "dc.publisher")
_MOST_ATTACHMENTS = 5
"""Named in a remark; a page that links to more is a list of downloads."""


def read(data: bytes) -> Source:
    """The page as blocks. Nothing it refers to is fetched, no script of it is run.
    Raises IntakeError.

    Text is as a browser shows it, blanks run together and list numbers written out;
    NBSP is a blank, and characters without width are left out. `titles`: the name that
    the site's own meta data give the article, the page's title, the office named as its
    source."""
    if len(data) > MAX_BYTES:
        raise IntakeError(
            f"网页超过 {MAX_BYTES // 1024 // 1024} MB，请用浏览器另存为“网页，仅 HTML”后再上传。"
        )

    root = _parse(_page_text(data))
    blocks = Blocks()
    body = root.find("body")
    HtmlFlow(blocks).read(root if body is None else body)
    _remark_attachments(root, blocks)
    _remark_frames(root, blocks)
    if not blocks.found and not blocks.remarks:
        raise IntakeError(
            "网页里没有文字（内容可能由脚本显示），请在浏览器里全选复制到 Word，另存为 docx 再上传。"
        )
    return Source(
        format="html",
        blocks=tuple(blocks.found),
        titles=_titles(root),
        remarks=tuple(blocks.remarks),
    )


def _page_text(data: bytes) -> str:
    """The characters of the file; of a page saved as one file, those of the page."""
    if not mhtml.is_mhtml(data):
        return _decoded(data, declared="")

    page = mhtml.page_of(data)
    return _decoded(page.body, page.charset)


def _decoded(data: bytes, declared: str) -> str:
    """The page's characters, without what lxml would refuse or take for text."""
    text = readable(*decode(data, declared or _declared_in(data)))
    text = _XML_HEAD.sub("", text)  # the encoding it names is none any more
    text = _CONDITION.sub("", text)
    text = _DOCTYPE.sub("", text, count=1)
    return _NEVER.sub("", text)


def _declared_in(data: bytes) -> str:
    """The encoding that the head of the page names, "" where it names none."""
    head = data[:8192]
    found = _CHARSET.search(head) or _XML_ENCODING.search(head)
    if found is None:
        return ""
    return found.group(1).decode("ascii", "replace")


def _parse(text: str) -> Any:
    """The page's tree. libxml2 stops where tags are nested too deep, and half a page is
    no page: it is read again without the tags that editors pile up inside of lines."""
    root = _whole_tree(text)
    if root is None:
        root = _whole_tree(_INLINE.sub("", text))

    if root is None:
        raise IntakeError(
            "网页的标签嵌套太深，读不完整，请在浏览器里全选复制到 Word，另存为 docx 再上传。"
        )
    return root


def _whole_tree(text: str) -> Any | None:
    """The tree, or None where libxml2 gave up on the depth of it. Raises IntakeError
    where there is nothing."""
    parser = html.HTMLParser(
        encoding="utf-8",
        no_network=True,
        remove_comments=True,
        remove_pis=True,
        huge_tree=True,
        recover=True,
    )
    try:
        root = html.document_fromstring(text.encode("utf-8"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise IntakeError("网页里没有内容，请检查是否保存完整。") from error

    if any("depth" in entry.message.lower() for entry in parser.error_log):
        return None
    return root


def _titles(root: Any) -> tuple[str, ...]:
    """What the page calls itself, best first. A site puts its own name behind that of
    the article in the title; its meta data give the article's alone."""
    metas = _metas(root)
    candidates = [metas.get(name, "") for name in _TITLE_METAS]
    title = next(root.iter("title"), None)
    if title is not None:
        candidates.append(title.text_content())

    candidates += [metas.get(name, "") for name in _SOURCE_METAS]
    titles: list[str] = []
    for candidate in candidates:
        shown = _one_line(candidate)[:300]
        if shown and shown not in titles:
            titles.append(shown)

    return tuple(titles)


def _metas(root: Any) -> dict[str, str]:
    """The meta data of the page by their names in small letters; of two of one name the
    first."""
    metas: dict[str, str] = {}
    for meta in root.iter("meta"):
        name = meta.get("name") or meta.get("property") or ""
        content = meta.get("content") or ""
        metas.setdefault(name.strip().lower(), content)

    return metas


def _one_line(text: str) -> str:
    return _SPACE.sub(" ", visible(text)).strip()


def _remark_attachments(root: Any, blocks: Blocks) -> None:
    """Say which files the page shows or links to: the report may stand in one of them
    and not in the page."""
    names: list[str] = []
    for element in root.iter("a", "iframe", "embed", "object", "frame"):
        address = _address(element)
        found = _ATTACHED.search(address)
        if found is None:
            continue

        name = _one_line(element.text_content()) if element.tag == "a" else ""
        # A viewer of PDFs shows a file by its address:
        # viewer.html?file=/2024/report.pdf
        name = name or re.split(r"[/?#=&]", address[: found.end()])[-1]
        names.append(name[:80])
        if len(names) == _MOST_ATTACHMENTS:
            break

    if names:
        listed = "、".join(dict.fromkeys(names))
        blocks.remark(
            f"网页里有附件（{listed}），没有打开；如果年度报告在附件里，请下载后另行上传。"
        )


def _remark_frames(root: Any, blocks: Blocks) -> None:
    """Say that the page shows other pages, which are not in the file."""
    for element in root.iter("iframe", "frame"):
        address = _address(element)
        if address and not _ATTACHED.search(address):
            blocks.remark(
                "网页里嵌有别的网页，没有打开；如果年度报告在其中，请单独打开它，保存后上传。"
            )
            return


def _address(element: Any) -> str:
    """What the element links to or shows. Bounded: some are pictures written out, a
    megabyte long."""
    address = element.get("href") or element.get("src") or element.get("data") or ""
    return unquote(address[:1000])
