"""The chapter on what public datasets say of a case's statements, made from its rows alone."""

from collections.abc import Iterable
from typing import Any

from tertius.evidence.said import spoken
from tertius.present.labels import Labels
from tertius.report.tree import Node, bullets, emphasis, header, para, plain, words
from tertius.report.words import capital, counted, few, joined
from tertius.study.corroboration import Spoken, corroboration

TITLE = "What public data says"
PAGE = "tertius-what-public-data-says"

MOST = 40
"""How many statements of a list are named: two pages of them."""


def public_data(labels: Labels) -> list[Node]:
    """Return the chapter on public data; nothing where no dataset speaks of what somebody else states."""
    said = corroboration(labels.case, labels.study.tensions)
    if not said.spoken:
        return []
    against = [one for one in said.spoken if one.word.startswith("contradicted")]
    same = [one for one in said.spoken if one.word == "confirmed"]
    there = [one for one in said.spoken if one.word == "confirmed to exist"]
    titles = [labels.cited[name].title for name in said.datasets]
    begin = (
        f"{capital(counted(len(titles), 'public dataset stands', 'public datasets stand'))} beside "
        f"the case: {joined(titles)}. Of its statements {few(len(said.spoken))} have a row there: "
        f"{few(len(same))} are confirmed, of {few(len(there))} it is confirmed that there is such a "
        f"thing, and {few(len(against))} are contradicted or in open tension with it. A dataset is one "
        "more source, with an origin of its own; that it agrees proves nothing where both had it from "
        "one place."
    )
    parts: list[Node] = [header(1, PAGE, TITLE), para(*words(begin))]
    for lead, listed in (
        ("What it contradicts:", [_line(labels, one) for one in against]),
        ("What it confirms:", [_line(labels, one) for one in same]),
        ("Of what it confirms no more than that it is there:", _subjects(labels, there)),
        ("What it adds, of which nobody else speaks:", [_said(labels, row) for row in said.added]),
        (
            "What it cannot see, though it has others of the kind:",
            [
                *dict.fromkeys(_about(labels, row) for row in said.unseen),
                *(
                    f"{row.looked_for} (looked for in {row.searched_in}, {spoken(row.date)})"
                    for row in said.looked
                ),
            ],
        ),
    ):
        if listed:
            parts += [para(emphasis(*words(lead))), bullets(_items(listed))]
    return parts


def _items(listed: list[str]) -> list[list[Node]]:
    more = len(listed) - MOST
    shown = [[plain(*words(f"{capital(text)}."))] for text in listed[:MOST]]
    return [*shown, [plain(*words(f"And {few(more)} more, in the atlas."))]] if more > 0 else shown


def _line(labels: Labels, one: Spoken) -> str:
    """Return a statement with what the datasets say of it."""
    rows = one.contradicting or one.confirming
    beside = "; ".join(f"{_value(labels, row)} ({_titles(labels, row)})" for row in rows)
    found = [
        tension.misfit for tension in labels.study.tensions.found if tension.id in one.tensions
    ]
    return f"{_said(labels, one.row)}; public data: {beside or ' '.join(found).rstrip('.')}"


def _subjects(labels: Labels, spoken_of: Iterable[Spoken]) -> list[str]:
    return list(dict.fromkeys(_about(labels, one.row) for one in spoken_of))


def _said(labels: Labels, row: Any) -> str:
    (said,) = labels.said([row.id])
    return (
        f"{_about(labels, row)}: {_value(labels, row)} ({', '.join(c.title for c in said.sources)})"
    )


def _titles(labels: Labels, row: Any) -> str:
    return ", ".join(labels.cited[name].title for name in row.source)


def _about(labels: Labels, row: Any) -> str:
    (said,) = labels.said([row.id])
    return f"{said.about}, {said.what}"


def _value(labels: Labels, row: Any) -> str:
    (said,) = labels.said([row.id])
    denied = "not " if said.disputes else ""
    return f"{denied}{said.value}" + (f", {said.details}" if said.details else "")
