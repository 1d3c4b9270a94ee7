"""The cells of an engagement that a statement describes: what, who, with whom, where, since when."""

from collections.abc import Mapping, Sequence

from tertius.case.read import Case
from tertius.case.write import slug, unused_id
from tertius.coding.draft import Became, Draft
from tertius.coding.words import country_meant, near_ids, parts, row_meant, words_meant
from tertius.evidence.codes import name_of

BEGINNINGS = ("occurred", "started", "signed")
"""The stages whose date is that of the engagement itself; an announcement may come years before."""
ROLES: Mapping[str, tuple[str, ...]] = {
    "loan": ("lender", "borrower"),
    "donation": ("donor", "recipient"),
    "acquisition": ("buyer", "target"),
    "arms_transfer": ("supplier", "buyer"),
    "agreement": ("signatory", "signatory"),
    "contract": ("contractor", "buyer"),
    "lease": ("lessee", "lessor"),
    "debt_relief": ("lender", "borrower"),
    "exercise": ("participant", "participant"),
    "visit": ("participant", "participant"),
}
"""The roles of the first and the second party where none is written, for types that leave no choice."""
TOGETHER = frozenset(("agreement", "exercise"))
"""Types that both sides do together where two of them are named, and no direction is."""
TO = frozenset(("loan", "donation", "debt_relief", "arms_transfer"))
"""Types that the first party does for the second, and not with it."""


def engagement_cells(draft: Draft, steps: Sequence[tuple[str, str]]) -> dict[str, str]:
    """Return the cells of the engagement, given the stage and date of each step; label and id come last."""
    statement, case = draft.statement, draft.case
    kind = draft.needed_word("engagement_type", "type", statement.type)
    sectors = draft.read(
        "sector", statement.sector, lambda text: words_meant(case, "sector", text), []
    )
    draft.note("sector", statement.sector, ";".join(sectors))
    started = next((d for stage in BEGINNINGS for s, d in steps if s == stage and d), "")
    return {
        "label": statement.label,
        "type": kind,
        "power": draft.codes("power", statement.power, case.settings.powers),
        "host": draft.codes("host", statement.host, case.settings.hosts),
        "domain": _domain(draft, sectors),
        "sector": ";".join(sectors),
        "issue": _issue(draft),
        "parties": _parties(draft, kind),
        "start": draft.date("start", statement.start) or _one_point(started),
        "until": draft.date("until", statement.until),
        "place": _places(draft),
        "part_of": _part_of(draft),
        "direction": _direction(draft, kind),
        "scope": draft.word("scope", "scope", statement.scope, usual="core"),
    }


def _domain(draft: Draft, sectors: list[str]) -> str:
    if draft.statement.domain:
        return draft.word("domain", "domain", draft.statement.domain)
    words = draft.case.taxonomy.words("sector")
    domains = list(dict.fromkeys(words[sector].get("domain") for sector in sectors))
    if len(domains) == 1 and domains[0]:
        return str(domains[0])
    if not draft.statement.sector or sectors:
        why = "its sectors belong to several" if domains else "no sector gives it"
        listed = ", ".join(draft.case.taxonomy.words("domain"))
        draft.lack("domain", f"is empty, and {why}. Write one of: {listed}.")
    return ""


def _direction(draft: Draft, kind: str) -> str:
    typed = draft.statement.direction
    delivers = draft.case.taxonomy.words("engagement_type").get(kind, {}).get("delivers")
    named = sum(bool(party.actor) for party in draft.statement.parties)
    if not typed and kind in TOGETHER and named > 1:
        return "mutual"
    if not typed and not delivers and kind:
        listed = ", ".join(draft.case.taxonomy.words("direction"))
        draft.lack("direction", f"is empty, and {kind} has no usual one. Write one of: {listed}.")
    return draft.word("direction", "direction", typed, usual="power_to_host" if delivers else "")


def _issue(draft: Draft) -> str:
    typed = draft.statement.issue
    if not typed:
        return ""
    issues = list(draft.case.issues.values())
    found = row_meant(issues, typed, what="issues", by="label")
    if found is None:
        near = near_ids({one.id: one.label for one in issues}, typed)
        draft.fault("issue", f"is no issue of case.yml.{near}")
    return found or ""


