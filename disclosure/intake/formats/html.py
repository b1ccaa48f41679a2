"""A saved web page: the report in it with the site around it, the latter marked as aside."""

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
_NEVER = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
_DOCTYPE = re.compile(r"<!DOCTYPE[^\[>]{0,500}(\[[^\]]{0,20000}\])?\s*>", re.IGNORECASE)
_INLINE = re.compile(
    r"</?(?:span|font|b|i|u|em|strong|small|big|o:p|st1:\w{1,20}|a|ins|nobr|label)\b[^<>]{0,1000}>",
    re.IGNORECASE,
)
_CONDITION = re.compile(r"<!\[(?:if|endif)[^\]<>]{0,200}\]>", re.IGNORECASE)
_ATTACHED = re.compile(
    r"\.(?:pdf|docx?|wps|xlsx?|ofd|et|rar|zip)(?=$|[?#&])", re.IGNORECASE
)
_SPACE = re.compile(r"\s+")
_TITLE_METAS = ("articletitle", "og:title", "title", "dc.title")
_SOURCE_METAS = ("contentsource", "dc.publisher")


def read(data: bytes) -> Source:
    """The page as blocks. Nothing it refers to is fetched, no script of it is run. Raises IntakeError.

    Text is as a browser shows it, blanks run together and list numbers written out; NBSP is a blank, and characters
    without width are left out. `titles`: the name that the site's own meta data give the article, the page's title, the
    office named as its source.
    """
    if len(data) > MAX_BYTES:
        raise IntakeError(
            f"网页超过 {MAX_BYTES // 1024 // 1024} MB，请用浏览器另存为“网页，仅 HTML”后再上传。"
        )
    declared = ""
    if mhtml.is_mhtml(data):
        data, declared = mhtml.page_of(data)
    root = _parse(_decoded(data, declared))
    blocks = Blocks()
    body = root.find("body")
    HtmlFlow(blocks).read(root if body is None else body)
    _remark_attachments(root, blocks)
    if not blocks.found and not blocks.remarks:
        raise IntakeError(
            "网页里没有文字（内容可能由脚本显示），请在浏览器里全选复制到 Word，另存为 docx 再上传。"
        )
    return Source(
        "html", tuple(blocks.found), tuple(_titles(root)), remarks=tuple(blocks.remarks)
    )


def _decoded(data: bytes, declared: str) -> str:
    head = data[:8192]
    found = _CHARSET.search(head) or _XML_ENCODING.search(head)
    text = readable(
        *decode(
            data,
            declared or (found.group(1).decode("ascii", "replace") if found else ""),
        )
    )
    return _NEVER.sub(
        "", _DOCTYPE.sub("", _CONDITION.sub("", _XML_HEAD.sub("", text)), count=1)
    )


def _parse(text: str) -> Any:
    """The page's tree. libxml2 stops where tags are nested too deep, and half a page is no page: it is read again
    without the tags that editors pile up inside of lines."""
    for attempt in (text, None):
        parser = html.HTMLParser(
            encoding="utf-8",
            no_network=True,
            remove_comments=True,
            remove_pis=True,
            huge_tree=True,
            recover=True,
        )
        try:
            root = html.document_fromstring(
                (attempt or _INLINE.sub("", text)).encode("utf-8"), parser=parser
            )
        except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
            raise IntakeError("网页里没有内容，请检查是否保存完整。") from error
        if not any("depth" in entry.message.lower() for entry in parser.error_log):
            return root
    raise IntakeError(
        "网页的标签嵌套太深，读不完整，请在浏览器里全选复制到 Word，另存为 docx 再上传。"
    )


def _titles(root: Any) -> list[str]:
    metas: dict[str, str] = {}
    for meta in root.iter("meta"):
        name = (meta.get("name") or meta.get("property") or "").strip().lower()
        metas.setdefault(name, meta.get("content") or "")
    title = next((element.text_content() for element in root.iter("title")), "")
    wanted = [*(metas.get(name, "") for name in _TITLE_METAS), title]
    wanted += [metas.get(name, "") for name in _SOURCE_METAS]
    cleaned = [_SPACE.sub(" ", visible(name)).strip()[:300] for name in wanted]
    return list(dict.fromkeys(name for name in cleaned if name))


def _remark_attachments(root: Any, blocks: Blocks) -> None:
    """Say which files the page shows or links to: the report may stand in one of them and not in the page."""
    names: list[str] = []
    framed = False
    for element in root.iter("a", "iframe", "embed", "object", "frame"):
        address = element.get("href") or element.get("src") or element.get("data") or ""
        address = unquote(address[:1000])
        found = _ATTACHED.search(address)
        if found and len(names) < 5:
            text = (
                _SPACE.sub(" ", visible(element.text_content())).strip()
                if element.tag == "a"
                else ""
            )
            names.append(
                (text or re.split(r"[/?#=&]", address[: found.end()])[-1])[:80]
            )
        framed = framed or (
            element.tag in ("iframe", "frame") and bool(address) and not found
        )
    if names:
        listed = "、".join(dict.fromkeys(names))
        blocks.remark(
            f"网页里有附件（{listed}），没有打开；如果年度报告在附件里，请下载后另行上传。"
        )
    if framed:
        blocks.remark(
            "网页里嵌有别的网页，没有打开；如果年度报告在其中，请单独打开它，保存后上传。"
        )
