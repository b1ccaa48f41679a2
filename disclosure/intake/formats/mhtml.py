"""A page saved as one file (MHTML): the page is taken out of it; pictures and styles beside it stay where they are."""

from __future__ import annotations

import binascii
import email
import email.policy
import re
from email.message import Message

from disclosure.intake.source import IntakeError

_HEAD = re.compile(
    rb"^(mime-version|content-type|from|subject|date|snapshot-content-location)\s*:",
    re.IGNORECASE,
)
PARTS = 500


def is_mhtml(data: bytes) -> bool:
    """Whether the file begins with the head of a mail."""
    return bool(_HEAD.match(data.lstrip(b"\xef\xbb\xbf \t\r\n")[:200]))


def page_of(data: bytes) -> tuple[bytes, str]:
    """The page that was saved, which is the first, and the encoding that its part declares; of a page made of frames
    the largest. Raises IntakeError."""
    try:
        message = email.message_from_bytes(
            data.lstrip(b"\xef\xbb\xbf \t\r\n"), policy=email.policy.compat32
        )
        pages = [page for page in map(_page, list(message.walk())[:PARTS]) if page]
    except (ValueError, LookupError, binascii.Error, RecursionError) as error:
        raise IntakeError(
            "网页存档（MHTML）已损坏，请用浏览器打开后另存为“网页，仅 HTML”再上传。"
        ) from error
    if not pages:
        raise IntakeError(
            "网页存档（MHTML）里没有网页正文，请用浏览器打开后另存为“网页，仅 HTML”再上传。"
        )
    frames = b"<frameset" in pages[0][0][:4096].lower()
    return (
        max(pages[1:10], key=lambda page: len(page[0]))
        if frames and len(pages) > 1
        else pages[0]
    )


def _page(part: Message) -> tuple[bytes, str] | None:
    if part.is_multipart() or part.get_content_type() not in (
        "text/html",
        "application/xhtml+xml",
    ):
        return None
    body = part.get_payload(decode=True)
    if not isinstance(body, bytes) or not body.strip():
        return None
    return body, str(part.get_content_charset() or "")
