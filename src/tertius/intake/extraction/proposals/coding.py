"""From what a sentence says somebody did to an engagement with its claims."""

import re
from collections.abc import Mapping

from tertius.case.read import Case
from tertius.intake.extraction.proposals.bundle import Bundle, one_line
from tertius.intake.extraction.proposals.cell import Cell, cell
from tertius.intake.extraction.proposals.cues import cues, find, words_of
from tertius.intake.extraction.proposals.engagements import engagement_row, existing_engagement
from tertius.intake.extraction.proposals.event import Event
from tertius.intake.extraction.proposals.figures import Figure
from tertius.intake.extraction.proposals.rule import Scope
from tertius.intake.extraction.proposals.sides import powers_and_hosts

CERTAIN = frozenset(words_of("certain"))


def code_event(bundle: Bundle, event: Event, scope: Scope) -> bool:
    """Put the rows of an event into the bundle; False where the sentence does not say enough."""
    sides = scope.sides
    who = powers_and_hosts(bundle, event, sides)
    if who is None:
        return False
    powers, hosts = who
    if event.type == "lease" and any(
        p.role == "lessor" and sides.is_power(p.mention.code) for p in event.parties
    ):
        return (
            False  # A power that hands over an airport in the host has built it and lets nothing.
        )
    if event.denied and event.stage in ("", "started"):
        return False
    money = any(figure.kind == "money" for figure in event.figures)
    if event.type == "investment" and event.stage in ("", "started") and not money:
        return False
    existing = existing_engagement(bundle, event, powers)
    figures = _figure_claims(bundle.case, event)
    subject = (
        existing if existing is not None else engagement_row(bundle, event, sides, powers, hosts)
    )
    made = _stage_claim(bundle, event, subject)
    for prop, figure, cells in figures:
        made = bundle.claim(
            subject, prop, cells, at=(figure.start, figure.end), hedge=event.hedge,
            information="3" if event.stage in ("announced", "planned", "pledged") else "2",
        ) or made  # fmt: skip
    purpose = _purpose(bundle, event)
    if purpose:
        doubt = event.hedge or bundle.reading.hedge(purpose.start + 1)
        span = (purpose.start, purpose.end)
        made = (
            bundle.claim(
                subject, "purpose", {"value": purpose}, at=span, hedge=doubt, information="3"
            )
            or made
        )
    person = next(
        (p.mention.actor for p in event.parties if p.mention.actor.kind == "Person"), None
    )
    if (
        made
        and person is not None
        and event.hedge is not None
        and event.hedge.modality == "alleged"
    ):
        bundle.search_for_answer(subject, person, scope.on)
    return made is not None


def _stage_claim(bundle: Bundle, event: Event, subject: str) -> str | None:
    start, end = event.start, max(event.end, event.phrase_end)
    stage = (event.stage_start, event.stage_end)
    date = _date(event)
    if event.denied:
        delivers = event.stage in ("delivered", "operating")
        if (
            delivers
            and find(cues()["denials"], bundle.reading.plain, event.clause.start, event.start)
            is None
        ):
            said = cell("not_delivered", stage, "says that it did not come")
            return bundle.claim(
                subject, "stage", {"value": said, "date": date}, at=(start, end), hedge=event.hedge
            )
        return bundle.claim(
            subject,
            "exists",
            {"value": cell("yes", (start, end), "is denied here"), "date": date},
            at=(start, end),
            hedge=event.hedge,
            stance="disputes",
        )
    if event.stage:
        said = cell(event.stage, stage, "says how far it has come")
        grade = "2" if event.stage in CERTAIN else "3"
        return bundle.claim(
            subject,
            "stage",
            {"value": said, "date": date},
            at=(start, end),
            hedge=event.hedge,
            information=grade,
            quote=_content(bundle, event) if event.type == "statement" else None,
        )
    return bundle.claim(
        subject,
        "exists",
        {"value": cell("yes", (start, end), "says that it is so"), "date": date},
        at=(start, end),
        hedge=event.hedge,
    )


def _date(event: Event) -> Cell | str:
    """The date of an event's clause as a cell; empty where it has none."""
    if event.date is None:
        return ""
    why = "is counted back from the paper's own day" if event.date.counted else "is the date of the clause"  # fmt: skip
    return cell(event.date.since, event.date, why)


def _content(bundle: Bundle, event: Event) -> tuple[int, int] | None:
    """Where the words begin and end that somebody is said to have said."""
    reading = bundle.reading
    quoted = [span for span in reading.quoted if event.end <= span[0] <= event.end + 120]
    if quoted:
        return quoted[0][0] + 1, quoted[0][1] - 1
    that = reading.plain.find(" that ", event.end, event.end + 60)
    return (that + 6, len(reading.text.rstrip(" ."))) if that >= 0 else None


OF_AMOUNTS = ("announced", "planned", "pledged", "signed", "started", "delivered")
"""Stages at which a sum can stand; of what is denied no sum stands at any."""


def _figure_claims(case: Case, event: Event) -> list[tuple[str, Figure, Mapping[str, Cell | str]]]:
    """The figures of a clause as properties of its engagement."""
    types = case.taxonomy.words("engagement_type")
    money = types.get(event.type, {}).get("money") or event.type in (
        "agreement",
        "institution",
        "programme",
    )
    found: list[tuple[str, Figure, Mapping[str, Cell | str]]] = []
    for figure in event.figures:
        prop = None
        if figure.kind == "money" and money:
            prop = "amount"
        elif figure.kind == "jobs" and event.type in ("acquisition", "investment", "contract"):
            prop = "jobs"
        elif figure.kind == "percent" and event.type == "acquisition":
            prop = "share_pct"
        elif (
            figure.kind == "count"
            and event.type in ("arms_transfer", "donation", "contract", "exercise", "statement")
            and figure.unit in case.taxonomy.words("unit")
        ):
            prop = "quantity"
        if prop is None or any(p == prop and prop != "quantity" for p, *_ in found):
            continue
        cells: dict[str, Cell | str] = {
            name: cell(value, figure, "is the figure") for name, value in figure.cells().items()
        }
        cells["unit"] = cell(figure.unit, figure, "is its unit") if prop != "jobs" else ""
        if prop == "amount" and not event.denied and event.stage in OF_AMOUNTS:
            stage = (event.stage_start, event.stage_end)
            cells["stage"] = cell(event.stage, stage, "says at which stage the figure stands")
        cells["date"] = _date(event)
        found.append((prop, figure, cells))
    return found


PURPOSE = re.compile(
    r" (?:in an attempt to|in a bid to|in order to|to) ([a-z]{3,15} [^,;.()]{4,110})"
)


def _purpose(bundle: Bundle, event: Event) -> Cell | None:
    if event.is_noun or event.type not in ("visit", "request") or event.stage != "occurred":
        return None
    found = PURPOSE.search(bundle.reading.plain, max(event.end, event.phrase_end), event.clause.end)
    if not found or found[1].split()[0] in ("the", "his", "her", "its", "attend"):
        return None
    span = (found.start() + 1, found.end(1))
    return cell(one_line(bundle.reading.text[slice(*span)]), span, "says what it was for")
