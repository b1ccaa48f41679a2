"""Draws a crispy form's layout and nothing round it: every page has the form's tag, its token and its buttons itself.

`{% crispy %}` would copy the page's context twice and search the finished tables for blanks: it takes half as long again
(bench/page.py), for a form tag, a token and a list of errors that are all switched off.
"""

from __future__ import annotations

from typing import Any, Protocol

from django import template
from django.template import Context
from django.utils.safestring import SafeString

register = template.Library()


class LaidOut(Protocol):
    """A form with a crispy helper."""

    helper: Any


@register.simple_tag(takes_context=True)
def layout(context: Context, form: LaidOut) -> SafeString:
    """The layout of `form.helper`, with the page's context."""
    drawn: SafeString = form.helper.render_layout(form, context)
    return drawn
