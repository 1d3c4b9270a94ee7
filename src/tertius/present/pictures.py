"""Pictures of the evidence: of one finding, and of a whole case on the first page."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from tertius.evidence.said import LONG, number
from tertius.findings.finding import Finding
from tertius.language.told import begun, gettext, listed, marked, numeral, scaled
from tertius.measures import MEASURES
from tertius.measures.delivery import EVERYTHING
from tertius.present import charts
from tertius.present.columns import column_label
from tertius.present.conditions import Speaker
from tertius.present.labels import Labels
from tertius.present.sourced import behind
from tertius.study.result import Result, Study

Row = Mapping[str, Any]

MOST_BARS = 16
"""More bars than this are a table, and no picture that a reader takes in."""


def evidence_picture(
    study: Study, labels: Labels, result: Result, finding: Finding
) -> charts.Drawing | None:
    """Return the numbers that a finding compares, else when its sources appeared; None without either."""
    bars = list(
        _values(labels, result, finding) if finding.values else _rows(study, labels, result)
    )
    are_told_apart = len({bar["label"] for bar in bars}) == len(bars)
    if bars and len(bars) <= MOST_BARS and are_told_apart:
        counted = _shared_column(finding)
        said = listed((listed([bar["label"], bar["shown"]], ": ") for bar in bars), "; ")
        says = listed([begun(counted), said], ". ") if counted else said
        rests_on = tuple(result.rests_on) if finding.values else _behind_rows(study, result)
        return charts.Drawing(charts.figures(bars, counted=counted), says, rests_on)
    return _published(study, result)


def _shared_column(finding: Finding) -> str:
    """Return what all named values of a finding count, where it is one thing and each is told apart; else nothing."""
    columns = {value.column for value in finding.values.values()}
    apart = _apart({name: value.where for name, value in finding.values.items()})
    is_shared = len(columns) == 1 and len(finding.values) > 1 and all(apart.values())
    return column_label(columns.pop()) if is_shared else ""


def _bar(label: str, value: Any, *, asked: bool) -> dict[str, Any]:
    return {
        "label": label,
        "value": float(value),
        "shown": _short(float(value)),
        "asked": "yes" if asked else "no",
    }


def _short(value: float) -> str:
    """Return a number as a picture has room for it, in millions or billions where it is large."""
    if abs(value) >= 1e9:
        said = gettext("{amount} billion", amount=number(round(value / 1e9, 2)))
    elif abs(value) >= 1e6:
        said = gettext("{amount} million", amount=number(round(value / 1e6, 2)))
    elif abs(value) >= LONG:
        said = numeral(f"{value:,.0f}")
    else:
        said = number(round(value, 3))
    return scaled(value, said)


def value_names(labels: Labels, finding: Finding) -> dict[str, str]:
    """Return what the named values of a finding are called: the column, and what sets each apart."""
    names = {}
    for name, value in finding.values.items():
        said = Speaker(labels, value.measure).said(value.where)
        names[name] = gettext(
            "{column} where {condition}", column=column_label(value.column), condition=said
        )
    return names


def _values(labels: Labels, result: Result, finding: Finding) -> Iterator[dict[str, Any]]:
    """Yield a bar for each named value that is a number, named by what its condition does not share."""
    found = result.value if isinstance(result.value, dict) else {}
    apart = _apart({n: value.where for n, value in finding.values.items()})
    shared = _shared_column(finding)
    for name, value in finding.values.items():
        if _is_number(found.get(name)):
            said = Speaker(labels, value.measure).named(apart[name]) if apart[name] else ""
            counted = column_label(value.column)
            label = listed([said, counted], ": ") if said else counted
            yield _bar(said if shared else label, found[name], asked=True)


def _apart(wheres: Mapping[str, str]) -> dict[str, str]:
    """Return of conditions that are joined by AND the parts that not all of them have."""
    parts = {name: [p.strip() for p in where.split(" and ")] for name, where in wheres.items()}
    if any("between" in where.lower() or "(" in where for where in wheres.values()):
        return dict(wheres)
    shared = set.intersection(*(set(one) for one in parts.values())) if len(parts) > 1 else set()
    return {name: " and ".join(p for p in one if p not in shared) for name, one in parts.items()}


def _rows(study: Study, labels: Labels, result: Result) -> Iterator[dict[str, Any]]:
    """Yield a bar for each number that a test asks of a row, and the same of the other powers there."""
    compiled = study.verdicts.compiled[result.id]
    named = compiled.expect.columns if compiled.expect else frozenset()
    for measure, row in result.rows:
        if measure == "leader":
            for side, value in (("leader", "value"), ("runner_up", "runner_up_value")):
                if row[side] and _is_number(row[value]):
                    label = gettext(
                        "{power}, by {basis}",
                        power=labels.side(row[side]),
                        basis=gettext(row["basis"]),
                    )
                    yield _bar(label, row[value], asked=side == "leader")
            continue
        kinds = MEASURES[measure].columns
        apart = _told_apart(measure, [r for m, r in result.rows if m == measure])
        numeric = [c for c in kinds if c in named and kinds[c] == "number"]
        for other in _drawn_with(study, result, measure, row):
            for column in numeric:
                if _is_number(other.get(column)):
                    label = _called(labels, measure, other, column, apart, plain=len(numeric) == 1)
                    yield _bar(label, other[column], asked=other is row or other == row)


def _behind_rows(study: Study, result: Result) -> tuple[str, ...]:
    """Return what the rows rest on that a finding's picture draws."""
    names = (
        name
        for measure, row in result.rows
        for name in behind(study, measure, _drawn_with(study, result, measure, row))
    )
    return tuple(dict.fromkeys(names))


