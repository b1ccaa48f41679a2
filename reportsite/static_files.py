"""How static files are stored for real use: compressed, under names that change with what is in them."""

from whitenoise.storage import CompressedManifestStaticFilesStorage

IMPORTS = (
    (r"""(?P<matched>import(?s:(?P<import>[\s\{].*?|\*\s*as\s*\w+))\s*from\s*['"](?P<url>[./].*?)["']\s*;)""",
     """import%(import)s from "%(url)s";"""),
    (r"""(?P<matched>export(?s:(?P<exports>[\s\{].*?))\s*from\s*["'](?P<url>[./].*?)["']\s*;)""",
     """export%(exports)s from "%(url)s";"""),
    (r"""(?P<matched>import\s*['"](?P<url>[./].*?)["']\s*;)""", """import "%(url)s";"""),
    (r"""(?P<matched>import\(\s*['"](?P<url>[./].*?)["']\s*\))""", """import("%(url)s")"""),
)  # fmt: skip


class Storage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # it has no types
    """Django follows the addresses in style sheets; this one follows a module's imports too.

    Otherwise a browser would run new modules with the old ones it kept from before an upgrade.
    """

    patterns = (*CompressedManifestStaticFilesStorage.patterns, ("*.mjs", IMPORTS))
