"""Works out the charts of an office's years as numbers that a template writes as SVG. Pure: no Django, no colour."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import product

from disclosure.public.series import Series

WIDTH, LEFT, GAP = 300, 40, 6
"""Units of the drawing: a phone shows about one pixel for each, so that its words stay readable."""
DIGIT = 6.5
BAR, STEP, BLOCK = 12, 15, 10
BASELINE = BAR - 2
"""Below the top of a bar: words beside it stand on this."""
LEGEND, COLUMNS = 18, 2
TITLES = {
    "received": ("收到申请", "各年度新收和上年结转的申请，单位：件。"),
    "outcomes": ("办理结果", "各年度办理结果，按办理方式分段，单位：件。"),
    "applicants": ("申请人", "各年度新收申请，按申请人分段，单位：件。"),
}


@dataclass(frozen=True, slots=True)
class YearOfFigures:
    """What one year says: {name of a line, group or applicant: figure}."""

    year: int
    figures: dict[str, int | None]

    @property
    def total(self) -> int:
        return sum(figure for figure in self.figures.values() if figure)


@dataclass(frozen=True, slots=True)
class Bar:
    """A rectangle with a pattern, and its figure where there is room for it."""

    x: int
    y: int
    width: int
    pattern: int
    name: str
    label: str = ""
    label_x: int = 0
    label_y: int = 0


@dataclass(frozen=True, slots=True)
class Year:
    """The bars of a year, and its name at the left."""

    year: int
    y: int
    bars: tuple[Bar, ...]
    total: str = ""
    total_x: int = 0
    total_y: int = 0


@dataclass(frozen=True, slots=True)
class Key:
    """What a pattern stands for."""

    pattern: int
    name: str
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing and the same figures as a table: `lines` are (year, figures in the order of `names`, "—" for none)."""

    key: str
    title: str
    description: str
    width: int
    height: int
    years: tuple[Year, ...]
    legend: tuple[Key, ...]
    names: tuple[str, ...]
    lines: tuple[tuple[int, tuple[str, ...]], ...]


def charts(years: Iterable[tuple[int, Series]]) -> list[Chart]:
    """The three charts of an office, oldest year first."""
    known, drawn = sorted(years), []
    for key in TITLES:
        figures = [
            YearOfFigures(year, dict(series.get(key, ()))) for year, series in known
        ]
        drawn.append(_chart(key, figures))

    return drawn


def _chart(key: str, years: list[YearOfFigures]) -> Chart:
    title, description = TITLES[key]
    names = _names(years)
    draw = _side_by_side if key == "received" else _stacked
    drawn, bottom = draw(names, years)
    legend_lines = -(-len(names) // COLUMNS)
    lines = []
    for year in years:
        figures = tuple(_figure(year.figures.get(name)) for name in names)
        lines.append((year.year, figures))

    return Chart(
        key,
        title,
        description,
        WIDTH,
        bottom + LEGEND * legend_lines,
        tuple(drawn),
        tuple(_legend(names, bottom)),
        names,
        tuple(lines),
    )


def _names(years: list[YearOfFigures]) -> tuple[str, ...]:
    """Every name that a year has, as they came up: editions have different lines."""
    names: dict[str, None] = {}
    for year in years:
        names.update(dict.fromkeys(year.figures))

    return tuple(names)


def _legend(names: tuple[str, ...], bottom: int) -> Iterator[Key]:
    for at, name in enumerate(names):
        line, column = divmod(at, COLUMNS)
        yield Key(at, name, column * WIDTH // COLUMNS, bottom + LEGEND * line)


Drawn = tuple[list[Year], int]


def _side_by_side(names: tuple[str, ...], years: list[YearOfFigures]) -> Drawn:
    """A bar for each name, one under the other, its figure at its end."""
    scale = _scale(year.figures.get(name) or 0 for year, name in product(years, names))
    y = 0
    drawn = []

    for year in years:
        bars = []
        for at, name in enumerate(names):
            figure = year.figures.get(name)
            top = y + at * STEP
            width = round((figure or 0) * scale)
            bar = Bar(
                x=LEFT,
                y=top,
                width=width,
                pattern=at,
                name=name,
                label=_figure(figure),
                label_x=LEFT + width + GAP,
                label_y=top + BASELINE,
            )
            bars.append(bar)

        drawn.append(Year(year.year, y + BASELINE, tuple(bars)))
        y += len(names) * STEP + BLOCK

    return drawn, y


def _stacked(names: tuple[str, ...], years: list[YearOfFigures]) -> Drawn:
    """One bar a year in segments; figures above them, the sum at the end."""
    scale = _scale(year.total for year in years)
    y = 0
    drawn = []

    for year in years:
        top = y + STEP
        bars = Year(
            year=year.year,
            y=top + BASELINE,
            bars=tuple(_segments(names, year, scale, top)),
            total=str(year.total),
            total_x=LEFT + round(year.total * scale) + GAP,
            total_y=top + BASELINE,
        )
        drawn.append(bars)
        y = top + STEP + BLOCK

    return drawn, y


def _segments(
    names: tuple[str, ...], year: YearOfFigures, scale: float, top: int
) -> Iterator[Bar]:
    before = 0
    for at, name in enumerate(names):
        figure = year.figures.get(name)
        if not figure:
            continue

        x = LEFT + round(before * scale)
        end = LEFT + round((before + figure) * scale)
        # A figure that is wider than its segment would stand over its neighbour's.
        has_room = end - x >= len(str(figure)) * DIGIT
        yield Bar(
            x=x,
            y=top,
            width=end - x,
            pattern=at,
            name=name,
            label=str(figure) if has_room else "",
            label_x=(x + end) // 2,
            label_y=top - 3,
        )
        before += figure


def _scale(sums: Iterable[int]) -> float:
    """Units for one application: the longest bar and its figure fill the drawing."""
    most = max(sums, default=0)
    if not most:
        return 0.0

    room = WIDTH - LEFT - GAP - len(str(most)) * DIGIT
    return room / most


def _figure(figure: int | None) -> str:
    return "—" if figure is None else str(figure)
