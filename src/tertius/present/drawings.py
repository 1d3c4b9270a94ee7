"""Drawings that atlas and report share: from the tables of a study to a chart."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from tertius.evidence.said import number
from tertius.language.told import catalogue, gettext, listed
from tertius.present import charts
from tertius.present.labels import Labels
from tertius.present.sourced import behind
from tertius.study.result import Study


def colours(labels: Labels) -> dict[str, str]:
    """Return a colour for each side that a chart may show: the case's powers first, then all others."""
    settings = labels.case.settings
    first = [labels.side(code) for code in (*settings.powers, *settings.baselines)]
    others = {labels.side(row["power"]) for row in labels.study.tables["presence"]}
    others |= {
        labels.side(row["counterpart"])
        for row in labels.study.tables["observations"]
        if row["counterpart"]
    }
    return charts.colours_of([*first, *sorted(others - {*first})])


def relations_drawing(study: Study, labels: Labels) -> charts.Drawing | None:
    """Return who stands together with whom on each issue; None where nobody's view is known."""
    main = [*study.case.settings.powers, study.case.settings.hosts[0]]
    issues = {issue.id: issue.label for issue in study.case.settings.issues}
    compared = [
        r
        for r in study.tables["convergence"]
        if r["party"] in main
        and r["other"] in main
        and main.index(r["party"]) < main.index(r["other"])
    ]
    rows = [
        {
            "issue": issues[r["issue"]],
            "pair": gettext(
                "{first} and {second}",
                first=labels.side(r["party"]),
                second=labels.side(r["other"]),
            ),
            "relation": r["relation"] or "unknown",
        }
        for r in compared
    ]
    if not rows:
        return None
    tally = Counter(row["relation"] for row in rows)
    counts = listed(
        gettext("{number} {what}", number=count, what=gettext(charts.RELATED[relation]))
        for relation, count in sorted(tally.items())
    )
    says = gettext("Pairs of sides on each issue: {counts}.", counts=counts)
    return charts.Drawing(charts.relations(rows), says, behind(study, "convergence", compared))


def polls_drawing(study: Study, labels: Labels) -> charts.Drawing | None:
    """Return what polls say of each counterpart; None where the case has no poll."""
    polled = [
        r
        for r in study.tables["observations"]
        if r["indicator"] == "opinion_share" and r["value"] is not None and r["counterpart"]
    ]
    names = list(dict.fromkeys(labels.side(r["counterpart"]) for r in polled))
    rows = [
        {
            "question": f"{study.case.qualified(r['qualifier'])} ({r['period']})",
            "counterpart": labels.side(r["counterpart"]),
            "value": float(r["value"]),
        }
        for r in polled
    ]
    sentence = listed(
        (
            gettext(
                "{question}: {counterpart} {share} percent",
                question=r["question"],
                counterpart=r["counterpart"],
                share=number(r["value"]),
            )
            for r in rows
        ),
        "; ",
    )
    if not rows:
        return None
    chart = charts.polls(rows, names, colours(labels))
    return charts.Drawing(chart, sentence, behind(study, "observations", polled))


VERDICT_ORDER = ("holds", "fails", "open")


def findings_drawing(study: Study) -> charts.Drawing | None:
    """Return how many findings hold, fail and stay open in each section; None where there is none."""
    other = gettext("Findings")
    tally = Counter((result.section or other, result.verdict) for result in study.results)
    rows = [
        {
            "section": section,
            "verdict": verdict,
            "findings": tally[section, verdict],
            "place": place,
        }
        for section in dict.fromkeys(result.section or other for result in study.results)
        for place, verdict in enumerate(VERDICT_ORDER)
        if tally[section, verdict]
    ]
    totals = Counter(result.verdict for result in study.results)
    counts = listed(
        gettext("{number} {what}", number=totals[verdict], what=gettext(charts.JUDGED[verdict]))
        for verdict in VERDICT_ORDER
    )
    if not rows:
        return None
    return charts.Drawing(
        charts.verdicts(rows), gettext("Findings by section: {counts}.", counts=counts)
    )


SMALLEST_IN_MILLIONS = 2_000_000
"""Below this the axis of an amount in millions has no whole steps."""


def sector_drawing(labels: Labels, rows: Sequence[Mapping[str, Any]]) -> charts.Drawing | None:
    """Return what each power has in a sector, by every basis; None where nothing is known of any."""
    names = [labels.side(power) for power in sorted(row["power"] for row in rows)]
    values, parts = [], []
    seen = {
        column
        for row in rows
        for column in ("engagements", "amount", "stake_pct", "years")
        if row[column]
    }
    largest = max((row["amount"] or 0 for row in rows), default=0)
    million = largest >= SMALLEST_IN_MILLIONS
    spoken = catalogue()
    if spoken is not None and spoken.in_myriads:
        large = largest >= SMALLEST_IN_MILLIONS * 100
        counted = gettext("amount (hundred million)") if large else gettext("amount (ten thousand)")
        unit = 1e8 if large else 1e4
    else:
        counted = gettext("amount (million)") if million else gettext("amount (thousand)")
        unit = 1e6 if million else 1e3
    for row in rows:
        for basis, column, scale in (
            (gettext("engagements"), "engagements", 1),
            (counted, "amount", unit),
            (gettext("stake (%)"), "stake_pct", 1),
            (gettext("years"), "years", 1),
        ):
            if column not in seen:
                continue
            power, known = labels.side(row["power"]), row[column] is not None
            value = float(row[column]) / scale if known else None
            values.append({"power": power, "basis": basis, "value": value})
            shown = number(round(value, 2)) if value is not None else gettext("unknown")
            parts.append(listed([power, basis, shown], " "))
    sentence = listed(parts, "; ")
    if not values:
        return None
    chart = charts.bases(values, names, colours(labels))
    return charts.Drawing(chart, sentence, behind(labels.study, "presence", rows))
