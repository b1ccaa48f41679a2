"""Takes the page out of a page saved as one file (MHTML), with the encoding it declares; pictures and styles stay there."""

from __future__ import annotations

import binascii
import email
import email.policy
import re
from email.message import Message
from typing import NamedTuple

from disclosure.intake.source import IntakeError

_HEAD = re.compile(
    rb"^(mime-version|content-type|from|subject|date|snapshot-content-location)\s*:",
    re.IGNORECASE,
)
_BEFORE_HEAD = b"\xef\xbb\xbf \t\r\n"
_PAGE_TYPES = ("text/html", "application/xhtml+xml")
PARTS = 500


def is_mhtml(data: bytes) -> bool:
    """Whether the file begins with the head of a mail."""
    return bool(_HEAD.match(data.lstrip(_BEFORE_HEAD)[:200]))


class SavedPage(NamedTuple):
    """A page of an archive; `charset` is what its part declares, "" where it says
    nothing."""

    body: bytes
    charset: str


def page_of(data: bytes) -> SavedPage:
    """The page that was saved, which is the first; of a page made of frames the
    largest. Raises IntakeError."""
    try:
        # compat32 takes no head apart, so none that is broken can stop it.
        message = email.message_from_bytes(
            data.lstrip(_BEFORE_HEAD), policy=email.policy.compat32
        )
        pages = _pages(message)
    except (ValueError, LookupError, binascii.Error, RecursionError) as error:
        raise IntakeError(
            "网页存档（MHTML）已损坏，请用浏览器打开后另存为“网页，仅 HTML”再上传。"
        ) from error

    if not pages:
        raise IntakeError(
            "网页存档（MHTML）里没有网页正文，请用浏览器打开后另存为“网页，仅 HTML”再上传。"
        )

    first, *others = pages
    made_of_frames = b"<frameset" in first.body[:4096].lower()
    if made_of_frames and others:
        return max(others[:9], key=lambda page: len(page.body))
    return first


def _pages(message: Message) -> list[SavedPage]:
    parts = list(message.walk())[:PARTS]
    pages = [_page(part) for part in parts]
    return [page for page in pages if page is not None]


def _page(part: Message) -> SavedPage | None:
    """The part as a page; None where it is a picture, a style, or empty."""
    if part.is_multipart():
        return None
    if part.get_content_type() not in _PAGE_TYPES:
        return None

    body = part.get_payload(decode=True)
    if not isinstance(body, bytes) or not body.strip():
        return None
    return SavedPage(body, str(part.get_content_charset() or ""))
