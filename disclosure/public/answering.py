"""Answering the public: cache headers, 304 without drawing, bodies drawn once, one and the same 404. No session, no cookie."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Callable
from datetime import datetime
from functools import cache as once
from functools import wraps
from pathlib import Path

from django.conf import settings
from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.templatetags.static import static
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.views.decorators.http import require_safe

from disclosure.public import pages

NEWEST = "public, max-age=60, must-revalidate"
"""For addresses whose content may be corrected."""
FOREVER = "public, max-age=31536000, immutable"
"""For the files of one version: they never change."""
HTML = "text/html; charset=utf-8"
KEPT = 24 * 3600
"""Seconds for which a drawn body is kept in the cache."""
HERE = Path(__file__).resolve().parent
View = Callable[..., HttpResponse]


def public(view: View) -> Callable[..., HttpResponseBase]:
    """A view for everybody. Whatever is not there, for whatever reason, is the same page with the same headers."""

    @require_safe
    @wraps(view)
    def answered(
        request: HttpRequest, *args: object, **kwargs: object
    ) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except Http404:
            return HttpResponse(
                _missing(drawn_with()),
                status=404,
                headers={"Cache-Control": "no-cache"},
            )

    return answered


def answer(
    request: HttpRequest,
    draw: Callable[[], str | bytes],
    *,
    of: str,
    modified: datetime,
    content_type: str = HTML,
    lasting: str = NEWEST,
    keep: bool = False,
    name: str = "",
) -> HttpResponse:
    """The body that `draw` makes, unless the reader has it. `of` says what it is drawn from: it is the ETag's source.

    With `keep` the body is drawn once and kept, plain and packed. `name` is a file's name for saving it.
    """
    tag = hashlib.sha256(f"{drawn_with()}|{of}".encode()).hexdigest()[:32]
    packed = keep and "gzip" in request.headers.get("Accept-Encoding", "")
    etag = f'W/"{tag}"'
    response = HttpResponse(content_type=content_type)
    response["ETag"], response["Last-Modified"] = etag, http_date(modified.timestamp())
    response["Cache-Control"] = lasting
    if name:
        response["Content-Disposition"] = name

    if keep:
        response["Vary"] = "Accept-Encoding"

    answered = get_conditional_response(
        request, etag, int(modified.timestamp()), response
    )
    if answered is response:
        if packed:
            response["Content-Encoding"] = "gzip"

        response.content = _kept(tag, packed, draw) if keep else draw()
        response["Content-Length"] = str(len(response.content))

    return answered or response


def _kept(tag: str, packed: bool, draw: Callable[[], str | bytes]) -> bytes:
    key = f"public:{tag}:{'gzip' if packed else 'plain'}"
    known: bytes | None = cache.get(key)
    if known is not None:
        return known

    drawn = draw()
    body = drawn.encode() if isinstance(drawn, str) else drawn
    if packed:
        # Without the hour: the same bytes each time.
        body = gzip.compress(body, mtime=0)

    cache.set(key, body, KEPT)
    return body


@once
def drawn_with() -> str:
    """A hash of templates, printers and the addresses of the style sheets: whatever a page is drawn with, but its content."""
    drawn_by = [*HERE.glob("*.py"), *(HERE.parent / "outputs").glob("*.py")]
    drawn_by += (Path(settings.BASE_DIR) / "templates" / "public").glob("*")
    made = hashlib.sha256(b"".join(file.read_bytes() for file in sorted(drawn_by)))
    for sheet in pages.SHEETS:
        made.update(static(sheet).encode())

    return made.hexdigest()


@once
def _missing(_: str) -> bytes:
    return pages.missing().encode()
