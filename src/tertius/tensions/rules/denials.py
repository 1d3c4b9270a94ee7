"""What one source says and another denies, or the same one; and what is stated here and alleged there."""

from collections.abc import Iterator
from typing import Any

from tertius.language.told import gettext
from tertius.tensions.evidence import Evidence, grouped
from tertius.tensions.rule import rule
from tertius.tensions.tension import Side, Tension, tension


def _key(row: Any) -> tuple[Any, ...]:
    return (row.subject, row.property, row.stage, str(row.period or ""), row.qualifier)


def _value_key(evidence: Evidence, row: Any) -> tuple[Any, ...]:
    """Return the key of a claim; of what can have many values, such as a make, at whichever stage."""
    whole = _key(row)
    return (*whole[:2], *whole[3:]) if evidence.is_many(row) else whole


@rule(
    "denied",
    "A statement is denied, by the source that is cited for it or by another.",
    reads=("claims.csv: stance, on one subject, property, stage, period and qualifier",),
)
def denied(evidence: Evidence) -> Iterator[Tension | None]:
    """Yield a tension for each key on which a claim disputes a value that another supports."""
    keys = grouped(
        evidence.claims, lambda r: (*_value_key(evidence, r), (r.value or "").casefold())
    )
    for (subject, *_), rows in keys.items():
        sides = grouped(rows, lambda row: row.stance)
        if len(sides) < 2:
            continue
        shared = {s for row in sides["supports"] for s in row.source} & {
            s for row in sides["disputes"] for s in row.source
        }
        who = evidence.called(subject)
        yield tension(
            "denied",
            gettext(
                "What is said of {subject} is denied by the source that is cited for it.",
                subject=who,
            )
            if shared
            else gettext("What is said of {subject} is denied by another source.", subject=who),
            evidence.side(sides["supports"]),
            evidence.side(sides["disputes"]),
            about=evidence.about([subject]),
        )


@rule(
    "source-says-otherwise",
    "A source, when somebody opened it, says something else.",
    reads=("claims.csv and observations.csv: checked, which is mismatch",),
)
def source_says_otherwise(evidence: Evidence) -> Iterator[Tension | None]:
    """Yield a tension for each row whose source was opened and says otherwise."""
    for table in ("claims", "observations"):
        for row in evidence.current(table):
            if row.checked == "mismatch":
                subject = getattr(row, "subject", None)
                source = Side(
                    gettext(
                        "the source, when opened: {what}",
                        what=row.note or gettext("something else"),
                    ),
                    (),
                    row.source,
                )
                yield tension(
                    "source-says-otherwise",
                    gettext("The source, when somebody opened it, says something else."),
                    evidence.side([row]),
                    source,
                    about=evidence.about([subject] if subject else []),
                )


@rule(
    "stated-and-alleged",
    "One source states flatly what another only alleges.",
    reads=("claims.csv: modality, on one subject, property, stage, period, qualifier and value",),
)
def stated_and_alleged(evidence: Evidence) -> Iterator[Tension | None]:
    """Yield a tension for each value that one source states and another, with other rows, alleges."""
    keys = grouped(evidence.supporting, lambda r: (*_key(r), (r.value or "").casefold()))
    for (subject, *_), rows in keys.items():
        sides = grouped(rows, lambda row: row.modality)
        stated, alleged = sides.get("stated", []), sides.get("alleged", [])
        if stated and alleged:
            yield tension(
                "stated-and-alleged",
                gettext(
                    "What is stated of {subject} is only alleged elsewhere.",
                    subject=evidence.called(subject),
                ),
                evidence.side(stated),
                evidence.side(alleged),
                about=evidence.about([subject]),
            )
