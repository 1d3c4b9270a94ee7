"""Where every finding comes from, as JSON-LD in the terms of PROV-O."""

from pathlib import Path
from typing import TYPE_CHECKING

from tertius.export.formats import StudyFormat

if TYPE_CHECKING:
    from tertius.study.result import Study


def write_jsonld(study: "Study", path: Path) -> None:
    """Write findings, claims, sources and outlets with what each is derived from."""
    import json

    from tertius.export.provenance import provenance_jsonld

    text = json.dumps(provenance_jsonld(study), indent=1, ensure_ascii=False)
    path.write_text(f"{text}\n", encoding="utf-8")


FORMAT = StudyFormat(
    name="jsonld",
    place="provenance.jsonld",
    about="What every finding was derived from, down to claims, sources and outlets, as JSON-LD in the terms of "
    "PROV-O. Programs for linked data read it.",
    write=write_jsonld,
    names_people=True,
)
