"""The comments that a page shows, sorted for its reader, and what that reader may do with them."""

from __future__ import annotations

from dataclasses import dataclass

from disclosure.access import may
from disclosure.models import Report, Stage, Thread, User, threads_of
from disclosure.statutory.editions.spec import Part


@dataclass(frozen=True, slots=True)
class CommentBoard:
    """`back` is the page to which an act leads back: `review`, `report`, or the key of a part."""

    threads: list[Thread]
    back: str
    can_comment: bool
    can_answer: bool
    can_reopen: bool
    mine: int
    """How many comments the reader has made: the browser knows by it whether one that was sent has arrived."""

    @property
    def open(self) -> list[Thread]:
        return [thread for thread in self.threads if thread.is_open]

    @property
    def placed(self) -> list[Thread]:
        """Those at a place, open or not."""
        return [thread for thread in self.threads if thread.comment.place.anchor]

    @property
    def open_placed(self) -> list[Thread]:
        return [thread for thread in self.placed if thread.is_open]

    @property
    def whole(self) -> list[Thread]:
        """The open ones on the whole report."""
        return [thread for thread in self.open if not thread.comment.place.anchor]

    @property
    def resolved(self) -> list[Thread]:
        return [thread for thread in self.threads if not thread.is_open]

    @property
    def by_part(self) -> list[tuple[Part, list[Thread]]]:
        """The open ones at a place, by the part in which it stands."""
        parts: dict[str, tuple[Part, list[Thread]]] = {}
        for thread in self.open_placed:
            part = thread.part
            if part is not None:
                _, threads = parts.setdefault(part.key, (part, []))
                threads.append(thread)

        return list(parts.values())

    @property
    def whole_texts(self) -> list[str]:
        return [thread.comment.text for thread in self.whole]

    def in_part(self, part: Part, *, is_open: bool) -> list[Thread]:
        """Those at a place of one part, the open or the resolved ones."""
        here = [thread for thread in self.placed if thread.part is part]
        return [thread for thread in here if thread.is_open is is_open]


def board_of(report: Report, user: User, back: str) -> CommentBoard:
    """The comments on a report for a page of this reader. Two queries."""
    reviews = may(user, "review", report)
    threads = threads_of(report)
    made = [thread for thread in threads if thread.comment.by_id == user.pk]
    return CommentBoard(
        threads,
        back,
        can_comment=reviews and report.stage != Stage.DRAFT,
        can_answer=reviews or may(user, "edit", report),
        can_reopen=reviews,
        mine=len(made),
    )
