"""A page's script with a link to every module it imports, so that a browser asks for all of them at once.

Left to itself it learns of a module only from the one that imports it: four rounds to the server before the first key.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from django import template
from django.contrib.staticfiles import finders
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

register = template.Library()
IMPORT = re.compile(r"""^import\b[^;"']*["'](\.{1,2}/[^"']+)["'];""", re.MULTILINE)


@register.simple_tag
def module(path: str) -> SafeString:
    """The links and the script element of a module of `static/`."""
    link = '<link rel="modulepreload" href="{}">'
    links = format_html_join("", link, ((static(name),) for name in imports_of(path)))
    return format_html(
        '{}<script type="module" src="{}"></script>', links, static(path)
    )


@cache
def imports_of(path: str) -> tuple[str, ...]:
    """Every module that this one imports, and those that they import, each once, the nearest first."""
    found = [path]
    for name in found:  # grows while it is read
        found.extend(
            imported
            for imported in dict.fromkeys(_imports(name))
            if imported not in found
        )

    return tuple(found[1:])


def _imports(path: str) -> Iterator[str]:
    source = finders.find(path)
    if not isinstance(source, str):
        raise template.TemplateSyntaxError(f"static/ holds no module {path}")

    folder = path.rpartition("/")[0]
    for address in IMPORT.findall(Path(source).read_text(encoding="utf-8")):
        yield posixpath.normpath(f"{folder}/{address}")
