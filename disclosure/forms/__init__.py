"""What the clerk types into: tables, passages, notes. Reads what was posted; saves nothing."""

from disclosure.forms.echo import echo_data, report_echo
from disclosure.forms.notes import CorrectionForm, NoteForm, ReasonForm, SourceForm
from disclosure.forms.passages import PassagesForm
from disclosure.forms.tables import TablesForm

__all__ = [
    "CorrectionForm",
    "NoteForm",
    "PassagesForm",
    "ReasonForm",
    "SourceForm",
    "TablesForm",
    "echo_data",
    "report_echo",
]
