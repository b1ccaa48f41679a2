"""Signs somebody in: name and password, as Django asks for them; what is wrong is said once, of both."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.forms import AuthenticationForm

from disclosure.forms.ordinary import fields_in_order

REFUSAL = "sign-in-error"
"""The id of the sentence on the page: nobody is told which of the two was wrong."""


class SignInForm(AuthenticationForm):
    """A refusal is said above both fields, and both point to it."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.helper = fields_in_order("username", "password")

    def full_clean(self) -> None:
        super().full_clean()
        if not self.errors:
            return

        for field in self.fields.values():
            field.widget.attrs["aria-invalid"] = "true"
            field.widget.attrs["aria-describedby"] = REFUSAL
