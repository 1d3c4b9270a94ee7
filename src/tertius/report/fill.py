"""Putting computed words and numbers, figures and tables in the places that ask for them."""

from typing import Any

from tertius.report.figures import Figures
from tertius.report.inclusion import Chart, Number, Parsed, Part, Rows, Whole
from tertius.report.read import Report
from tertius.report.text import MARK
from tertius.report.tree import Node, rewrite, text_of, words

FOLLOWS = (".", ",", ";", ":", "?", "!")


def fill(report: Report, figures: Figures) -> list[Node]:
    """Return the blocks of a report with everything brought in."""

    def replace(node: Node) -> list[Node] | None:
        if node["t"] == "Para" and (mark := MARK.fullmatch(text_of(node))):
            one = report.inclusions[int(mark[1])]
            if isinstance(one, Chart):
                return figures.chart(one)
            if isinstance(one, Rows):
                return figures.rows(one)
        return None

    blocks = rewrite(report.blocks, replace)
    return list(_fill_lines(blocks, report, figures))


def _fill_lines(value: Any, report: Report, figures: Figures) -> Any:
    """Return the same tree with the marks in its words replaced."""
    if isinstance(value, dict):
        return {key: _fill_lines(part, report, figures) for key, part in value.items()}
    if not isinstance(value, list):
        return value
    made: list[Any] = []
    for place, part in enumerate(value):
        if isinstance(part, dict) and part.get("t") == "Str" and MARK.search(part["c"]):
            made += _words(part["c"], value[place + 1 :], report, figures)
        else:
            made.append(_fill_lines(part, report, figures))
    return made


def _words(text: str, after: list[Any], report: Report, figures: Figures) -> list[Node]:
    """Return a run of letters with its marks replaced by what they bring in."""
    made: list[Node] = []
    at = 0
    for mark in MARK.finditer(text):
        if before := text[at : mark.start()]:
            made.append({"t": "Str", "c": before})
        at = mark.end()
        following = text[at:] or next((str(n.get("c")) for n in after[:1] if n["t"] == "Str"), "")
        made += _inline(report.inclusions[int(mark[1])], figures, following)
    if rest := text[at:]:
        made.append({"t": "Str", "c": rest})
    return made


def _inline(one: Parsed, figures: Figures, following: str) -> list[Node]:
    if isinstance(one, Part):
        return words(figures.support.part(one.finding.finding.id, one.part))
    if isinstance(one, Number):
        return words(figures.values.of(one))
    if isinstance(one, Whole):
        return _whole(one, figures, following)
    return []


def _whole(one: Whole, figures: Figures, following: str) -> list[Node]:
    """Return the statement, what it adds where it does not hold as it stands, its sign and footnote.

    It ends in a full stop, unless the text has a stop of its own.
    """
    name = one.finding.finding.id
    statement = one.finding.finding.statement.strip()
    sentence = statement.rstrip(".") if statement.endswith(".") else statement
    if added := figures.support.reservation(name):
        sentence = f"{sentence}; {added}"
    stop = "" if following.startswith(FOLLOWS) else "."
    return [
        *words(f"{sentence}{stop}"),
        *figures.support.sign(name),
        figures.support.footnote(name),
    ]
