"""PDF files drawn stroke by stroke: text at a place, lines, boxes, images; for what no printer of ours would make."""

from __future__ import annotations

import io

import pikepdf
from pikepdf import Array, Dictionary, Name

A4 = (595, 842)
SIZE = 10


class Page:
    """A page being drawn. Places are counted from the upper left corner, as the reader counts them."""

    def __init__(self, size=A4):
        self.width, self.height = size
        self.drawn: list[str] = []
        self.extra: dict[str, object] = {}
        self.images = 0

    def text(self, x, y, words, size=SIZE, font="F", turn=0, spacing=0):
        """Words from `x` on the base line `y`. Han characters are as wide as they are high, others half as wide."""
        a, b, c, d = {
            0: (1, 0, 0, 1),
            90: (0, -1, 1, 0),
            180: (-1, 0, 0, -1),
            270: (0, 1, -1, 0),
        }[turn]
        code = "".join(f"{ord(sign):04x}" for sign in words)
        self.drawn.append(
            f"BT /{font} {size} Tf {spacing} Tc {a} {b} {c} {d} {x} {self.height - y} Tm <{code}> Tj ET"
        )
        return self

    def lines(self, x, y, lines, size=SIZE, leading=18):
        """Several lines; one that begins with a full-width blank is set in by that much."""
        for at, line in enumerate(lines):
            bare = line.lstrip("\u3000")
            self.text(x + size * (len(line) - len(bare)), y + at * leading, bare, size)
        return self

    def line(self, x0, y0, x1, y1, *, width=0.5, dash="", colour="0 0 0"):
        self.drawn.append(
            f"q {colour} RG {dash and f'[{dash}] 0 d'} {width} w {self._at(x0, y0)} m {self._at(x1, y1)} l S Q"
        )
        return self

    def box(self, x0, y0, x1, y1, *, fill="0 0 0", stroke=""):
        paint = "B" if fill and stroke else "f" if fill else "S"
        colours = (f"{fill} rg " if fill else "") + (f"{stroke} RG" if stroke else "")
        self.drawn.append(
            f"q {colours} {x0} {self.height - y1} {x1 - x0} {y1 - y0} re {paint} Q"
        )
        return self

    def net(self, xs, ys, **how):
        """All lines of a plain table."""
        for x in xs:
            self.line(x, ys[0], x, ys[-1], **how)
        for y in ys:
            self.line(xs[0], y, xs[-1], y, **how)
        return self

    def image(self, x0, y0, x1, y1):
        self.images += 1
        self.drawn.append(
            f"q {x1 - x0} 0 0 {y1 - y0} {x0} {self.height - y1} cm /Im Do Q"
        )
        return self

    def _at(self, x, y):
        return f"{x} {self.height - y}"


def pdf(*pages, title="", change=None, **saving):
    """The file. `change` may alter the pikepdf object before it is saved."""
    file = pikepdf.new()
    fonts = Dictionary(F=_han(file), U=_unknown(file))
    image = file.make_stream(
        b"\x80",
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=1,
        Height=1,
        ColorSpace=Name.DeviceGray,
        BitsPerComponent=8,
    )
    for page in pages:
        made = Dictionary(
            Type=Name.Page,
            MediaBox=[0, 0, page.width, page.height],
            Resources=Dictionary(Font=fonts, XObject=Dictionary(Im=image)),
            Contents=file.make_stream("\n".join(page.drawn).encode()),
        )
        for key, value in page.extra.items():
            made[key] = value
        file.pages.append(pikepdf.Page(file.make_indirect(made)))
    if title:
        file.docinfo["/Title"] = title
    if change:
        change(file)
    made = io.BytesIO()
    file.save(made, **saving)
    return made.getvalue()


def _han(file):
    """A font that is not embedded and whose codes are UTF-16: no file of glyphs is needed."""
    inner = Dictionary(
        Type=Name.Font,
        Subtype=Name.CIDFontType0,
        BaseFont=Name("/STSong-Light"),
        CIDSystemInfo=Dictionary(Registry=b"Adobe", Ordering=b"GB1", Supplement=2),
        FontDescriptor=_descriptor(file, "/STSong-Light"),
        DW=1000,
        W=Array([1, 95, 500]),
    )
    return file.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.Type0,
            BaseFont=Name("/STSong-Light"),
            Encoding=Name("/UniGB-UCS2-H"),
            DescendantFonts=[file.make_indirect(inner)],
        )
    )


def _unknown(file):
    """A font that does not say which characters its glyphs are."""
    inner = Dictionary(
        Type=Name.Font,
        Subtype=Name.CIDFontType2,
        BaseFont=Name("/ABCDEF+Subset"),
        CIDSystemInfo=Dictionary(Registry=b"Adobe", Ordering=b"Identity", Supplement=0),
        FontDescriptor=_descriptor(file, "/ABCDEF+Subset"),
        DW=1000,
    )
    return file.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.Type0,
            BaseFont=Name("/ABCDEF+Subset"),
            Encoding=Name("/Identity-H"),
            DescendantFonts=[file.make_indirect(inner)],
        )
    )


def _descriptor(file, name):
    return file.make_indirect(
        Dictionary(
            Type=Name.FontDescriptor,
            FontName=Name(name),
            Flags=4,
            FontBBox=[0, -120, 1000, 880],
            ItalicAngle=0,
            Ascent=880,
            Descent=-120,
            CapHeight=700,
            StemV=80,
        )
    )
