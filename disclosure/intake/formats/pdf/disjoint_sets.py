"""Keeps which numbers belong together, directly or by others: lines that touch, squares without a line between them."""

from __future__ import annotations


class DisjointSets:
    """The numbers from 0 up to `count`, each alone at first."""

    def __init__(self, count: int) -> None:
        self.leader = list(range(count))

    def find(self, number: int) -> int:
        """The number that stands for all of its set."""
        while self.leader[number] != number:
            # Half of the way is cut off for the next who asks.
            self.leader[number] = self.leader[self.leader[number]]
            number = self.leader[number]

        return number

    def join(self, a: int, b: int) -> None:
        self.leader[self.find(a)] = self.find(b)

    def groups(self) -> list[list[int]]:
        """In the order of their first numbers."""
        found: dict[int, list[int]] = {}
        for number in range(len(self.leader)):
            group = found.setdefault(self.find(number), [])
            group.append(number)

        return list(found.values())