def _part_of(draft: Draft) -> str:
    typed = draft.statement.part_of
    if not typed:
        return ""
    rows = draft.case.rows("engagements")
    try:
        found = row_meant(rows, typed, what="engagements", by="label")
    except ValueError as error:
        draft.fault("part_of", str(error))
        return ""
    if found is None:
        near = near_ids({row.id: row.label for row in rows}, typed)
        draft.fault("part_of", f"is no engagement of the case.{near}")
    return found or ""


def _parties(draft: Draft, kind: str) -> str:
    listed = []
    usual = ROLES.get(kind, ())
    for number, party in enumerate(draft.statement.parties, 1):
        name = f"parties {number}"
        if not party.actor:
            if party.role:
                draft.lack(f"{name} actor", f"is empty. Say who the {party.role} is.")
            continue
        default = usual[number - 1] if number <= len(usual) else ""
        role = draft.word("role", f"{name} role", party.role, usual=default)
        if not role and not party.role and (kind or not draft.statement.type):
            words = ", ".join(draft.case.taxonomy.words("role"))
            draft.lack(f"{name} role", f"is empty. Write one of: {words}.")
        actor = draft.read(f"{name} actor", party.actor, lambda _: draft.actors.meant(party), "")  # noqa: B023 - called at once
        draft.note(f"{name} actor", party.actor, actor)
        draft.who.append(draft.actors.name_of(actor) if actor else party.actor)
        power = draft.read(f"{name} power", party.power, country_meant, "")
        listed.append(f"{role}:{actor}{f'@{power}' if power else ''}")
    for row in draft.actors.new.values():
        draft.put("actors", row, {})
    return ";".join(dict.fromkeys(listed))


def _places(draft: Draft) -> str:
    ids = []
    for name in parts(draft.statement.place):
        rows = draft.case.rows("places")
        try:
            found = row_meant(rows, name, what="places", by="name")
        except ValueError as error:
            draft.fault("place", str(error))
            continue
        if found is None:
            hosts = draft.statement.host or ";".join(draft.case.settings.hosts)
            host = draft.read("place", parts(hosts)[0], country_meant, "") if hosts else ""
            found = unused_id(slug(name) or "place", draft.taken)
            draft.taken.add(found)
            draft.put("places", {"id": found, "name": name, "host": host}, {})
        ids.append(found)
    return ";".join(dict.fromkeys(ids))


def name_engagement(draft: Draft, cells: dict[str, str]) -> None:
    """Fill the label that was left empty, and the id."""
    if not cells["label"] and cells["type"]:
        cells["label"] = _label(draft, cells)
        draft.became.append(Became("label", "", cells["label"]))
    edited = draft.statement.edits
    draft.engagement = edited or unused_id(slug(cells["label"]) or "engagement", draft.taken)
    draft.taken.add(draft.engagement)
    cells["id"] = draft.engagement
    draft.alike = alike(draft.case, cells)


FROM_MONTH = len("2014-10")
"""Letters of a start that says the month at least: in a year a power lends for one sector more than once."""


def alike(case: Case, cells: Mapping[str, str]) -> tuple[str, ...]:
    """Return the other engagements of a case with the type, power, host, sector and start of this one."""
    if len(cells.get("start", "")) < FROM_MONTH:
        return ()
    return tuple(
        row.id
        for row in case.rows("engagements")
        if row.id != cells["id"]
        and row.type == cells.get("type")
        and str(row.start or "") == cells["start"]
        and all(
            set(getattr(row, name)) == set(parts(cells.get(name, "")))
            for name in ("power", "host", "sector")
        )
    )


def _label(draft: Draft, cells: Mapping[str, str]) -> str:
    """Return what an engagement is called: its type, who does it for whom, and the year."""
    kind = draft.case.taxonomy.label("engagement_type", cells["type"])
    who = draft.who
    powers = " and ".join(name_of(code) or code for code in parts(cells["power"]))
    joint = f" of {who[0]}" if who else f" of {powers}"
    to = f" {'to' if cells['type'] in TO else 'with'} {who[1]}" if len(who) > 1 else ""
    sector = f" for {_sector_label(draft, cells)}" if cells["sector"] else ""
    year = cells["start"][:4]
    return f"{kind.capitalize()}{joint}{to}{sector}{f', {year}' if year.isdecimal() else ''}"


def _sector_label(draft: Draft, cells: Mapping[str, str]) -> str:
    return draft.case.taxonomy.label("sector", parts(cells["sector"])[0])


def _one_point(edtf: str) -> str:
    """Return a date as the start of something; a span is none by itself, and gives its first end."""
    first, _, _ = edtf.partition("/")
    return "" if first == ".." else first
