"""Gives an ordinary form its crispy layout: the fields named, each drawn by one template, no tag and no token round them."""

from __future__ import annotations

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Field, Layout

FIELD = "disclosure/layout/field.html"


def fields_in_order(*names: str) -> FormHelper:
    """The helper of a form whose tag, token and buttons stand in the page."""
    helper = FormHelper()
    helper.form_tag = False
    helper.disable_csrf = True
    helper.layout = Layout(*(Field(name, template=FIELD) for name in names))
    return helper
