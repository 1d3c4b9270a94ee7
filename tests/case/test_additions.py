"""Rows put into a case: where each is checked, what is refused, and what stays as it was."""

from hypothesis import given, settings
from hypothesis import strategies as st

from small_case import FOLDER
from tertius.case.additions import NewRow, newly_wrong, with_rows
from tertius.case.checks.run import check_rows
from tertius.case.read import FIRST_NEW, read_case

CASE, _ = read_case(FOLDER)
BEFORE = frozenset(check_rows(CASE))
ACTOR = next(iter(CASE.rows("actors")))
SOURCE = next(iter(CASE.sources))


def item(name, **more):
    return {"id": name, "type": "report", "title": "T", **more}


def said(refused):
    return [(index, problem.file, problem.column, problem.code) for problem, index in refused]


def test_a_new_row_stands_behind_the_others_and_is_found_by_its_place():
    """The case itself is left as it is, and each new row is located on the line it is checked on."""
    rows = [
        NewRow("actors", {"id": "new-one", "name": "One", "kind": "Person"}, 7),
        NewRow("sources", item("new-source")),
    ]
    extended = with_rows(CASE, rows)
    assert extended.refused == ()
    assert extended.case.rows("actors")[:-1] == CASE.rows("actors")
    assert extended.case.rows("actors")[-1].id == "new-one"
    assert list(extended.case.sources) == [*CASE.sources, "new-source"]
    assert extended.places == {
        ("actors.csv", FIRST_NEW + 7): 0,
        ("sources.json", FIRST_NEW + len(CASE.sources) + 1): 1,
    }


def test_a_row_that_is_none_or_whose_id_is_taken_is_refused_and_the_others_are_put_in():
    rows = [
        NewRow("actors", {"id": "Not An Id", "name": "N", "kind": "Person"}, 0),
        NewRow("places", {"id": ACTOR.id, "host": "SRB", "name": "N"}, 1),
        NewRow("sources", item(SOURCE)),
        NewRow("persons", {"id": "x"}),
        NewRow("actors", {"id": "fine", "name": "F", "kind": "Person"}, 2),
        NewRow("actors", {"id": "fine", "name": "F", "kind": "Person"}, 3),
    ]
    extended = with_rows(CASE, rows)
    assert said(extended.refused) == [
        (0, "actors.csv", "id", "bad-id"),
        (1, "places.csv", "id", "doubled-id"),
        (2, "sources.json", "id", "doubled-id"),
        (3, "persons.csv", "", "bad-row"),
        (5, "actors.csv", "id", "doubled-id"),
    ]
    assert set(extended.places.values()) == {4}


def test_each_of_two_sources_that_cannot_be_read_is_told_apart():
    """Neither takes a place in the list, so that the next one stands where both were tried."""
    bad = item("bad", title=7)
    extended = with_rows(
        CASE, [NewRow("sources", bad), NewRow("sources", bad), NewRow("sources", item("good"))]
    )
    assert {index for _, index in extended.refused} == {0, 1}
    assert extended.places == {("sources.json", FIRST_NEW + len(CASE.sources) + 1): 2}


def test_a_row_of_a_shared_table_that_is_there_is_left_as_it_is():
    other = {"id": ACTOR.id, "name": "Another name", "kind": "Person"}
    extended = with_rows(
        CASE,
        [NewRow("actors", other), NewRow("sources", item(SOURCE))],
        shared=("actors", "sources"),
    )
    assert (extended.refused, extended.places) == ((), {})
    assert (extended.case.tables, extended.case.sources) == (CASE.tables, CASE.sources)


def test_a_row_that_replaces_one_stands_in_its_place():
    """A changed actor, and a changed source, are checked where they stood in the order of the case."""
    changed = {"id": ACTOR.id, "name": "Another name", "kind": ACTOR.kind}
    extended = with_rows(
        CASE,
        [
            NewRow("actors", changed, 4, replaces=ACTOR.id),
            NewRow("sources", item(SOURCE), replaces=SOURCE),
        ],
    )
    first = next(iter(extended.case.tables["actors"]))
    assert (first[0], first[1].name) == (FIRST_NEW + 4, "Another name")
    assert len(extended.case.rows("actors")) == len(CASE.rows("actors"))
    assert extended.places == {("actors.csv", FIRST_NEW + 4): 0, ("sources.json", FIRST_NEW + 1): 1}


def test_what_was_wrong_before_is_not_newly_wrong():
    """A row that names an actor who is not there brings one problem, located at that row."""
    name = NewRow("names", {"actor": "nobody", "name": "N", "lang": "en"}, 2)
    extended = with_rows(CASE, [name])
    new = newly_wrong(extended.case, BEFORE)
    assert [(p.code, at) for p, at in extended.located(new)] == [("dangling", 0)]
    assert newly_wrong(with_rows(CASE, []).case, BEFORE) == set()


@settings(max_examples=20, deadline=None)
@given(st.permutations(range(5)))
def test_a_row_that_was_put_in_is_where_its_place_says(order):
    """Whatever the order, the place of a row leads to it, and every row is put in or refused."""
    rows = [
        NewRow("actors", {"id": f"a{n}" if n < 4 else "a0", "name": "A", "kind": "Person"}, at)
        for at, n in enumerate(order)
    ]
    extended = with_rows(CASE, rows)
    lines = dict(iter(extended.case.tables["actors"]))
    for (_, line), index in extended.places.items():
        assert lines[line].id == rows[index].cells["id"]
    assert {*extended.places.values(), *(at for _, at in extended.refused)} == set(range(5))
    assert len(extended.refused) == 1
