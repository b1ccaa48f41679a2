"""A rectangle on a page: cells, pictures and drawn boxes are measured by it."""

from __future__ import annotations

from typing import NamedTuple


class Box(NamedTuple):
    """In points; `top` and `bottom` count downwards."""

    x0: float
    x1: float
    top: float
    bottom: float

    @property
    def width(self) -> float:
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def thickness(self) -> float:
        """The shorter side."""
        return min(self.width, self.height)

    @property
    def area(self) -> float:
        return self.width * self.height

    @property
    def middle(self) -> float:
        return (self.x0 + self.x1) / 2

    @property
    def centre(self) -> float:
        return (self.top + self.bottom) / 2

    def holds(self, x: float, y: float) -> bool:
        """Whether a point lies in it, or a point beside it."""
        inside = self.x0 - 1 <= x <= self.x1 + 1
        return inside and self.top - 1 <= y <= self.bottom + 1
