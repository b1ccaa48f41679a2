"""The note that goes with a returned report."""

from django import forms

MAX_NOTE = 2000


class NoteForm(forms.Form):
    """Why a report goes back; the clerk reads it at the top of every part."""

    note = forms.CharField(
        label="退回意见",
        max_length=MAX_NOTE,
        widget=forms.Textarea(attrs={"rows": 3, "class": "form-control"}),
        error_messages={
            "required": "请写明退回的原因和要修改的地方。",
            "max_length": f"退回意见不能超过 {MAX_NOTE} 字。",
        },
    )