def _drawn_with(study: Study, result: Result, measure: str, row: Row) -> list[Row]:
    """Return the rows that are drawn for one that a test looked at: those of the other powers too, where it is the only one."""
    return _beside(study, measure, row) if len(result.rows) == 1 else [row]


def _beside(study: Study, measure: str, row: Row) -> list[Row]:
    """Return the rows of a measure that differ from one in the power alone; the row itself without a power."""
    key = MEASURES[measure].key
    if "power" not in key:
        return [row]
    same = [name for name in key if name != "power"]
    return [r for r in study.tables[measure] if all(r[name] == row[name] for name in same)]


SIDES = ("power", "other", "counterpart", "broker")
"""The columns of a row that say whose number it is."""


def _told_apart(measure: str, rows: Sequence[Row]) -> list[str]:
    """Return the columns of a measure's key by which some of its rows differ, whose they are last; of one row, whose it is."""
    if len(rows) < 2:
        return [*SIDES]
    key = [name for name in MEASURES[measure].key if name not in (*SIDES, "world")]
    return [name for name in (*key, *SIDES) if len({row.get(name) for row in rows}) > 1]


def _called(
    labels: Labels, measure: str, row: Row, column: str, apart: Sequence[str], *, plain: bool
) -> str:
    speaker = Speaker(labels, measure)
    named = {name: speaker.value(name, row[name]) for name in apart if row.get(name)}
    sides = [said for name, said in named.items() if name in SIDES]
    places = [said for name, said in named.items() if name not in SIDES]
    said = listed([*places, *([listed(sides, gettext(" and "))] if sides else [])])
    if plain and said:
        return said
    return listed([said, column_label(column)], ": ") if said else column_label(column)


def _is_number(value: Any) -> bool:
    return not (value is None or isinstance(value, (bool, str, list, dict)))


FEWEST_DAYS = 3
"""One or two days of publication are told sooner by the list of sources than by a picture."""


def _published(study: Study, result: Result) -> charts.Drawing | None:
    """Return when the sources for and against a finding appeared; None where they appeared on too few days.

    What a finding rests on carries it where it holds; else it is what its test looked at.
    """
    role = "carries it" if result.verdict == "holds" else "what it rests on"
    of_sides = {
        side: [name for name in names if _is_statement(study, name)]
        for side, names in ((role, result.rests_on), ("speaks against it", result.against))
    }
    rows = []
    for side, names in of_sides.items():
        days = sorted(day for name in names if (day := _appeared(study, name)))
        seen: Counter[str] = Counter()
        for day in days:
            year = day.isoformat()[:4]
            rows.append({"day": day.isoformat(), "side": side, "place": seen[year] % 6})
            seen[year] += 1
    if len({row["day"] for row in rows}) < FEWEST_DAYS:
        return None
    tally = Counter(row["side"] for row in rows)
    counts = listed(
        (
            gettext(
                "{dated} of {all} ({side})",
                side=gettext(side),
                dated=tally[side],
                all=len(names),
            )
            for side, names in of_sides.items()
            if names
        ),
        "; ",
    )
    says = gettext(
        "When the sources of its claims and figures appeared. With a date: {counts}.",
        counts=counts,
    )
    return charts.Drawing(charts.published(rows), says, (*result.rests_on, *result.against))


def _is_statement(study: Study, name: str) -> bool:
    """Return whether a row is a claim or a figure, and no search or tie."""
    return study.case.by_id.get(name, ("", None))[0] in ("claims", "observations")


def _appeared(study: Study, name: str) -> date | None:
    """Return the first day on which the source of a claim or figure may have appeared; None where that is unknown."""
    _, row = study.case.by_id[name]
    day = study.case.sources[row.source[0]].date
    return day.earliest if day is not None else None


WHERE_COUNTS = marked(
    "{host}: known engagements by sector. 0: somebody looked and found none that stands; empty: nobody looked."
)
PROMISED_COUNTS = marked(
    "{host}: loans, contracts, gifts and the like, each under the furthest that it came; undetermined: no source says."
)
AGREEMENT_COUNTS = marked(
    "Issues on which at least one of the two has a known view. Silent: a search for the view of the other found none; unknown: nobody looked for it. Neither can be compared."
)
"""What the pictures of a whole case count, and what stands for nothing."""


