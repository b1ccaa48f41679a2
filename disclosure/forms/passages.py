"""What the clerk writes text into: one heading and one text area per passage, and which of them changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from disclosure.exchange.json_values import MAX_TEXT
from disclosure.exchange.reading import MAX_HEADING, MAX_NAME
from disclosure.forms.posted import clean_line, clean_text, dump_base, read_base
from disclosure.statutory.chinese import count_characters
from disclosure.statutory.content import Content, PassageChange, PassageText, Signature
from disclosure.statutory.editions.spec import Part, PassageSlot

LINE_LETTERS = 45
OPENINGS = (
    ("inside", "引言印在“一、总体情况”标题之下"),
    ("before", "引言印在“一、总体情况”标题之前"),
)


@dataclass(frozen=True, slots=True)
class Shown:
    """One passage as it stands on the page."""

    slot: PassageSlot
    heading: str
    text: str

    @property
    def letters(self) -> int:
        """Characters without blanks: what people count."""
        return count_characters(self.text)

    @property
    def rows(self) -> int:
        """Lines of the text area: enough for the text and a little more."""
        lines = sum(1 + len(line) // LINE_LETTERS for line in self.text.split("\n"))
        return min(max(lines + 1, 4), 24)


class PassagesLayout:
    """Draws every passage of a form's part with one template."""

    template = "disclosure/layout/passages.html"

    def render(self, form: PassagesForm, context: Any, **_: object) -> SafeString:
        findings = context.get("findings") or ()
        return render_to_string(
            self.template, {"form": form, "passages": form.shown, "findings": findings}
        )


class PassagesForm(forms.Form):
    """The passages of one part. A heading equal to the official one is kept as None, an emptied one as none."""

    def __init__(
        self,
        content: Content,
        part: Part,
        data: Mapping[str, Any] | None = None,
        *,
        editable: bool = True,
    ) -> None:
        super().__init__(data)
        self.content, self.part, self.editable = content, part, editable
        self.changes: list[PassageChange] = []
        self._add_settings()
        self.helper = FormHelper()
        self.helper.form_tag = self.helper.form_show_errors = (
            False  # the page says them at its top
        )
        self.helper.disable_csrf = (
            True  # the page has its own form tag, and one token in it
        )
        self.helper.layout = Layout(PassagesLayout())

    def _add_settings(self) -> None:
        roles = [slot.role for slot in self.part.passages]
        if "preamble" in roles:
            self.fields["opening"] = forms.ChoiceField(
                label="引言的位置",
                choices=OPENINGS,
                required=False,
                widget=forms.RadioSelect,
            )
            self.initial["opening"] = self.content.opening

        if "other_matters" in roles:
            signature = self.content.signature
            self.fields["signature_agency"] = forms.CharField(
                label="落款机关", max_length=MAX_NAME, required=False
            )
            self.fields["signature_date"] = forms.DateField(
                label="落款日期",
                required=False,
                widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
                error_messages={"invalid": "落款日期应为 2024-01-15 这样的日期。"},
            )
            self.initial["signature_agency"] = signature.agency if signature else ""
            self.initial["signature_date"] = signature.date if signature else None

        for field in self.fields.values():
            field.disabled = not self.editable
            if not isinstance(field.widget, forms.RadioSelect):
                field.widget.attrs["class"] = "form-control"

    @property
    def has_headings(self) -> bool:
        return any(slot.number for slot in self.part.passages)

    @property
    def settings(self) -> dict[str, Any]:
        """What was chosen beside the passages: `opening`, `signature`; only what was posted and could be read."""
        chosen: dict[str, Any] = {}
        if self.cleaned_data.get("opening") and "opening" in self.data:
            chosen["opening"] = self.cleaned_data["opening"]

        if "signature_agency" in self.data and "signature_agency" in self.fields:
            agency = clean_line(self.cleaned_data.get("signature_agency") or "")
            chosen["signature"] = Signature(
                agency, self.cleaned_data.get("signature_date")
            )

        return chosen

    def clean(self) -> dict[str, Any]:
        base = read_base(str(self.data.get("base", "")))
        self.changes = []
        for slot in self.part.passages:
            was = _was(base.get(slot.key))
            now = PassageText(
                self._posted_text(slot, was), self._posted_heading(slot, was)
            )
            if now != was:
                self.changes.append(PassageChange(slot.key, was, now))

            self._check_lengths(slot, now)

        return self.cleaned_data

    def _posted_text(self, slot: PassageSlot, was: PassageText) -> str:
        text = self.data.get(f"{slot.key}.text")
        return clean_text(text).strip("\n") if isinstance(text, str) else was.text

    def _posted_heading(self, slot: PassageSlot, was: PassageText) -> str | None:
        heading = self.data.get(f"{slot.key}.heading")
        if not isinstance(heading, str):
            return was.heading

        heading = clean_line(heading).strip()
        return None if heading == official_heading(slot) else heading

    def _check_lengths(self, slot: PassageSlot, now: PassageText) -> None:
        for what, text, limit in (
            ("标题", now.heading or "", MAX_HEADING),
            ("文字", now.text, MAX_TEXT),
        ):
            if len(text) > limit:
                self.add_error(
                    None,
                    f"“{slot.label}”的{what}有 {len(text)} 个字，最多 {limit} 个。请删减后再保存。",
                )

    @cached_property
    def shown(self) -> list[Shown]:
        """The passages of the page; one that the person left alone shows what is stored now."""
        now = {slot.key: self.content.passage(slot.key) for slot in self.part.passages}
        if self.is_bound:
            self.full_clean()
            now |= {change.key: change.now for change in self.changes}

        return [
            Shown(slot, _printed(slot, now[slot.key]), now[slot.key].text)
            for slot in self.part.passages
        ]

    @property
    def base(self) -> str:
        """What is written over; kept after an error of the form, taken anew after a conflict was shown."""
        held = {slot.key: self.content.passage(slot.key) for slot in self.part.passages}
        if self.is_bound and not self.is_valid():
            held |= {change.key: change.was for change in self.changes}

        return dump_base(
            {key: [passage.heading, passage.text] for key, passage in held.items()}
        )


def official_heading(slot: PassageSlot) -> str:
    """The sub-heading that the form prints; none where the passage has no number."""
    return slot.heading if slot.number else ""


def _printed(slot: PassageSlot, passage: PassageText) -> str:
    return passage.printed_heading(slot)


def _was(data: Any) -> PassageText:
    if not (isinstance(data, list) and len(data) == 2 and isinstance(data[1], str)):
        return PassageText("")

    heading = clean_line(data[0]) if isinstance(data[0], str) else None
    return PassageText(clean_text(data[1]), heading)
