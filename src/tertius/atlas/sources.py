"""Pages on sources, each with all that rests on it."""

from collections import defaultdict
from collections.abc import Iterator
from functools import partial
from typing import Any

from tertius.atlas.common import resting
from tertius.atlas.page import Page, pages
from tertius.evidence.source import Source
from tertius.language.told import gettext, marked
from tertius.present.labels import Labels
from tertius.study.result import Result, Study


@pages(place=90, address="sources/index.html", menu=marked("Sources"))
def sources(study: Study, labels: Labels) -> Iterator[Page]:
    """Yield the list of sources, then a page for each with all that rests on it."""
    listed = sorted(
        study.case.sources.values(), key=lambda s: (s.custom.lost, (labels.cited[s.id].line, s.id))
    )
    yield Page(
        "sources/index.html",
        "sources.html",
        gettext("Sources"),
        {
            "rows": [
                {"cited": labels.cited[s.id], "claims": len(labels.by_source.get(s.id, ()))}
                for s in listed
            ],
        },
    )
    outlets = {row.id: row for row in study.case.rows("outlets")}
    flipping: dict[str, list[Result]] = defaultdict(list)
    for result in study.results:
        for flip in result.flips or ():
            if len(flip.origins) == 1:
                flipping[flip.origins[0]].append(result)

    def shows(source: Source) -> dict[str, Any]:
        names = labels.by_source.get(source.id, ())
        claims = labels.said(names)
        made = [claim for claim in claims if source.id in {one.id for one in claim.sources}]
        own = {claim.id for claim in made}
        return {
            "source": source,
            "cited": labels.cited[source.id],
            "outlet": outlets.get(source.custom.outlet or ""),
            "made": made,
            "carried": [claim for claim in claims if claim.id not in own],
            "derived": labels.cited.get(source.custom.derived_from or ""),
            "findings": resting(labels, claims),
            "flips": flipping.get(source.id, []),
            "tensions": study.tensions.touching([source.id]),
        }

    for source in listed:
        address = labels.page_of("sources", source.id)
        yield Page(address, "source.html", labels.cited[source.id].title, partial(shows, source))
