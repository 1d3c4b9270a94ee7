"""A finding in words: what it rests on, down to sources and quotes, and what speaks against it."""

from collections.abc import Iterator

from tertius.case.read import Case
from tertius.present.labels import Labels, Said
from tertius.study.result import Result, Study


def explain(study: Study, result: Result) -> str:
    """The chain from a finding down to its sources, as text."""
    return "\n".join(_lines(Labels(study), result))


def _lines(shelf: Labels, result: Result) -> Iterator[str]:
    verdict = shelf.case.taxonomy.label("verdict", result.verdict)
    yield result.statement
    yield f"  {verdict}{f' ({result.state})' if result.state else ''}: {result.reason}"
    if result.within:
        yield f"  {result.within}"
    if result.hedge:
        yield f"  the author's hedge: {result.hedge}"
    if result.confidence:
        yield f"  confidence: {result.confidence}"
    for name, value in (result.value or {}).items() if isinstance(result.value, dict) else ():
        yield f"  {name} = {value}"
    for caveat in result.caveats:
        yield f"  caveat: {caveat}"
    if result.note:
        yield f"  note: {result.note}"
    yield from _block("rests on", shelf, result.rests_on)
    yield from _block("against it", shelf, result.against)
    if result.flips is not None:
        yield "\nwhat would change it:"
        yield from (f"  {line}" for line in what_changes(result))


def what_changes(result: Result, case: Case | None = None) -> Iterator[str]:
    """Which smallest sets of origins change a verdict when they are left out, and what was tried.

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
    """Which smallest sets of origins change who leads, a sign or a rank, in words."""
    said = {"leader": "Who leads", "sign": "A sign", "rank": "The order"}
    for aspect, sets in (result.search.turns if result.search else {}).items():
        shown = "; ".join(" and ".join(names) for names in sets[:MOST_SHOWN])
        more = f"; and {len(sets) - MOST_SHOWN} more" if len(sets) > MOST_SHOWN else ""
        yield f"{said[aspect]} changes without {shown}{more}."


MOST_SHOWN = 8


def _named(case: Case | None, origin: str) -> str:
    source = case.sources.get(origin) if case else None
    return f"{source.title} [{origin}]" if source and source.title else origin


def _block(title: str, shelf: Labels, names: tuple[str, ...]) -> Iterator[str]:
    said, searches = shelf.said(names), shelf.searches(names)
    if not said and not searches:
        return
    yield f"\n{title}:"
    for claim in said:
        yield from _claim(claim, is_assumed=claim.id in shelf.case.assumed)
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
    yield f"      read{via}{place}; {opened[claim.checked]}"
    for other in claim.against:
        yield f"      against: {other}"
