"""Which mails a person gets."""

from __future__ import annotations

from django import forms

from disclosure.models import NoticeState


class NoticeSettingsForm(forms.ModelForm):  # type: ignore[type-arg]
    """All mail on or off, and each kind of it. Whatever is posted is valid: a box is ticked or not."""

    class Meta:
        model = NoticeState
        fields = ("mail", "mail_decide", "mail_publish", "mail_fix")

    def save(self, commit: bool = True) -> NoticeState:
        """Only these columns: a run may be sending at the same time."""
        state: NoticeState = super().save(commit=False)
        if commit:
            state.save(update_fields=self.Meta.fields)

        return state
