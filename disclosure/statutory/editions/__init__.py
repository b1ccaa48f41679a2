"""What the form is: every edition of the national form, as data. No Django."""

from disclosure.statutory.editions.e2019 import EDITION_2019
from disclosure.statutory.editions.e2021 import EDITION_2021
from disclosure.statutory.editions.spec import Edition, Table

EDITIONS: dict[str, Edition] = {
    edition.key: edition for edition in (EDITION_2019, EDITION_2021)
}
FIRST_YEAR = min(edition.first_year for edition in EDITIONS.values())

__all__ = ["EDITIONS", "FIRST_YEAR", "Edition", "Table", "edition_for"]


def edition_for(year: int) -> Edition:
    """The edition in force for a report year. Raises ValueError before the first edition."""
    begun = [edition for edition in EDITIONS.values() if edition.first_year <= year]
    if begun:
        # An edition is in force until the next one begins, also where its own module does not know of that one yet.
        return max(begun, key=lambda edition: edition.first_year)

    raise ValueError(f"{year} 年没有可用的报告格式：最早的格式适用于 {FIRST_YEAR} 年。")
