"""The metadata of an RO-Crate: what lies in a folder, who made it, and with which program."""

from pathlib import Path
from typing import Any

from tertius import __version__
from tertius.case.licences import Licence, licence_of
from tertius.study.result import Study

METADATA = "ro-crate-metadata.json"

KINDS = {
    ".json": "application/json",
    ".jsonld": "application/ld+json",
    ".parquet": "application/vnd.apache.parquet",
}
PROGRAM = "#tertius"
RUN = "#run"


def crate_metadata(study: Study, folder: Path) -> dict[str, Any]:
    """Return the metadata of what lies in a folder, as RO-Crate 1.1 has it."""
    settings = study.case.settings
    licence = licence_of(settings.licence)
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    listed = [
        {
            "@id": path.relative_to(folder).as_posix(),
            "@type": "File",
            "name": path.name,
            "encodingFormat": KINDS.get(path.suffix, "application/octet-stream"),
            "contentSize": str(path.stat().st_size),
        }
        for path in files
    ]
    parts = [{"@id": one["@id"]} for one in listed]
    root = {
        "@id": "./",
        "@type": "Dataset",
        "name": settings.title,
        "description": settings.question or settings.title,
        "datePublished": settings.as_of.isoformat(),
        "version": study.case_hash,
        "license": {"@id": licence.address}
        if licence
        else "Not stated in the case: ask its authors.",
        **({"url": settings.address} if settings.address else {}),
        "hasPart": parts,
    }
    return {
        "@context": "https://w3id.org/ro/crate/1.1/context",
        "@graph": [
            {
                "@id": METADATA,
                "@type": "CreativeWork",
                "conformsTo": {"@id": "https://w3id.org/ro/crate/1.1"},
                "about": {"@id": "./"},
            },
            root,
            *([_licence(licence)] if licence else []),
            *listed,
            {
                "@id": PROGRAM,
                "@type": "SoftwareApplication",
                "name": "Tertius",
                "version": __version__,
            },
            {
                "@id": RUN,
                "@type": "CreateAction",
                "name": f"The case settled, measured and judged as of {settings.as_of}",
                "instrument": {"@id": PROGRAM},
                "result": parts,
            },
        ],
    }


def _licence(licence: Licence) -> dict[str, Any]:
    """Return a licence as the crate describes it, which its folder points to."""
    return {"@id": licence.address, "@type": "CreativeWork", "name": licence.title}
