"""What other programs read of a case: networks, entities, provenance and packages, each read back by its own library."""

import json
import xml.etree.ElementTree as ET
from dataclasses import replace
from datetime import date
from importlib.util import find_spec

import networkx as nx
import pytest

from small_case import FOLDER, small_study
from tertius.case.persons import alleged_of_people
from tertius.export.crate import crate_metadata
from tertius.export.datapackage import data_package
from tertius.export.entities import entities
from tertius.export.formats import by_name
from tertius.export.json import findings_json
from tertius.present.labels import Labels
from tertius.present.network import network_of
from tertius.publish.export import export_study
from tertius.study.open import open_case
from tertius.study.run import run_study


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """A folder with the small case in each format that a build does not write."""
    folder = tmp_path_factory.mktemp("exchange")
    for name in ("graphml", "gexf", "jsonld", "rocrate"):
        form = by_name()[name]
        form.write(small_study(), folder / form.place)
    return folder


def links():
    study = small_study()
    return network_of(study, Labels(study)).links


def test_graphml_has_every_link_of_two_actors(written):
    """Read back, Gazprom Neft has two links to NIS: it holds 56.15 percent, and it bought it."""
    graph = nx.read_graphml(written / "network.graphml", force_multigraph=True)
    assert graph.number_of_nodes() == len(small_study().case.rows("actors"))
    assert graph.number_of_edges() == len(links())
    cells = sorted(graph["gazprom-neft"]["nis"].values(), key=lambda c: c["kind"])
    assert [c["kind"] for c in cells] == ["engagement", "tie"]
    assert (cells[1]["share_pct"], cells[0]["first_day"]) == (56.15, "2008-12-24")


def test_gexf_has_links_that_begin_and_end(written):
    """The graph is dynamic and counts in days; links have ids of their own, and begin before they end."""
    name = "{http://www.gexf.net/1.2draft}"
    root = ET.parse(written / "network.gexf").getroot()
    graph = root.find(f"{name}graph")
    assert (graph.get("mode"), graph.get("timeformat")) == ("dynamic", "date")
    edges = graph.findall(f"{name}edges/{name}edge")
    assert len({edge.get("id") for edge in edges}) == len(edges) == len(links())
    card = next(e for e in edges if e.get("id").startswith("card-contract/"))
    assert (card.get("start"), card.get("end")) == ("2015-05-01", "2016-07-31")
    for edge in edges:
        start, end = edge.get("start"), edge.get("end")
        assert not (start and end) or date.fromisoformat(start) <= date.fromisoformat(end)
    assert nx.read_gexf(written / "network.gexf").number_of_edges() == len(edges)


def test_provenance_is_read_by_prov(written):
    """Read as linked data and by prov, each finding is derived from the claims that it rests on."""
    from prov.model import ProvDocument
    from rdflib import Graph, URIRef

    text = (written / "provenance.jsonld").read_text("utf-8")
    document = ProvDocument.deserialize(content=text, format="rdf", rdf_format="json-ld")
    assert len(list(document.get_records())) > 50
    graph = Graph().parse(data=text, format="json-ld")
    derived = URIRef("http://www.w3.org/ns/prov#wasDerivedFrom")
    for result in small_study().results:
        (mine,) = (
            one["@id"]
            for one in json.loads(text)["@graph"]
            if one["@id"].endswith(f"/findings/{result.id}")
        )
        found = {str(o).rpartition("/")[2] for o in graph.objects(URIRef(mine), derived)}
        assert found == {*result.rests_on}


def test_a_crate_is_read_by_rocrate(written):
    """Read back, the crate names every file in it, and there is no other."""
    from rocrate.rocrate import ROCrate

    folder = written / "crate"
    crate = ROCrate(folder)
    named = {one.id for one in crate.get_entities() if one.type == "File"}
    there = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert named == there - {"ro-crate-metadata.json"}
    assert crate.name == small_study().case.settings.title


def test_the_tables_are_a_data_package(written):
    """Frictionless finds nothing wrong with the descriptor, and every table and column stands in it."""
    import pyarrow.parquet as pq
    from frictionless import Package

    folder = written / "crate" / "parquet"
    descriptor = json.loads((folder / "datapackage.json").read_text("utf-8"))
    assert list(Package.metadata_validate(descriptor)) == []
    assert {r["path"] for r in descriptor["resources"]} == {
        p.name for p in folder.glob("*.parquet")
    }
    for resource in descriptor["resources"]:
        names = [field["name"] for field in resource["schema"]["fields"]]
        assert names == pq.read_schema(folder / resource["path"]).names
        assert resource["description"]
    for name in ("case_claims", "case_sources"):
        one = next(r for r in descriptor["resources"] if r["name"] == name)
        assert all(field["description"] for field in one["schema"]["fields"])


def test_a_primary_key_tells_rows_apart(written):
    """No two rows of a table agree in its primary key, no cell of a key is empty, and tables of a case have one."""
    import pyarrow.parquet as pq

    folder = written / "crate" / "parquet"
    descriptor = json.loads((folder / "datapackage.json").read_text("utf-8"))
    keys = {r["name"]: r["schema"].get("primaryKey") for r in descriptor["resources"]}
    assert keys["case_sources"] == ["id"]
    for name, key in keys.items():
        assert key or name.startswith("measure_"), name
        if key:
            rows = [
                tuple(row.values())
                for row in pq.read_table(folder / f"{name}.parquet", columns=key).to_pylist()
            ]
            assert len(set(rows)) == len(rows), name
            assert not any(None in row for row in rows), name


