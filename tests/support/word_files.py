"""Word documents made in tests: by python-docx, and where it cannot, by the XML itself."""

import io
import zipfile

import docx
from docx.oxml import parse_xml

SPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
)


def xml(markup):
    """An element from markup with the prefixes of Word."""
    end = min(
        at for at in (markup.find(" "), markup.find(">"), markup.find("/")) if at > 0
    )
    return parse_xml(f"{markup[:end]} {SPACES}{markup[end:]}")


def paragraph(*runs, properties=""):
    """A paragraph; a run is a text or markup."""
    inner = "".join(
        run
        if run.startswith("<")
        else f'<w:r><w:t xml:space="preserve">{run}</w:t></w:r>'
        for run in runs
    )
    return f"<w:p><w:pPr>{properties}</w:pPr>{inner}</w:p>"


def cell(text, properties=""):
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{text if text.startswith('<') else paragraph(text)}</w:tc>"


def table(*rows, grid=()):
    """A table; a row is a list of cells, or markup. `grid` are the widths of its columns."""
    lines = [
        row if isinstance(row, str) else f"<w:tr>{''.join(row)}</w:tr>" for row in rows
    ]
    columns = "".join(f"<w:gridCol w:w='{width}'/>" for width in grid)
    return f"<w:tbl><w:tblPr/><w:tblGrid>{columns}</w:tblGrid>{''.join(lines)}</w:tbl>"


def word(*blocks, numbering=(), title=""):
    """A document of these blocks of markup. `numbering` are abstract lists and lists, as markup."""
    document = docx.Document()
    document.core_properties.title = title
    if numbering:
        part = document.part.numbering_part.element
        for child in list(part):
            part.remove(child)
        for each in numbering:
            part.append(xml(each))
    body = document.element.body
    for block in blocks:
        body.insert(len(body) - 1, xml(block))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def with_parts(data, **changes):
    """The document with some parts changed or added: {name with "__" for "/": bytes, or a function of what is there}."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        wanted = {name.replace("__", "/"): change for name, change in changes.items()}
        for name in old.namelist():
            body = old.read(name)
            change = wanted.pop(name, body)
            new.writestr(name, change(body) if callable(change) else change)
        for name, body in wanted.items():
            new.writestr(name, body)
    return out.getvalue()
