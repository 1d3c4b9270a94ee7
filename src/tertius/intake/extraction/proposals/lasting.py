"""The rows of a lasting relation or a view: a tie or position, or a claim on the one that the case has."""

from tertius.case.read import Case
from tertius.intake.extraction.proposals.bundle import Bundle
from tertius.intake.extraction.proposals.cell import Cell, cell
from tertius.intake.extraction.proposals.fold import fold
from tertius.intake.extraction.proposals.relations import Relation
from tertius.intake.extraction.proposals.rule import Scope
from tertius.intake.extraction.proposals.stands import Stand


def code_relation(bundle: Bundle, relation: Relation, scope: Scope) -> bool:
    """Put a tie into the bundle, or a claim on the tie that the case has; False where nothing is new."""
    actor, target = relation.actor.actor, relation.target.actor
    is_theirs = scope.sides.is_theirs
    if not (is_theirs(actor.country) or is_theirs(target.country)):
        return False
    key = (
        actor.id,
        relation.relation,
        target.id,
        relation.role.split()[-1] if relation.role else "",
    )
    if key in scope.done:
        return False
    scope.done.add(key)
    span = (relation.start, relation.end)
    subject = _known_tie(bundle.case, relation)
    if subject is None:
        verb = relation.relation.replace("_", " ")
        subject = bundle.ids.new(
            "ties", {"actor": actor.id, "relation": relation.relation, "target": target.id}
        )
        share, since = relation.share, relation.since
        bundle.actor(relation.actor)
        bundle.actor(relation.target)
        bundle.add(
            "ties",
            subject,
            {
                "actor": cell(actor.id, relation.actor, "is who has the relation"),
                "relation": cell(relation.relation, span, f"says that one {verb} the other"),
                "target": cell(target.id, relation.target, "is the other side"),
                "role": cell(relation.role, span, "names the office"),
                "start": cell(since.since, since, "is since when") if since else "",
                "share_pct": cell(share.value, share, "is the share") if share else "",
                "domain": "politics" if relation.relation == "holds_office_at" else "",
            },
        )
    made = bundle.claim(
        subject,
        "exists",
        {"value": cell("yes", span, "says that it is so")},
        at=span,
        hedge=relation.hedge,
    )
    if relation.share:
        share = relation.share
        cells: dict[str, Cell | str] = {
            name: cell(value, share, "is the share") for name, value in share.cells().items()
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
        bundle.search_for_answer(subject, person, scope.on)
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


def code_stand(bundle: Bundle, stand: Stand, scope: Scope) -> bool:
    """Put a position into the bundle, or a claim on the position that the case has."""
    actor = stand.actor.actor
    key = (actor.id, stand.issue, stand.view)
    if key in scope.done or actor.country is None:
        return False
    scope.done.add(key)
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
                "actor": cell(actor.id, stand.actor, "is whose view it is"),
                "issue": cell(stand.issue, (stand.end, stand.issue_end), "names the issue"),
                "view": cell(stand.view, stand, "says the view"),
                "kind": "inferred" if inferred else "declared",
            },
        )
    made = bundle.claim(
        subject,
        "exists",
        {"value": cell("yes", span, "says that it is so")},
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
        bundle.search_for_answer(subject, actor, scope.on)
    return made is not None
