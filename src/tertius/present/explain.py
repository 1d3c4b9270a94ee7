"""A finding in words: what it rests on, down to sources and quotes, and what speaks against it."""

from collections.abc import Iterator

from tertius.case.read import Case
from tertius.language.told import gettext, ngettext
from tertius.present.chance import chance_sentence
from tertius.present.labels import Labels, Said, origin_title
from tertius.study.result import Result, Study


def explain(study: Study, result: Result) -> str:
    """Return the chain from a finding down to its sources, as text."""
    return "\n".join(_lines(Labels(study), result))


def _lines(labels: Labels, result: Result) -> Iterator[str]:
    verdict = labels.verdict(result)
    yield result.statement
    yield f"  {verdict}{f' ({result.state})' if result.state else ''}: {result.reason}"
    if result.within:
        yield f"  {result.within}"
    if result.untested:
        yield f"  not tested: {result.untested}"
    if result.hedge:
        yield f"  the author's hedge: {result.hedge}"
    if result.support:
        yield f"  carried by: {labels.case.taxonomy.label('support', result.support)}"
    if sentence := chance_sentence(result.chance):
        yield f"  {sentence}"
    if result.confidence:
        yield f"  confidence: {result.confidence}{f' ({result.binding})' if result.binding else ''}"
    yield from (f"  {line}" for line in argued_lines(result))
    for name, value in (result.value or {}).items() if isinstance(result.value, dict) else ():
        yield f"  {name} = {value}"
    for caveat in result.caveats:
        yield f"  caveat: {caveat}"
    for need in result.needs:
        yield f"  needed: {need}"
    for place in result.stated:
        yield f"  stated in: {labels.cited[place.source].title}, {place.locator}"
    if result.note:
        yield f"  note: {result.note}"
    yield from _block("rests on", labels, result.rests_on)
    yield from _block("against it", labels, result.against)
    if result.flips is not None:
        yield "\nwhat would change it:"
        yield from (f"  {line}" for line in what_changes(result))


def argued_lines(result: Result) -> Iterator[str]:
    """Yield of an argued finding what there is instead of a chance: what it shares, mirrors and sought."""
    if result.sought is None or result.verdict == "open":
        return
    if result.shared:
        yield gettext(
            "does not discriminate: {claims} would stand with a rival too",
            claims=", ".join(result.shared),
        )
    if result.mirrored:
        yield gettext("mirrored: another power has like claims for every member of a set")
    count = len(result.sought.searches)
    if not count:
        yield gettext("sought: nobody looked for what would refute it")
    elif result.sought.is_outside:
        yield ngettext(
            "sought: {count} search for what would refute it, some outside the publication",
            "sought: {count} searches for what would refute it, some outside the publication",
            count,
        )
    else:
        yield ngettext(
            "sought: {count} search for what would refute it, in the publication alone",
            "sought: {count} searches for what would refute it, in the publication alone",
            count,
        )


def what_changes(result: Result, case: Case | None = None) -> Iterator[str]:
    """Yield which smallest sets of origins change a verdict when they are left out, and what was tried.

    Origins go by their titles where the case is given, else by their ids.
    """
    if result.search is None:
        return
    if not any(len(flip.origins) == 1 for flip in result.flips or ()):
        yield "No single origin changes it."
    for flip in result.flips or ():
        if len(flip.origins) > MOST_SHOWN:
            named = f"{len(flip.origins)} of them together; fewer may do (--json names them)"
        else:
            named = " and ".join(_named(case, origin) for origin in flip.origins)
        yield f"{flip.state or flip.verdict} without {named}"
    if result.search.fragility.least == 1 and not any(
        len(f.origins) == 1 for f in result.flips or ()
    ):
        yield "Notes whose text is lost may share an origin with others; then one origin could change it."
    yield result.search.tried
    sampled = result.search.sampled
    if sampled is not None:
        yield sampled.said(min(result.search.exhausted + 1, sampled.n))


def turned(result: Result) -> Iterator[str]:
    """Yield which smallest sets of origins change who leads, a sign or a rank, in words."""
    subjects = {"leader": "Who leads", "sign": "A sign", "rank": "The order"}
    for aspect, sets in (result.search.turns if result.search else {}).items():
        shown = "; ".join(" and ".join(names) for names in sets[:MOST_SHOWN])
        more = f"; and {len(sets) - MOST_SHOWN} more" if len(sets) > MOST_SHOWN else ""
        yield f"{subjects[aspect]} changes without {shown}{more}."


MOST_SHOWN = 8


def _named(case: Case | None, origin: str) -> str:
    title = origin_title(origin, case) if case else origin
    return title if title == origin else f"{title} [{origin}]"


def _block(title: str, labels: Labels, names: tuple[str, ...]) -> Iterator[str]:
    claims, searches = labels.said(names), labels.searches(names)
    if not claims and not searches:
        return
    yield f"\n{title}:"
    for claim in claims:
        yield from _claim(claim, is_assumed=claim.id in labels.case.assumed)
    for search in searches:
        yield f"  search [{search.id}] {search.date}: looked for {search.looked_for} in {search.searched_in}; found {search.found}"


def _claim(claim: Said, *, is_assumed: bool) -> Iterator[str]:
    denies = "disputed: " if claim.disputes else ""
    details = f" ({claim.details})" if claim.details else ""
    yield f"  {claim.about} — {denies}{claim.what}: {claim.value}{details}  [{claim.id}]"
    if is_assumed:
        yield f"      assumed: {claim.sources[0].title}"
        yield from (f"      against: {other}" for other in claim.against)
        return
    if claim.quote:
        yield f"      “{claim.quote}”"
    for source in claim.sources:
        yield f"      {source.title} — {source.line} (outlet {source.grade}, information {claim.information})"
    via = f" via {claim.via.title}" if claim.via else ""
    place = f", {claim.locator}" if claim.locator else ""
    opened = {
        "yes": "source opened",
        "no": "nobody opened the source",
        "mismatch": "the source says something else",
    }
    found = "its own sentence, read again there" if claim.is_own else opened[claim.checked]
    yield f"      read{via}{place}; {found}"
    for other in claim.against:
        yield f"      against: {other}"
