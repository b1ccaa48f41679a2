"""What the clerk types into: tables, passages, notes. Reads what was posted; saves nothing."""

from disclosure.forms.comments import ActForm, CommentForm
from disclosure.forms.echo import echo_data, report_echo
from disclosure.forms.notes import CorrectionForm, NoteForm, ReasonForm, SourceForm
from disclosure.forms.notices import NoticeSettingsForm
from disclosure.forms.passages import PassagesForm
from disclosure.forms.sign_in import SignInForm
from disclosure.forms.tables import TablesForm

__all__ = [
    "ActForm",
    "CommentForm",
    "CorrectionForm",
    "NoteForm",
    "NoticeSettingsForm",
    "PassagesForm",
    "ReasonForm",
    "SignInForm",
    "SourceForm",
    "TablesForm",
    "echo_data",
    "report_echo",
]
