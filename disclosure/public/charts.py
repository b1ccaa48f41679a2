"""Charts of an office's years as numbers that a template writes as SVG. Pure: no Django, no colour, no words of style."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from disclosure.public.series import Series

WIDTH, LEFT, GAP = 300, 40, 6
"""Units of the drawing: a phone shows about one pixel for each, so that its words stay readable."""
DIGIT = 6.5
BAR, STEP, BLOCK = 12, 15, 10
LEGEND, COLUMNS = 18, 2
TITLES = {
    "received": ("收到申请", "各年度新收和上年结转的申请，单位：件。"),
    "outcomes": ("办理结果", "各年度办理结果，按办理方式分段，单位：件。"),
    "applicants": ("申请人", "各年度新收申请，按申请人分段，单位：件。"),
}


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
    known = sorted(years)
    return [
        _chart(key, [(year, dict(series.get(key, ()))) for year, series in known])
        for key in TITLES
    ]


def _chart(key: str, years: list[tuple[int, dict[str, int | None]]]) -> Chart:
    title, description = TITLES[key]
    names = tuple(dict.fromkeys(name for _, figures in years for name in figures))
    draw = _side_by_side if key == "received" else _stacked
    drawn, bottom = draw(names, years)
    legend = tuple(
        Key(
            at, name, at % COLUMNS * WIDTH // COLUMNS, bottom + LEGEND * (at // COLUMNS)
        )
        for at, name in enumerate(names)
    )
    height = bottom + LEGEND * -(-len(names) // COLUMNS)
    lines = tuple(
        (year, tuple(_figure(figures.get(name)) for name in names))
        for year, figures in years
    )
    return Chart(
        key, title, description, WIDTH, height, tuple(drawn), legend, names, lines
    )


Drawn = tuple[list[Year], int]


def _side_by_side(
    names: tuple[str, ...], years: list[tuple[int, dict[str, int | None]]]
) -> Drawn:
    """A bar for each name, one under the other, its figure at its end."""
    scale, y, drawn = (
        _scale(figures.get(name) or 0 for _, figures in years for name in names),
        0,
        [],
    )
    for year, figures in years:
        bars = []
        for at, name in enumerate(names):
            figure, top = figures.get(name), y + at * STEP
            width = round((figure or 0) * scale)
            bars.append(
                Bar(
                    LEFT,
                    top,
                    width,
                    at,
                    name,
                    _figure(figure),
                    LEFT + width + GAP,
                    top + BAR - 2,
                )
            )
        drawn.append(Year(year, y + BAR - 2, tuple(bars)))
        y += len(names) * STEP + BLOCK
    return drawn, y


def _stacked(
    names: tuple[str, ...], years: list[tuple[int, dict[str, int | None]]]
) -> Drawn:
    """One bar a year in segments; figures above them, the sum at the end."""
    scale, y, drawn = (
        _scale(sum(filter(None, figures.values())) for _, figures in years),
        0,
        [],
    )
    for year, figures in years:
        top = y + STEP
        total = sum(filter(None, figures.values()))
        end = LEFT + round(total * scale)
        bars = tuple(_segments(names, figures, scale, top))
        drawn.append(
            Year(year, top + BAR - 2, bars, str(total), end + GAP, top + BAR - 2)
        )
        y = top + STEP + BLOCK
    return drawn, y


def _segments(
    names: tuple[str, ...], figures: dict[str, int | None], scale: float, top: int
) -> Iterator[Bar]:
    before = 0
    for at, name in enumerate(names):
        figure = figures.get(name)
        if not figure:
            continue
        x, end = LEFT + round(before * scale), LEFT + round((before + figure) * scale)
        room = end - x >= len(str(figure)) * DIGIT
        yield Bar(
            x,
            top,
            end - x,
            at,
            name,
            str(figure) if room else "",
            (x + end) // 2,
            top - 3,
        )
        before += figure


def _scale(sums: Iterable[int]) -> float:
    """Units for one application: the longest bar and its figure fill the drawing."""
    most = max(sums, default=0)
    return (WIDTH - LEFT - GAP - len(str(most)) * DIGIT) / most if most else 0.0


def _figure(figure: int | None) -> str:
    return "—" if figure is None else str(figure)
