"""Where in findings.yml something stands: an entry, a key of it, a text below that."""

from dataclasses import dataclass, field
from typing import Any

from tertius.case.document import Document
from tertius.case.problems import Problem

FILE = "findings.yml"


@dataclass(frozen=True)
class At:
    """A place in findings.yml: an entry by its id and number, counted from 1, and the document that it is in."""

    name: str
    number: int
    document: Document = field(compare=False, repr=False)

    @property
    def line(self) -> int:
        """The line on which the entry begins."""
        return self.document.line(self.number - 1)

    def line_of(self, key: str, cell: str | None = None) -> int:
        """Return the line of a key such as `values.first.where`, or of a text below it; of the nearest that is there."""
        path: list[str | int] = [self.number - 1]
        value = self.document.value[self.number - 1]
        for step in filter(None, key.split(".")):
            if not isinstance(value, dict) or step not in value:
                break
            path.append(step)
            value = value[step]
        if cell is not None:
            path += _path_to(value, cell) or ()
        return self.document.line(*path)

    def problem(
        self, code: str, text: str, *, key: str = "", cell: str | None = None, at: str = ""
    ) -> Problem:
        """Return a problem of a kind with the entry, or with one of its keys; `at` is one that the text names itself."""
        line = self.line_of(at or key, cell)
        return Problem(FILE, line, f"{self.name} {key}".strip(), code, text, cell)


def _path_to(value: Any, text: str) -> list[str | int] | None:
    """Return the keys and places that lead to a text in what a document says; None where it is not there."""
    if value == text:
        return []
    pairs = value.items() if isinstance(value, dict) else enumerate(value)
    for step, part in pairs if isinstance(value, (dict, list)) else ():
        path = _path_to(part, text)
        if path is not None:
            return [step, *path]
    return None
