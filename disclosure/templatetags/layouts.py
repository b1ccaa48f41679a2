"""Draws a crispy form's layout and nothing round it, for the statutory form on pages that have a form of their own.

`{% crispy %}` would copy the page's context twice and search the finished tables for blanks: it takes half as long again
(bench/page.py), for a form tag, a token and a list of errors that are all switched off.
"""

from __future__ import annotations

from django import template
from django.template import Context
from django.utils.safestring import SafeString

from disclosure.forms import PassagesForm, TablesForm

register = template.Library()


@register.simple_tag(takes_context=True)
def layout(context: Context, form: TablesForm | PassagesForm) -> SafeString:
    """The layout of `form.helper`, with the page's context."""
    drawn: SafeString = form.helper.render_layout(form, context)
    return drawn
