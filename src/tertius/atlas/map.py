"""The map: where engagements lie, as far as the case says, with a table of the same beside it."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Any

from tertius.atlas.common import in_order, side_hues, stage_word, years_of
from tertius.atlas.page import Page, pages
from tertius.language.told import gettext, listed, marked, ngettext
from tertius.present.labels import Labels
from tertius.present.map_drawing import Marked, View, label_spot, map_svg, view_of
from tertius.present.network_drawing import sign_svg
from tertius.present.outline import outlines
from tertius.present.standing import stood_in
from tertius.study.result import Study

EXACT = ("exact", "settlement")
"""The words for places that are no larger than the sign that is drawn for them."""


@pages(
    place=48,
    address="map.html",
    menu=marked("Map"),
    title=marked("Map"),
    summary=marked("where engagements lie, as far as the case names a place."),
)
def map_page(study: Study, labels: Labels) -> Page:
    """Return the map of engagements and region."""
    rows = _rows(study, labels)
    powers = in_order({p for row in rows for p in row["powers"]}, list(side_hues(study)))
    hues = {code: hue for code, hue in side_hues(study).items() if code in powers}
    spots = [row["spot"] for row in rows if row["spot"]]
    view = view_of([_country(code) for code in study.case.settings.hosts], spots)
    marks = _marks(labels, rows, powers)
    totals = Counter(row["country"] for row in rows)
    shown = {m.key for m in marks if view and _is_shown(m, view)}
    says = _says(rows, shown)
    names = {code: labels.side(code) for code in powers}
    drawn = [mark for mark in marks if mark.key in shown]
    svg = map_svg(view, drawn, totals, hues, names, says=says) if view and drawn else ""
    return Page(
        "map.html",
        "map.html",
        gettext("Map"),
        {
            "svg": svg,
            "says": says,
            "rows": rows,
            "engagements": len({row["id"] for row in rows}),
            "placed": len({row["id"] for row in rows if row["spot"]}),
            "unplaced": _unplaced(study),
            "outside": sorted({row["where"] for row in rows if row["key"] not in shown}),
            "legend": [(labels.side(code), sign_svg(code, hues, with_line=False)) for code in hues],
            "sides": names,
            "years": years_of(rows),
            "parts": sorted({row["where"] for row in rows if row["is_part"]}),
        },
        is_empty=not rows or view is None,
    )


def _rows(study: Study, labels: Labels) -> list[dict[str, Any]]:
    """Return each engagement at each place that has a point, else in each of its hosts."""
    states = {row["id"]: row for row in study.tables["engagements"]}
    places = {row.id: row for row in study.case.rows("places")}
    rows = []
    for row in study.case.rows("engagements"):
        if row.id not in states:
            continue
        points = [
            places[p] for p in row.place if places[p].lat is not None and places[p].lon is not None
        ]
        named = [places[p].name for p in row.place if places[p] not in points]
        stood = stood_in(row.start, row.until)
        common = {
            "id": row.id,
            "label": row.label,
            "href": labels.page_of("engagements", row.id),
            "powers": list(row.power),
            "began": stood.began,
            "ended": stood.ended,
            "first": stood.first_year,
            "last": stood.last_year,
            "stage": stage_word(study, states[row.id]),
        }
        for place in points:
            exact = place.precision in EXACT
            rows.append(
                {
                    **common,
                    "key": place.id,
                    "group": place.name,
                    "where": place.name,
                    "how": gettext("point")
                    if exact
                    else listed([gettext("point"), _precision(study, place.precision)]),
                    "spot": (float(place.lon), float(place.lat)),
                    "country": _country(place.host),
                    "is_part": False,
                    "is_exact": exact,
                }
            )
        for host in row.host if not points else ():
            country = _country(host)
            rows.append(
                {
                    **common,
                    "key": country,
                    "group": labels.side(country),
                    "where": labels.side(host),
                    "how": gettext("country; {places} has no point", places=listed(named))
                    if named
                    else gettext("country"),
                    "spot": None,
                    "country": country,
                    "is_part": country != host,
                    "is_exact": True,
                }
            )
    return sorted(rows, key=_order)


def _order(row: dict[str, Any]) -> tuple[bool, str, str, str, str, str]:
    """Return by what rows are ordered: what one mark counts stands together, parts of a country with it."""
    group = (row["spot"] is None, row["group"], row["key"])
    return (*group, row["where"], row["first"] or "9", row["label"])


def _precision(study: Study, word: str | None) -> str:
    """Return in a word how exact a point is."""
    if word is None:
        return gettext("how exact is not said")
    return study.case.taxonomy.label("precision", word)


def _country(code: str) -> str:
    """Return the country with an outline that a code lies in: `BA-SRP` lies in `BIH`."""
    import pycountry

    if code in outlines() or "-" not in code:
        return code
    country = pycountry.countries.get(alpha_2=code.partition("-")[0])
    return str(country.alpha_3) if country else code


def _marks(labels: Labels, rows: Sequence[dict[str, Any]], powers: Sequence[str]) -> list[Marked]:
    """Return what is marked on the map: each place or country, with its engagements by power."""
    at: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        at[row["key"]].append(row)
    marks = []
    for key, group in at.items():
        tally = Counter(power for row in group for power in row["powers"])
        first = group[0]
        counts = {power: tally[power] for power in powers if tally[power]}
        name = first["where"] if first["spot"] else labels.side(key)
        spot = first["spot"] or (0.0, 0.0)
        marks.append(Marked(key, name, spot, counts, first["spot"] is None, first["is_exact"]))
    # Places are drawn over the names of countries.
    return sorted(marks, key=lambda mark: (not mark.is_country, mark.key))


def _is_shown(mark: Marked, view: View) -> bool:
    if not mark.is_country:
        return view.shows(mark.spot)
    return mark.key in outlines() and label_spot(outlines()[mark.key], view) is not None


def _unplaced(study: Study) -> list[str]:
    """Return the places of the case that have no point."""
    rows = study.case.rows("places")
    return sorted(row.name for row in rows if row.lat is None or row.lon is None)


def _says(rows: Sequence[dict[str, Any]], shown: set[str]) -> str:
    every = {row["id"] for row in rows}
    placed = {row["id"] for row in rows if row["spot"]}
    away = every - {row["id"] for row in rows if row["key"] in shown}
    counts = {"placed": len(placed), "alone": len(every) - len(placed)}
    if away:
        return ngettext(
            "{count} engagements: {placed} at a place, {alone} in a country alone, of which {away} outside the map.",
            "{count} engagements: {placed} at a place, {alone} in a country alone, of which {away} outside the map.",
            len(every),
            away=len(away),
            **counts,
        )
    return ngettext(
        "{count} engagements: {placed} at a place, {alone} in a country alone.",
        "{count} engagements: {placed} at a place, {alone} in a country alone.",
        len(every),
        **counts,
    )