def test_the_archive_has_the_findings_that_are_printed(tmp_path):
    """The findings of a crate are those that `tertius findings --json` prints, to the last value."""
    export_study(FOLDER, by_name()["rocrate"], tmp_path / "crate", alleged=True)
    case, compiled, _ = open_case(FOLDER)
    printed = findings_json(run_study(case, compiled, with_chance=True))
    archived = json.loads((tmp_path / "crate" / "findings.json").read_text("utf-8"))
    assert archived["findings"] == json.loads(json.dumps(printed["findings"]))
    assert any(one["chance"] for one in archived["findings"])
    assert all(one["flips"] is not None for one in archived["findings"])


@pytest.mark.parametrize(
    ("licence", "package", "crate"),
    [
        ("", None, "Not stated in the case: ask its authors."),
        (
            "CC-BY-4.0",
            {
                "name": "CC-BY-4.0",
                "path": "https://creativecommons.org/licenses/by/4.0/",
                "title": "Creative Commons Attribution 4.0",
            },
            {"@id": "https://creativecommons.org/licenses/by/4.0/"},
        ),
        (
            "https://example.org/terms",
            {"path": "https://example.org/terms", "title": "https://example.org/terms"},
            {"@id": "https://example.org/terms"},
        ),
    ],
)
def test_exports_say_the_licence(tmp_path, licence, package, crate):
    """The Data Package and the crate say the licence of the case, as valid ones; where it states none, neither makes one up."""
    from frictionless import Package

    study = small_study()
    settings = study.case.settings.model_copy(update={"licence": licence})
    study = replace(study, case=replace(study.case, settings=settings))
    descriptor = data_package(study, {}, tmp_path)
    # A package needs a table, and this one has none.
    resource = {"name": "one", "path": "one.csv"}
    assert list(Package.metadata_validate(descriptor | {"resources": [resource]})) == []
    assert descriptor.get("licenses") == (package and [package])
    graph = {one["@id"]: one for one in crate_metadata(study, tmp_path)["@graph"]}
    assert graph["./"]["license"] == crate
    if licence:
        assert graph[crate["@id"]]["name"] == package["title"]


def test_actors_ties_and_engagements_are_entities():
    """Each actor is one entity, a stake is an Ownership with its percentage, and names keep their scripts."""
    study = small_study()
    made = {one.id.removeprefix("a-small-case-countable-by-hand-"): one for one in entities(study)}
    assert {row.id for row in study.case.rows("actors")} <= set(made)
    stake = made["gazprom-neft-owns-nis"]
    assert (stake.schema, stake.properties["percentage"]) == ("Ownership", ("56.15",))
    assert made["bank-of-china"].properties["alias"] == ("中国银行",)
    assert made["bank-of-china"].properties["country"] == ("cn",)
    roles = {one.properties["role"] for one in made.values() if one.schema == "ProjectParticipant"}
    assert ("lender",) in roles


def test_followthemoney_reads_what_was_written(tmp_path):
    """The package of FollowTheMoney keeps every value of every entity, and reads as many statements."""
    if find_spec("followthemoney") is None:
        pytest.skip("the extra tertius[ftm] is not installed")
    from followthemoney import model
    from followthemoney.statement import CSV, read_path_statements

    by_name()["ftm"].write(small_study(), tmp_path / "ftm")
    lines = (tmp_path / "ftm" / "entities.ftm.json").read_text("utf-8").splitlines()
    read = {one.id: one for one in (model.get_proxy(json.loads(line)) for line in lines)}
    for one in entities(small_study()):
        kept = {
            name: sorted(values) for name, values in read[one.id].to_dict()["properties"].items()
        }
        assert kept == {name: sorted(values) for name, values in one.properties.items()}, one.id
    statements = list(read_path_statements(tmp_path / "ftm" / "statements.csv", CSV))
    values = sum(len(v) for one in entities(small_study()) for v in one.properties.values())
    assert len(statements) == values + len(read)  # and one for the id of each entity


def test_what_is_alleged_of_a_person_is_left_out_unless_asked_for(small, tmp_path):
    """A tie that is only alleged of a person is in no export that hands on who acts; --alleged keeps it."""
    small.add("ties", id="ana-at-nis", actor="ana-maric", relation="linked_to", target="nis")
    small.add(
        "claims", id="ana-alleged", subject="ana-at-nis", property="exists", value="yes",
        source="tabloid-2016", stance="supports", modality="alleged", hedge="is said to",
        information="4", checked="no", status="current", recorded="2021-01-10",
    )  # fmt: skip
    small.add(
        "searches", id="ana-asked", subject="ana-at-nis", host="SRB", looked_for="what she says",
        searched_in="press archive", language="en", date="2021-01-05", found="nothing",
    )  # fmt: skip
    small.swap("case.yml", "searches: [2, 2]", "searches: [3, 3]")
    form = by_name()["graphml"]
    left_out = export_study(small.path, form, tmp_path / "open.graphml")
    assert (left_out.alleged, left_out.with_them) == (1, 0)
    assert not export_study(small.path, form, tmp_path / "all.graphml", alleged=True).alleged
    small.add(
        "claims", id="ana-concluded", subject="nis-sale", property="purpose", value="talks",
        based_on="ana-alleged", source="tabloid-2016", stance="supports", modality="stated",
        information="4", checked="no", status="current", recorded="2021-01-10",
    )  # fmt: skip
    left_out = export_study(small.path, form, tmp_path / "more.graphml")
    assert (left_out.alleged, left_out.with_them) == (1, 1)
    ties = [
        "ana-at-nis" in (tmp_path / f"{name}.graphml").read_text("utf-8")
        for name in ("open", "all")
    ]
    assert ties == [False, True]
    assert not alleged_of_people(small_study().case)
