"""What is kept: agencies, people, reports with their lines and passages, moves, releases."""

from disclosure.models.agencies import Agency
from disclosure.models.append_only import AppendOnly, DraftOnly
from disclosure.models.comments import (
    MAX_COMMENT,
    Comment,
    CommentAct,
    State,
    Thread,
    has_said,
    threads_of,
    words_of,
)
from disclosure.models.edits import CellEdit, history_of
from disclosure.models.entries import Entry, EntryText
from disclosure.models.imported import (
    Acceptance,
    ArchiveReport,
    FileReading,
    HandEntry,
    ImportedFile,
    public_name,
)
from disclosure.models.judgement import (
    Answer,
    RuleLevel,
    Standards,
    levels_for,
    standards_for,
)
from disclosure.models.lines import (
    LINE_MODELS,
    ChargesLine,
    DecisionsLine,
    DisputesLine,
    DocumentsLine,
    Line,
    RequestsLine,
    UnreadEntry,
    figures_around,
    line_model,
    lines_of,
)
from disclosure.models.notices import MailFailure, NoticeState
from disclosure.models.paragraphs import Paragraph, ParagraphKey
from disclosure.models.people import Membership, Role, User
from disclosure.models.prior import PriorFigures
from disclosure.models.releases import Release, ReleaseFile
from disclosure.models.reports import Passage, Report, ReportingYear, Stage
from disclosure.models.review import LEADS_TO, ChainHead, Event, Move
from disclosure.models.seen import Earlier, Seen, look
from disclosure.models.steps import DECIDING, Deputy, ReviewStep, principals_of

__all__ = [
    "DECIDING",
    "LEADS_TO",
    "LINE_MODELS",
    "MAX_COMMENT",
    "Acceptance",
    "Agency",
    "Answer",
    "AppendOnly",
    "ArchiveReport",
    "CellEdit",
    "ChainHead",
    "ChargesLine",
    "Comment",
    "CommentAct",
    "DecisionsLine",
    "Deputy",
    "DisputesLine",
    "DocumentsLine",
    "DraftOnly",
    "Earlier",
    "Entry",
    "EntryText",
    "Event",
    "FileReading",
    "HandEntry",
    "ImportedFile",
    "Line",
    "MailFailure",
    "Membership",
    "Move",
    "NoticeState",
    "Paragraph",
    "ParagraphKey",
    "Passage",
    "PriorFigures",
    "Release",
    "ReleaseFile",
    "Report",
    "ReportingYear",
    "RequestsLine",
    "ReviewStep",
    "Role",
    "RuleLevel",
    "Seen",
    "Stage",
    "Standards",
    "State",
    "Thread",
    "UnreadEntry",
    "User",
    "figures_around",
    "has_said",
    "history_of",
    "levels_for",
    "line_model",
    "lines_of",
    "look",
    "principals_of",
    "public_name",
    "standards_for",
    "threads_of",
    "words_of",
]
