"""The rows of a lasting relation or a view: a tie or position, or a claim on the one that the case has."""

from tertius.case.read import Case
from tertius.intake.extraction.proposals.bundle import Bundle, Said
from tertius.intake.extraction.proposals.fold import fold
from tertius.intake.extraction.proposals.relations import Relation
from tertius.intake.extraction.proposals.sides import Sides
from tertius.intake.extraction.proposals.stands import Stand


def code_relation(
    bundle: Bundle, relation: Relation, sides: Sides, done: set[tuple[str, ...]], *, on: str
) -> bool:
    """Put a tie into the bundle, or a claim on the tie that the case has; False where nothing is new."""
    actor, target = relation.actor.actor, relation.target.actor
    if not (sides.is_theirs(actor.country) or sides.is_theirs(target.country)):
        return False
    key = (
        actor.id,
        relation.relation,
        target.id,
        relation.role.split()[-1] if relation.role else "",
    )
    if key in done:
        return False
    done.add(key)
    span = (relation.start, relation.end)
    subject = _known_tie(bundle.case, relation)
    if subject is None:
        verb = relation.relation.replace("_", " ")
        subject = bundle.ids.new(
            "ties", {"actor": actor.id, "relation": relation.relation, "target": target.id}
        )
        share = relation.share
        bundle.actor(relation.actor)
        bundle.actor(relation.target)
        bundle.add(
            "ties",
            subject,
            {
                "actor": (
                    actor.id,
                    relation.actor.start,
                    relation.actor.end,
                    "is who has the relation",
                ),
                "relation": (relation.relation, *span, f"says that one {verb} the other"),
                "target": (
                    target.id,
                    relation.target.start,
                    relation.target.end,
                    "is the other side",
                ),
                "role": (relation.role, *span, "names the office"),
                "start": (
                    relation.since.since,
                    relation.since.start,
                    relation.since.end,
                    "is since when",
                )
                if relation.since
                else "",
                "share_pct": (share.value, share.start, share.end, "is the share") if share else "",
                "domain": "politics" if relation.relation == "holds_office_at" else "",
            },
        )
    made = bundle.claim(
        subject,
        "exists",
        {"value": ("yes", *span, "says that it is so")},
        at=span,
        hedge=relation.hedge,
    )
    if relation.share:
        share = relation.share
        cells: dict[str, Said | str] = {
            name: (cell, share.start, share.end, "is the share")
            for name, cell in share.cells().items()
        }
        made = (
            bundle.claim(
                subject,
                "share_pct",
                {**cells, "unit": "pct"},
                at=(share.start, share.end),
                hedge=relation.hedge,
            )
            or made
        )
    person = next((a for a in (actor, target) if a.kind == "Person"), None)
    if made and person and relation.hedge is not None and relation.hedge.modality == "alleged":
        bundle.search_for_answer(subject, person, on)
    return made is not None


def _known_tie(case: Case, relation: Relation) -> str | None:
    sought = {fold(word).lower() for word in relation.role.split()} - {"former"}
    for row in case.rows("ties"):
        if (row.actor, row.relation) != (relation.actor.actor.id, relation.relation):
            continue
        known = {fold(word).lower() for word in (row.role or "").split()}
        if row.target == relation.target.actor.id and (not sought or not known or sought & known):
            return str(row.id)
        if relation.relation == "holds_office_at" and sought and sought <= known:
            return str(row.id)
    return None


def code_stand(bundle: Bundle, stand: Stand, done: set[tuple[str, ...]], *, on: str) -> bool:
    """Put a position into the bundle, or a claim on the position that the case has."""
    actor = stand.actor.actor
    key = (actor.id, stand.issue, stand.view)
    if key in done or actor.country is None:
        return False
    done.add(key)
    span = (stand.start, stand.issue_end)
    known = [
        row for row in bundle.case.rows("positions") if (row.actor, row.issue, row.view) == key
    ]
    if known:
        subject = str(known[0].id)
    else:
        subject = bundle.ids.new(
            "positions", {"actor": actor.id, "view": stand.view, "issue": stand.issue}
        )
        inferred = stand.hedge is not None and stand.hedge.modality == "inferred"
        bundle.actor(stand.actor)
        bundle.add(
            "positions",
            subject,
            {
                "actor": (actor.id, stand.actor.start, stand.actor.end, "is whose view it is"),
                "issue": (stand.issue, stand.end, stand.issue_end, "names the issue"),
                "view": (stand.view, stand.start, stand.end, "says the view"),
                "kind": "inferred" if inferred else "declared",
            },
        )
    made = bundle.claim(
        subject,
        "exists",
        {"value": ("yes", *span, "says that it is so")},
        at=span,
        hedge=stand.hedge,
        information="3",
    )
    if (
        made
        and actor.kind == "Person"
        and stand.hedge is not None
        and stand.hedge.modality == "alleged"
    ):
        bundle.search_for_answer(subject, actor, on)
    return made is not None
