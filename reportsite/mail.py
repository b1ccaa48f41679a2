"""EMAIL_URL as Django's settings. A mistake in it is named; the password never is."""

from dataclasses import dataclass
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

PORTS = {"smtp": 25, "smtps": 465}
STARTTLS_PORT = 587
TIMEOUT_SECONDS = 20
EXAMPLES = (
    "smtp://USER:PASSWORD@HOST:587/?tls=1, smtps://USER:PASSWORD@HOST:465 or console:"
)


@dataclass(frozen=True, slots=True)
class Mail:
    """Where mail goes; without a host, to the console."""

    host: str = ""
    port: int = 25
    user: str = ""
    password: str = ""
    tls: bool = False
    ssl: bool = False

    @property
    def backend(self) -> str:
        return f"django.core.mail.backends.{'smtp' if self.host else 'console'}.EmailBackend"


def mail_from_url(url: str) -> Mail:
    """The mail server of a URL: smtp: (with ?tls=1 for STARTTLS), smtps: (TLS from the first byte), or console:.

    Raises ImproperlyConfigured.
    """
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise mistake(f"cannot be read ({error})") from error

    if parts.scheme == "console":
        return Mail()
    if parts.scheme not in PORTS:
        raise mistake(
            f"begins with {parts.scheme!r}" if parts.scheme else "has no scheme"
        )
    if not parts.hostname:
        raise mistake("names no host")
    if parts.path.strip("/"):
        raise mistake("has a path after the host")

    starttls = _asks_for_starttls(parts)
    usual_port = STARTTLS_PORT if starttls else PORTS[parts.scheme]
    return Mail(
        host=parts.hostname,
        port=port or usual_port,
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        tls=starttls,
        ssl=parts.scheme == "smtps",
    )


def _asks_for_starttls(parts: SplitResult) -> bool:
    """What stands after the question mark: ?tls=1, or nothing. Raises ImproperlyConfigured."""
    given = dict(parse_qsl(parts.query, keep_blank_values=True))
    tls = given.pop("tls", "0")
    if given:
        raise mistake(f"has the option {min(given)!r}, and knows tls")

    # smtps is encrypted from the first byte: there is nothing to start.
    allowed = ("0",) if parts.scheme == "smtps" else ("0", "1")
    if tls not in allowed:
        raise mistake(f"has tls={tls!r}: 1 or 0, and only with smtp")
    return tls == "1"


def mistake(found: str) -> ImproperlyConfigured:
    return ImproperlyConfigured(f"EMAIL_URL {found}: set it to {EXAMPLES}.")
