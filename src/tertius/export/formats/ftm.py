"""Actors, ties and engagements as entities and statements of FollowTheMoney."""

from pathlib import Path
from typing import TYPE_CHECKING

from tertius.export.formats import StudyFormat

if TYPE_CHECKING:
    from tertius.study.result import Study


def write_ftm(study: "Study", folder: Path) -> None:
    """Write the entities, one a line, and the statements that they are made of.

    Raises TertiusError where the extra is not installed, since its package checks each value.
    """
    import json

    from tertius.errors import TertiusError
    from tertius.export.entities import dataset_of, entities

    try:
        from followthemoney import model
        from followthemoney.statement import CSV, Statement, write_statements
    except ImportError as error:
        raise TertiusError(
            "FollowTheMoney is not installed. Install it with `pip install 'tertius[ftm]'`; it needs "
            "ICU's headers (on Debian: apt install libicu-dev pkg-config g++)."
        ) from error
    folder.mkdir(exist_ok=True)
    proxies = [
        model.get_proxy(
            {"id": one.id, "schema": one.schema, "properties": dict(one.properties)}, cleaned=False
        )
        for one in entities(study)
    ]
    with (folder / "entities.ftm.json").open("w", encoding="utf-8") as lines:
        for proxy in proxies:
            lines.write(json.dumps(proxy.to_dict(), ensure_ascii=False, sort_keys=True) + "\n")
    dataset, day = dataset_of(study), study.case.settings.as_of.isoformat()
    made = (
        statement
        for proxy in proxies
        for statement in Statement.from_entity(proxy, dataset, first_seen=day, last_seen=day)
    )
    with (folder / "statements.csv").open("wb") as file:
        write_statements(file, CSV, made)


FORMAT = StudyFormat(
    name="ftm",
    place="ftm",
    about="Entities and statements of FollowTheMoney 4, with the extra `tertius[ftm]`: actors with every name, "
    "ties as Ownership, Directorship, Membership, Employment or UnknownLink, engagements as Project with "
    "those who take part. Aleph and OpenSanctions' tools read them.",
    write=write_ftm,
    names_people=True,
)
