"""How pages go over the wire: compressed, whatever stands in front of this server."""

from django.http import HttpRequest, HttpResponseBase
from django.middleware.gzip import GZipMiddleware

READABLE = ("text/", "application/json", "application/atom+xml")


class CompressPagesMiddleware(GZipMiddleware):
    """Django's own, for what is text: a PDF or a workbook is compressed already, and trying again costs milliseconds.

    A secret in a compressed page could be guessed from its length (BREACH) by somebody who has pages fetched in another's
    name and sees how long they are. Here the token is masked anew each time and the length is blurred (Django does both),
    and the session's cookie does not travel with what another site asks for.
    """

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        if response.headers.get("Content-Type", "").startswith(READABLE):
            return super().process_response(request, response)
        return response
