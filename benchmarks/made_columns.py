"""Columns of tables made by chance: words, ids and days as Arrow arrays."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

Numbers = np.ndarray[Any, np.dtype[Any]]

FIRST_DAY, LAST_DAY = (date(year, 1, 1).toordinal() for year in (2000, 2021))
UNIX_DAY = date(1970, 1, 1).toordinal()


@dataclass(frozen=True)
class Days:
    """Days that are known exactly, by the month or by the year."""

    day: Numbers
    precision: Numbers

    def _dates(self) -> Numbers:
        return (self.day - UNIX_DAY).astype("datetime64[D]")

    def first(self, given: Numbers) -> pa.Array:
        """The first possible day, where one is given."""
        found = self._dates()
        for place, unit in enumerate("DMY"):
            rounded = self._dates().astype(f"datetime64[{unit}]").astype("datetime64[D]")
            found = np.where(self.precision == place, rounded, found)
        return pa.array(found, mask=~given)

    def last(self, given: Numbers) -> pa.Array:
        """The last possible day, where one is given."""
        found = self._dates()
        for place, unit in enumerate("DMY"):
            after = (self._dates().astype(f"datetime64[{unit}]") + 1).astype("datetime64[D]") - 1
            found = np.where(self.precision == place, after, found)
        return pa.array(found, mask=~given)

    def texts(self) -> pa.Array:
        """The dates as a case writes them."""
        written = [pa.array(np.datetime_as_string(self._dates(), unit)) for unit in "DMY"]
        return pc.choose(pa.array(self.precision), *written)

    def later(self, rows: Numbers, by: Numbers, precision: Numbers) -> "Days":
        """For some rows the days so much later, each known to this precision."""
        return Days(np.minimum(self.day[rows] + by, LAST_DAY - 1), precision)


def concatenated(parts: Sequence[Mapping[str, pa.Array]]) -> dict[str, pa.Array]:
    return {
        name: pa.concat_arrays([part[name] for part in parts if len(part[name])])
        for name in parts[0]
    }


def words_at(words: Sequence[str], places: Numbers) -> pa.Array:
    """The words at these places; -1 is the last."""
    return pa.array(list(words), pa.string()).take(pa.array(places % len(words)))


def named(letter: str, numbers: Numbers) -> pa.Array:
    """Ids that begin alike and end in a number."""
    digits = pc.utf8_lpad(pc.cast(pa.array(numbers), pa.string()), 7, "0")
    return pc.binary_join_element_wise(pa.scalar(letter), digits, "")


def actors_of(codes: Sequence[str], of: Numbers, number: Numbers) -> pa.Array:
    """Actors of countries, each country's by number."""
    digits = pc.utf8_lpad(pc.cast(pa.array(number), pa.string()), 2, "0")
    return pc.binary_join_element_wise(words_at(codes, of), digits, "-")


def joined(words: Sequence[str], first: Numbers, second: Numbers) -> pa.Array:
    """One word or two with a semicolon between, as a cell holds several; none where both miss."""
    ones = words_at([*words, ""], first)
    twos = words_at([*words, ""], second)
    joined = pc.binary_join_element_wise(ones, twos, ";")
    return pc.if_else(pa.array((first < 0) | (second < 0)), ones, joined)


def span(name: str, days: Days, given: Numbers) -> dict[str, pa.Array]:
    return {
        name: pc.if_else(pa.array(given), days.texts(), None),
        f"{name}_first": days.first(given),
        f"{name}_last": days.last(given),
    }


def where_given(given: Numbers, values: Numbers) -> pa.Array:
    return pa.array(values, mask=~given)


def length_of(columns: Mapping[str, Any]) -> int:
    return len(next(iter(columns.values()), ()))


def table_of(shape: pa.Schema, columns: Mapping[str, Any], *, length: int) -> pa.Table:
    """The columns as a table of a shape; those not given are unknown in every row."""
    arrays = []
    for column in shape:
        given = columns.get(column.name)
        if given is None:
            arrays.append(pa.nulls(length, column.type))
        elif isinstance(given, list):
            arrays.append(pa.array(given, column.type))
        else:
            arrays.append(given.cast(column.type))
    return pa.table(arrays, schema=shape)
