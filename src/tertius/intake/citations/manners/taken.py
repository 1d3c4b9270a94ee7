"""What a manner takes from a citation: fields with their letters, and where the citation ends."""

import re
from collections.abc import Mapping
from typing import Self

from tertius.intake.citations.dates import head_date
from tertius.intake.citations.levels import SURE
from tertius.intake.citations.persons import Name, is_body, names
from tertius.intake.citations.reading import Reading, trimmed
from tertius.intake.citations.tongues import language

DASH = re.compile(r"\s*[-‐‑–—―]\s*")


class Taken(Reading):
    """The fields of one citation as a manner reads them."""

    def take(self, found: re.Match[str], fields: Mapping[str, str]) -> None:
        """Keep the groups of a match as fields: the group's name, and what CSL calls it."""
        for group, name in fields.items():
            if found[group]:
                self.put_text(name, *found.span(group), SURE)

    def take_pages(self, found: re.Match[str], group: str, name: str = "page") -> None:
        """Keep pages without the blanks about their dash."""
        if found[group]:
            start, end = trimmed(self.text, *found.span(group))
            self.put(
                name,
                DASH.sub(lambda dash: dash[0].strip(), self.text[start:end]),
                start,
                end,
                SURE,
            )

    def take_year(self, found: re.Match[str], group: str = "year") -> None:
        """Keep the date that a group begins with."""
        day = head_date(self.text, *found.span(group)) if found[group] else None
        if day is not None:
            self.put("issued", day.csl(), day.start, day.end, SURE)

    def take_names(self, start: int, end: int, role: str = "author") -> None:
        """Keep the people or the body that a stretch of text names."""
        start, end = trimmed(self.text, start, end, " ,;:.")
        end += self.text[end : end + 1] == "." and len(self.text[start:end].split()[-1:][0]) == 1
        words = self.text[start:end]
        people = names(words)
        if people and not (len(people) == 1 and people[0].literal and not is_body(words)):
            self.put(role, [name.csl() for name in people], start, end, SURE)

    def take_people(self, people: list[Name], start: int, end: int) -> None:
        """Keep people who are told apart already."""
        if people:
            start, end = trimmed(self.text, start, end, " ,;:")
            self.put("author", [name.csl() for name in people], start, end, SURE)

    def typed(self, kind: str, end: int) -> Self:
        """Return the citation with its kind, which ends at a place."""
        self.end = end
        self.put("type", kind, self.start, end, SURE)
        self.csl = {"type": self.csl.pop("type"), **self.csl}
        tag = language(self.csl["title"]) if "title" in self.csl and kind != "legal_case" else None
        if tag is not None:
            self.put("language", tag, *self.places["title"][:2], SURE)
        return self
