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
    for edition in EDITIONS.values():
        over = edition.last_year is not None and edition.last_year < year
        if edition.first_year <= year and not over:
            return edition
    raise ValueError(f"{year} 年没有可用的报告格式：最早的格式适用于 {FIRST_YEAR} 年。")
