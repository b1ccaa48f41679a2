"""Says in sentences for people what of a Word document was left aside: revisions, comments, notes, objects, macros."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from disclosure.intake.formats.blocks import visible
from disclosure.intake.formats.docx_parts import DocxPackage, W, attribute, holds

_LONGEST_NOTES = 200


def remarks_of(package: DocxPackage, body: Any) -> Iterator[str]:
    """A sentence for each kind of thing that was left aside."""
    if holds(body, "ins", "del", "moveFrom", "moveTo"):
        yield "文件里有修订记录，按接受全部修订读取：插入的文字算，删除的不算。"

    comments = package.part("comments")
    if comments is not None and holds(comments, "comment"):
        yield "文件里有批注，没有读入。"

    for kind, name in (("footnotes", "脚注"), ("endnotes", "尾注")):
        notes = _notes(package.part(kind))
        if notes:
            yield f"文件里有{name}，没有读入正文：{notes}"

    if holds(body, "altChunk"):
        yield "文件里嵌入了另一份文档，没有打开；请用 Word 或 WPS 打开后另存为 docx 再上传。"

    yield from _remarks_on_parts(package, body)
    if _refers_outside(package):
        yield "文件引用了外部的图片、模板或文档，没有打开。"


def _remarks_on_parts(package: DocxPackage, body: Any) -> Iterator[str]:
    """What other parts of the file hold, by their names."""
    names = [f"/{name}" for name in package.names]
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        yield "文件带有宏，没有运行。"

    if _is_in(names, "/embeddings/") or holds(body, "object"):
        yield "文件里嵌入了工作表等对象，其中的内容没有读取，只当作图片。"

    if _is_in(names, "/charts/") or _is_in(names, "/diagrams/"):
        yield "文件里有图表，其中的文字和数字没有读取。"


def _is_in(names: list[str], folder: str) -> bool:
    return any(folder in name for name in names)


def _refers_outside(package: DocxPackage) -> bool:
    """Whether Word would fetch something on opening the file; a link in the text is
    only followed by hand."""
    for relation in package.relations:
        is_outside = relation.get("TargetMode") == "External"
        if is_outside and not relation.get("Type", "").endswith("/hyperlink"):
            return True

    return False


def _notes(part: Any | None) -> str:
    """The beginning of the notes' text, "" where there are none."""
    if part is None:
        return ""

    texts: list[str] = []
    for note in part:
        # The lines between text and notes are kept as notes too, of the type
        # "separator".
        if attribute(note, "type", "normal") != "normal":
            continue

        words = "".join(text.text or "" for text in note.iter(f"{W}t"))
        texts.append(visible(words.strip()))

    text = "；".join(filter(None, texts))
    if len(text) > _LONGEST_NOTES:
        return f"{text[:_LONGEST_NOTES]}……"
    return text
