"""All that was computed of a case as an RO-Crate, for archives of research data."""

from pathlib import Path
from typing import TYPE_CHECKING

from tertius.export.formats import StudyFormat

if TYPE_CHECKING:
    from tertius.study.result import Study


def write_rocrate(study: "Study", folder: Path) -> None:
    """Write findings, tables and provenance into a folder, with the metadata of an RO-Crate."""
    import json

    from tertius.export.crate import METADATA, crate_metadata
    from tertius.export.formats.jsonld import FORMAT as PROVENANCE
    from tertius.export.formats.parquet import FORMAT as TABLES
    from tertius.export.json import findings_json

    folder.mkdir(exist_ok=True)
    text = json.dumps(findings_json(study), indent=2, ensure_ascii=False)
    (folder / "findings.json").write_text(f"{text}\n", encoding="utf-8")
    for one in (PROVENANCE, TABLES):
        one.write(study, folder / one.place)
    metadata = json.dumps(crate_metadata(study, folder), indent=1, ensure_ascii=False)
    (folder / METADATA).write_text(f"{metadata}\n", encoding="utf-8")


FORMAT = StudyFormat(
    name="rocrate",
    place="crate",
    about="A folder for an archive of research data (RO-Crate 1.1): the findings as JSON, every table as "
    "Parquet in a Data Package, what each finding was derived from as JSON-LD, and who made it with what.",
    write=write_rocrate,
    names_people=True,
    has_findings=True,
)
