"""An examination as JSON data: the findings as `check_report` gives them, and what was read in the file."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Any

from disclosure.exchange import report_data
from disclosure.intake.reading import Open, Reading
from disclosure.rules import Finding
from disclosure.statutory.places import Place


def examination_data(reading: Reading, findings: Sequence[Finding]) -> dict[str, Any]:
    """`findings` `agency` `year` `edition` `figures` `stated` `passages` `open`.

    Figures and passages are as in a report file (docs/report-json.md); `year` is null where the file does not say.
    """
    report = report_data(reading.content())
    return {
        "findings": [finding.as_data() for finding in findings],
        "agency": report["agency"],
        "year": reading.year or None,
        "edition": report["edition"],
        "figures": report["figures"],
        "stated": report.get("stated", {}),
        "passages": report["passages"],
        "open": [_open_data(entry, reading) for entry in reading.open],
    }


def _open_data(entry: Open, reading: Reading) -> dict[str, Any]:
    return {
        "place": _place_data(entry.place),
        "label": entry.place.name(reading.edition),
        "why": entry.why,
        "message": entry.message,
        "raw": entry.raw,
        "where": dataclasses.asdict(entry.where) if entry.where else None,
    }


def _place_data(place: Place) -> dict[str, str]:
    """Only the keys it has; the whole report has none."""
    return {key: value for key, value in dataclasses.asdict(place).items() if value}
