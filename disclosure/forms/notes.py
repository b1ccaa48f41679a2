"""Short texts that go with a decision: why a report goes back, why a query stands, where last year's figures are from."""

from django import forms

from disclosure.forms.ordinary import fields_in_order

MAX_NOTE = 2000
MAX_REASON = 500
MAX_SOURCE = 200


class NoteForm(forms.Form):
    """Why a report goes back; the clerk reads it at the top of every part. Blank where comments say it; the move judges."""

    note = forms.CharField(
        label="退回意见",
        max_length=MAX_NOTE,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="写明哪里要改、怎么改，填报人员打开报告时首先看到。已经在报告上写了意见的，这里可以不写。",
        error_messages={"max_length": f"退回意见不能超过 {MAX_NOTE} 字。"},
    )
    helper = fields_in_order("note")


class ReasonForm(forms.Form):
    """Why a query stands as it is; blank takes the answer back."""

    fingerprint = forms.CharField(max_length=1000)
    reason = forms.CharField(
        max_length=MAX_REASON,
        required=False,
        error_messages={"max_length": f"理由不能超过 {MAX_REASON} 字。"},
    )


class CorrectionForm(forms.Form):
    """Why a published report is corrected; the public reads it."""

    reason = forms.CharField(
        label="更正的原因",
        max_length=MAX_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="公众会看到这段话。更正要重新提交、审核、发布；原来发布的版本仍然保留。",
        error_messages={
            "required": "请写明更正的原因，公众会看到。",
            "max_length": f"更正的原因不能超过 {MAX_REASON} 字。",
        },
    )
    helper = fields_in_order("reason")


class SourceForm(forms.Form):
    """Where last year's figures were taken from."""

    source = forms.CharField(
        label="数字来源",
        max_length=MAX_SOURCE,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text="例如：区政府网站公开的该年度报告，写网址或文号。",
        error_messages={
            "required": "请写明这些数字从哪里来。",
            "max_length": f"来源不能超过 {MAX_SOURCE} 字。",
        },
    )
    helper = fields_in_order("source")
