"""Drawings that atlas and report share: from the tables of a study to a chart."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from tertius.present import charts
from tertius.present.labels import Labels, number
from tertius.study.result import Study


def colours(shelf: Labels) -> dict[str, str]:
    """A colour for each side that a chart may show: the case's powers first, then all others."""
    settings = shelf.case.settings
    first = [shelf.side(code) for code in (*settings.powers, *settings.baselines)]
    others = {shelf.side(row["power"]) for row in shelf.study.tables["presence"]}
    others |= {
        shelf.side(row["counterpart"])
        for row in shelf.study.tables["observations"]
        if row["counterpart"]
    }
    return charts.colours_of([*first, *sorted(others - {*first})])


def relations_drawing(study: Study, shelf: Labels) -> charts.Drawing | None:
    """Who stands together with whom on each issue; None where nobody's view is known."""
    main = [*study.case.settings.powers, study.case.settings.hosts[0]]
    labels = {issue.id: issue.label for issue in study.case.settings.issues}
    compared = [
        r
        for r in study.tables["convergence"]
        if r["party"] in main
        and r["other"] in main
        and main.index(r["party"]) < main.index(r["other"])
    ]
    rows = [
        {
            "issue": labels[r["issue"]],
            "pair": f"{shelf.side(r['party'])} and {shelf.side(r['other'])}",
            "relation": r["relation"] or "unknown",
        }
        for r in compared
    ]
    if not rows:
        return None
    tally = Counter(row["relation"] for row in rows)
    said = ", ".join(f"{count} {relation}" for relation, count in sorted(tally.items()))
    says = f"Pairs of sides on each issue: {said}."
    return charts.Drawing(charts.relations(rows), says, "convergence", tuple(compared))


def polls_drawing(study: Study, shelf: Labels) -> charts.Drawing | None:
    """What polls say of each counterpart; None where the case has no poll."""
    polled = [
        r
        for r in study.tables["observations"]
        if r["indicator"] == "opinion_share" and r["value"] is not None and r["counterpart"]
    ]
    names = list(dict.fromkeys(shelf.side(r["counterpart"]) for r in polled))
    rows = [
        {
            "question": f"{r['qualifier'].replace('-', ' ')} ({r['period']})",
            "counterpart": shelf.side(r["counterpart"]),
            "value": float(r["value"]),
        }
        for r in polled
    ]
    said = "; ".join(
        f"{r['question']}: {r['counterpart']} {number(r['value'])} percent" for r in rows
    )
    if not rows:
        return None
    chart = charts.polls(rows, names, colours(shelf))
    return charts.Drawing(chart, said, "observations", tuple(polled))


VERDICT_ORDER = ("holds", "fails", "open")


def findings_drawing(study: Study) -> charts.Drawing | None:
    """How many findings hold, fail and stay open in each section; None where there is none."""
    tally = Counter((result.section or "Findings", result.verdict) for result in study.results)
    rows = [
        {
            "section": section,
            "verdict": verdict,
            "findings": tally[section, verdict],
            "place": place,
        }
        for section in dict.fromkeys(result.section or "Findings" for result in study.results)
        for place, verdict in enumerate(VERDICT_ORDER)
        if tally[section, verdict]
    ]
    totals = Counter(result.verdict for result in study.results)
    said = ", ".join(f"{totals[verdict]} {verdict}" for verdict in VERDICT_ORDER)
    if not rows:
        return None
    return charts.Drawing(charts.verdicts(rows), f"Findings by section: {said}.")


def sector_drawing(shelf: Labels, rows: Sequence[Mapping[str, Any]]) -> charts.Drawing | None:
    """What each power has in a sector, by every basis; None where nothing is known of any."""
    names = [shelf.side(power) for power in sorted(row["power"] for row in rows)]
    values, parts = [], []
    seen = {
        column
        for row in rows
        for column in ("engagements", "amount", "stake_pct", "years")
        if row[column]
    }
    for row in rows:
        for basis, column, scale in (
            ("engagements", "engagements", 1),
            ("amount (million)", "amount", 1e6),
            ("stake (%)", "stake_pct", 1),
            ("years", "years", 1),
        ):
            if column in seen and row[column] is not None:
                value = float(row[column]) / scale
                values.append({"power": shelf.side(row["power"]), "basis": basis, "value": value})
                parts.append(f"{shelf.side(row['power'])} {basis} {number(round(value, 2))}")
    said = "; ".join(parts)
    if not values:
        return None
    chart = charts.bases(values, names, colours(shelf))
    return charts.Drawing(chart, said, "presence", tuple(rows))