def where_picture(study: Study, labels: Labels) -> charts.Drawing | None:
    """Return how many engagements each power has in each sector of the first host."""
    host = study.case.settings.hosts[0]
    powers = study.case.settings.powers
    rows = [r for r in study.tables["presence"] if r["host"] == host and r["power"] in powers]
    # Where a stake alone is known, or what may not exist, how many there are is unknown, and not zero.
    seen = {
        (r["sector"], r["power"]): int(r["engagements"])
        for r in rows
        if r["engagements"] is not None
    }
    sectors = [
        s for s in study.case.taxonomy.words("sector") if any(s == sector for sector, _ in seen)
    ]
    cells = [
        {
            "row": study.case.taxonomy.label("sector", sector),
            "column": labels.side(power),
            "count": seen[sector, power],
        }
        for sector in sectors
        for power in powers
        if (sector, power) in seen
    ]
    if not cells:
        return None
    says = listed(
        (listed([listed([c["row"], c["column"]]), c["count"]], ": ") for c in cells), "; "
    )
    chart = charts.grid(cells, [labels.side(power) for power in powers])
    says = gettext("Engagements by sector and power. {says}", says=says)
    return charts.Drawing(chart, says, behind(study, "presence", rows))


OUTCOMES = {
    "delivered": "#4d9a6d",
    "started": "#8fbf9f",
    "signed": "#c9b458",
    "promised": "#e3d9a8",
    "stalled": "#d99a7c",
    "ended": "#c0604a",
    "undetermined": "#cfd3d9",
}
"""The colours of how far promises came; what was called off, not delivered, failed or refused has ended."""

CAME = {
    "delivered": marked("delivered"),
    "started": marked("started"),
    "signed": marked("signed"),
    "promised": marked("promised"),
    "stalled": marked("stalled"),
    "ended": marked("ended"),
    "undetermined": marked("undetermined"),
    "cancelled": marked("cancelled"),
    "not_delivered": marked("not delivered"),
    "failed": marked("failed"),
    "declined": marked("declined"),
    "new": marked("new"),
    "second_hand": marked("second hand"),
    "modernised": marked("modernised"),
}
"""How far something came, and of what kind it is, as pages print it."""

ENDED = ("cancelled", "not_delivered", "failed", "declined")


def promised_picture(study: Study, labels: Labels) -> charts.Drawing | None:
    """Return how far the engagements of each power came, in the first host."""
    host = study.case.settings.hosts[0]
    rows = [
        r
        for power in study.case.settings.powers
        for r in study.tables["delivery"]
        if (r["host"], r["sector"], r["power"]) == (host, EVERYTHING, power)
    ]
    bars = []
    for row in rows:
        counts = {name: int(row[name] or 0) for name in OUTCOMES if name != "ended"}
        counts["ended"] = sum(int(row[name] or 0) for name in ENDED)
        bars += [
            {
                "label": labels.side(row["power"]),
                "part": gettext(CAME[part]),
                "place": place,
                "count": counts[part],
            }
            for place, part in enumerate(OUTCOMES)
            if counts[part]
        ]
    if not bars:
        return None
    says = gettext("How far promises came. {says}", says=_counted(bars))
    hues = {gettext(CAME[part]): hue for part, hue in OUTCOMES.items()}
    chart = charts.tallies(bars, hues, counted=gettext("engagements that can be delivered"))
    return charts.Drawing(chart, says, behind(study, "delivery", rows))


def _counted(bars: list[dict[str, Any]]) -> str:
    return listed(
        (listed([listed([b["label"], b["part"]], " "), b["count"]], ": ") for b in bars), "; "
    )


AGREEMENT = {
    "together": "#4d9a6d",
    "partly": "#d8c772",
    "apart": "#c0604a",
    "silent": "#d9dce1",
    "unknown": "#eceef1",
}


def agreement_picture(study: Study, labels: Labels) -> charts.Drawing | None:
    """Return on how many issues each two of the powers and the host stand together or apart."""
    main = [*study.case.settings.powers, study.case.settings.hosts[0]]
    tally: Counter[tuple[str, str]] = Counter()
    compared = [
        row
        for row in study.tables["convergence"]
        if row["party"] in main
        and row["other"] in main
        and main.index(row["party"]) < main.index(row["other"])
    ]
    for row in compared:
        one, other = labels.side(row["party"]), labels.side(row["other"])
        pair = gettext("{first} and {second}", first=one, second=other)
        tally[pair, row["relation"] or "unknown"] += 1
    bars = [
        {
            "label": pair,
            "part": gettext(charts.RELATED[part]),
            "place": place,
            "count": tally[pair, part],
        }
        for pair in dict.fromkeys(pair for pair, _ in tally)
        for place, part in enumerate(AGREEMENT)
        if tally[pair, part]
    ]
    if not bars:
        return None
    says = gettext("Issues on which two sides stand together or apart. {says}", says=_counted(bars))
    hues = {gettext(charts.RELATED[name]): hue for name, hue in AGREEMENT.items()}
    chart = charts.tallies(bars, hues, counted=gettext("issues"))
    return charts.Drawing(chart, says, behind(study, "convergence", compared))
