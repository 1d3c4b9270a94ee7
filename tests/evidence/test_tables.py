import pytest
from pydantic import ValidationError

from tertius.case.write import header
from tertius.evidence.row import columns
from tertius.evidence.tables import BY_NAME, NAMING_SPACE, SUBJECTS, TABLES
from tertius.evidence.taxonomy import published

SOURCED = (
    "source,via,locator,quote,stance,modality,hedge,information,checked,based_on,status,reason,"
    "recorded,deprecated_on,superseded_by,withheld,note"
)
HEADERS = {
    "outlets": "id,name,country,kind,state_controlled,reliability,why",
    "actors": "id,kind,name,country,note",
    "names": "actor,name,lang",
    "places": "id,name,host,lat,lon,precision",
    "ties": "id,actor,relation,target,role,share_pct,domain,sector,start,until",
    "engagements": (
        "id,label,type,power,host,domain,sector,issue,parties,start,until,place,part_of,direction,scope"
    ),
    "positions": "id,actor,issue,view,kind,priority,start,until",
    "links": "id,subject,relation,object",
    "claims": (
        "id,subject,property,value,low,high,approx,unit,stage,period,qualifier,date," + SOURCED
    ),
    "observations": (
        "id,indicator,area,counterpart,sector,stage,period,qualifier,value,low,high,approx,unit,"
        "question,sample,deff," + SOURCED
    ),
    "searches": "id,subject,host,power,domain,sector,issue,looked_for,searched_in,language,date,found,would_refute",
    "judgements": "a,b,judgement,reason,by,date",
    "redirects": "old,new,date",
    "explanations": "tension,explanation,by,date",
}
"""The columns of every table as the concept lists them."""

SEVERAL = {
    "engagements": ["power", "host", "sector", "parties", "place"],
    "claims": ["source", "based_on"],
    "observations": ["source", "based_on"],
    "searches": ["would_refute"],
}
"""The columns that the concept marks with a star."""


@pytest.mark.parametrize("table", HEADERS)
def test_headers(table: str):
    """Each table has the columns of the concept, in its order."""
    assert header(table) == HEADERS[table]


def test_all_tables_are_there():
    """The tables are those of the concept, and each is found by its name."""
    assert [row.table for row in TABLES] == list(HEADERS)
    assert {name: row.table for name, row in BY_NAME.items()} == {name: name for name in HEADERS}


def test_columns_that_hold_several():
    """Exactly the columns marked in the concept hold several values."""
    found = {row.table: [c.name for c in columns(row) if c.many] for row in TABLES}
    assert {table: names for table, names in found.items() if names} == SEVERAL


def test_every_column_is_described():
    """Every column says in a sentence what it holds, for the reference page."""
    for row in TABLES:
        for column in columns(row):
            assert column.description[:1] in "ABCDEFGHIJKLMNOPQRSTUVWXYZ`", (row.table, column.name)
            assert column.description.endswith("."), (row.table, column.name)


def test_every_row_can_be_read_from_its_examples():
    """The examples that the reference prints for a column can be read into that column."""
    for row in TABLES:
        for column in columns(row):
            for example in column.examples:
                with pytest.raises(ValidationError) as caught:
                    row.model_validate({column.name: example, "no such column": "x"})
                assert column.name not in {error["loc"][0] for error in caught.value.errors()}


def test_what_columns_point_to():
    """A column that names rows names tables that there are, and words a vocabulary that there is."""
    for row in TABLES:
        for column in columns(row):
            assert set(column.points_to) <= {*HEADERS, "sources", "issues"}
            assert column.words is None or column.words in published().vocabularies


def test_kinds_of_columns():
    """Dates and numbers are told apart from text."""
    kinds = {c.name: c.kind for c in columns(BY_NAME["ties"])}
    assert kinds == {
        "id": "text", "actor": "text", "relation": "text", "target": "text", "role": "text",
        "share_pct": "number", "domain": "text", "sector": "text", "start": "date", "until": "date",
    }  # fmt: skip


def test_identities_are_columns():
    """What no claim can contest are columns of the table itself."""
    for row in TABLES:
        assert set(row.identity) <= {c.name for c in columns(row)}
    assert all(BY_NAME[table].identity for table in SUBJECTS)


def test_who_shares_one_space_of_ids():
    """Every table whose rows have an id shares one space of ids."""
    assert set(NAMING_SPACE) == {row.table for row in TABLES if "id" in row.model_fields}
