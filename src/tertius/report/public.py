"""The chapter on what public datasets say of a case's statements, made from its rows alone."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from tertius.evidence.said import spoken
from tertius.findings.confidence import LEVELS
from tertius.present.labels import Labels
from tertius.report.tree import Node, bullets, emphasis, header, para, plain, table, words
from tertius.report.words import capital, counted, few, joined
from tertius.study.before import before_public_data
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
    parts += [para(*words(_by_dataset(labels, said.spoken))), *_before(labels)]
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


def _by_dataset(labels: Labels, spoken_of: Iterable[Spoken]) -> str:
    """Return of how many statements each dataset speaks."""
    rows = labels.study.case.by_id
    counts = Counter(
        name
        for one in spoken_of
        for name in {
            name
            for row in (*one.confirming, *one.contradicting, *(rows[i][1] for i in one.at_odds))
            for name in row.source
        }
    )
    parts = [f"{labels.cited[name].title} of {few(count)}" for name, count in counts.most_common()]
    return f"Each speaks of some, and two may speak of one: {joined(parts)}."


def _before(labels: Labels) -> list[Node]:
    """Return what the case came to before public data and comes to with it, as a table and in words."""
    found = before_public_data(labels.study)
    if found is None:
        return []
    was, now = found.before, found.now
    rows = [
        (f"findings that {label}", was.verdicts.get(word, 0), now.verdicts.get(word, 0))
        for word, label in (("holds", "hold"), ("fails", "fail"), ("open", "are open"))
    ]
    rows += [
        (
            f"findings of {level} confidence",
            was.confidence.get(level, 0),
            now.confidence.get(level, 0),
        )
        for level in LEVELS[::-1]
        if was.confidence.get(level) or now.confidence.get(level)
    ]
    rows += [
        ("findings that one origin decides", was.decided_by_one, now.decided_by_one),
        ("pairs of a finding and an origin that decides it alone", was.deciding, now.deciding),
    ]
    caption = words("What the case comes to without the rows of public datasets, and with them")
    cells = [(label, str(before), str(after)) for label, before, after in rows]
    changes = [
        *(
            f"{n.statement.rstrip('.')}: {w.verdict} before, {n.verdict} now"
            for w, n in found.turned
        ),
        *(
            f"{n.statement.rstrip('.')}: {w.confidence} confidence before, {n.confidence} now"
            for w, n in found.trust
        ),
        *(f"{one.statement.rstrip('.')}: fewer origins decide it alone" for one in found.freed),
    ]
    parts = [table(("", "before", "now"), cells, caption, (False, True, True))]
    if changes:
        parts += [para(emphasis(*words("What it changes:"))), bullets(_items(changes))]
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
