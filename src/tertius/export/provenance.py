"""Where findings come from, as JSON-LD in the terms of PROV-O: findings, claims, sources, outlets."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from tertius import __version__
from tertius.present.labels import Labels
from tertius.study.result import Study

CONTEXT = {
    "prov": "http://www.w3.org/ns/prov#",
    "schema": "https://schema.org/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "label": "http://www.w3.org/2000/01/rdf-schema#label",
    "date": {"@id": "schema:datePublished"},
    "text": {"@id": "schema:text"},
    "verdict": {"@id": "schema:reviewAspect"},
    "language": {"@id": "schema:inLanguage"},
    "address": {"@id": "schema:url"},
    **{
        name: {"@id": f"prov:{name}", "@type": "@id"}
        for name in (
            "wasDerivedFrom",
            "wasGeneratedBy",
            "wasAttributedTo",
            "wasAssociatedWith",
            "wasQuotedFrom",
            "hadPrimarySource",
            "used",
        )
    },
}
"""The words of the document: those of PROV-O as they are, the others from schema.org."""


def provenance_jsonld(study: Study) -> dict[str, Any]:
    """Return what each finding rests on, down to sources and who publishes them."""
    return {"@context": CONTEXT, "@graph": [*_graph(study)]}


def _graph(study: Study) -> Iterator[dict[str, Any]]:
    case, labels = study.case, Labels(study)

    def name(kind: str, key: str = "") -> str:
        """Return the name of a thing: its page where the atlas is published, else one of its own."""
        if case.settings.address and kind in ("findings", "sources"):
            return f"{case.settings.address.rstrip('/')}/{quote(labels.page_of(kind, key))}"
        return f"urn:tertius:{study.case_hash[:16]}/{kind}/{quote(key or 'this', safe='')}"

    yield {
        "@id": name("program"),
        "@type": ["prov:Agent", "prov:SoftwareAgent"],
        "label": f"Tertius {__version__}",
    }
    yield {"@id": name("case"), "@type": "prov:Entity", "label": case.settings.title}
    yield {
        "@id": name("run"),
        "@type": "prov:Activity",
        "label": f"Settling, measuring and judging, as of {case.settings.as_of}",
        "wasAssociatedWith": name("program"),
        "used": name("case"),
    }
    for result in study.results:
        against = {"schema:negativeNotes": [name("claims", c) for c in result.against]}
        yield {
            "@id": name("findings", result.id),
            "@type": "prov:Entity",
            "label": result.statement,
            "verdict": result.state or result.verdict,
            "wasGeneratedBy": name("run"),
            "wasDerivedFrom": [name("claims", claim) for claim in result.rests_on],
            **(against if result.against else {}),
        }
    gone = study.world.withdrawn
    for table in ("claims", "observations", "searches"):
        for row in case.rows(table):
            if row.id in gone:
                continue
            yield {
                "@id": name("claims", row.id),
                "@type": "prov:Entity",
                "label": row.id,
                **_sourced(row, name),
            }
    for source in case.sources.values():
        outlet = source.custom.outlet
        yield {
            "@id": name("sources", source.id),
            "@type": "prov:Entity",
            "label": source.title or source.id,
            **({"date": str(source.date)} if source.date else {}),
            **({"language": source.language} if source.language else {}),
            **({"address": source.web_address} if source.web_address else {}),
            **({"wasAttributedTo": name("outlets", outlet)} if outlet else {}),
            **(
                {"wasDerivedFrom": name("sources", source.custom.derived_from)}
                if source.custom.derived_from
                else {}
            ),
        }
    for row in case.rows("outlets"):
        kinds = ["prov:Agent", "prov:Organization"]
        yield {"@id": name("outlets", row.id), "@type": kinds, "label": row.name}


def _sourced(row: Any, name: Any) -> dict[str, Any]:
    """Return where a claim or observation comes from; a search comes from nobody's text."""
    if not hasattr(row, "source"):
        return {}
    return {
        "hadPrimarySource": [name("sources", source) for source in row.source],
        **({"wasQuotedFrom": name("sources", row.via)} if row.via else {}),
        **({"text": row.quote} if row.quote else {}),
        **(
            {"wasDerivedFrom": [name("claims", one) for one in row.based_on]}
            if row.based_on
            else {}
        ),
    }
