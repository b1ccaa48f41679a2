"""What reviewers write of a place in a report, and what is answered: bounded, without control characters."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms

from disclosure.forms.ordinary import fields_in_order
from disclosure.forms.posted import clean_text
from disclosure.models import MAX_COMMENT, CommentAct
from disclosure.statutory.editions import Edition
from disclosure.statutory.places import WHOLE, Place, places_in, read_place

IDS = "comment-%s"
"""Of the fields of a comment, wherever it is written."""
TOO_LONG = f"最多 {MAX_COMMENT} 个字，请删减或者分成几条。"


class Words(forms.CharField):
    """A text of some lines."""

    def __init__(self, rows: int, **options: Any) -> None:
        widget = forms.Textarea(attrs={"rows": rows})
        super().__init__(max_length=MAX_COMMENT, widget=widget, **options)
        self.error_messages["max_length"] = f"{self.label}{TOO_LONG}"

    def to_python(self, value: Any) -> str:
        return clean_text(super().to_python(value) or "").strip()


class CommentForm(forms.Form):
    """A comment and its place. `near` is about where in the passage the quoted words stand."""

    place = forms.CharField(label="位置", required=False, max_length=120)
    quote = Words(2, label="引用的原文（可以不填，只用于文字）", required=False)
    near = forms.IntegerField(
        required=False, min_value=0, max_value=1_000_000, widget=forms.HiddenInput
    )
    text = Words(4, label="意见", error_messages={"required": "请写明意见。"})
    helper = fields_in_order("near", "place", "quote", "text")

    def __init__(self, edition: Edition, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, auto_id=IDS)
        self.edition = edition
        self.fields["place"].widget = forms.Select(choices=self.choices)
        if self.is_bound:
            _show_whole(self.fields["text"])

    @property
    def choices(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """[(part, [(anchor, place)])]: every place that can be commented on, the whole first."""
        parts = [(part.heading, places_in(part)) for part in self.edition.parts]
        listed = [
            (name, [(place.anchor, place.name(self.edition)) for place in places])
            for name, places in parts
        ]
        return [("整份报告", [(WHOLE.anchor, WHOLE.name(self.edition))]), *listed]

    def clean_place(self) -> Place:
        try:
            return read_place(self.edition, self.cleaned_data["place"])
        except KeyError:
            raise forms.ValidationError("报告里没有这个位置，请重新选择。") from None

    def clean_near(self) -> int:
        return self.cleaned_data["near"] or 0


class ActForm(forms.Form):
    """An answer, or the word that a comment is settled (which needs no text) or is not."""

    kind = forms.ChoiceField(choices=CommentAct.Kind.choices)
    text = Words(4, label="回复", required=False)
    helper = fields_in_order("text")

    def __init__(self, data: Mapping[str, Any]) -> None:
        super().__init__(data, auto_id=IDS)
        _show_whole(self.fields["text"])

    def clean(self) -> dict[str, Any]:
        needed = {
            CommentAct.Kind.ANSWER: "请写明回复。",
            CommentAct.Kind.REOPEN: "请写明为什么重新提出。",
        }
        kind = self.cleaned_data.get("kind")
        if kind in needed and not self.cleaned_data.get("text") and not self.errors:
            self.add_error("text", needed[CommentAct.Kind(kind)])

        return self.cleaned_data


def _show_whole(field: forms.Field) -> None:
    """A text that was too long comes back whole: a limit of the browser's would cut it at the next key."""
    field.widget.attrs.pop("maxlength", None)
