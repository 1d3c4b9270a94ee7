"""What public datasets say of a case's statements: the same, something else, or nothing."""

from collections import Counter
from pathlib import Path

from small_case import SERBIA
from tertius.case.read import Case, Lines
from tertius.case.settings import Settings
from tertius.evidence.source import Source
from tertius.evidence.tables import BY_NAME, TABLES
from tertius.evidence.taxonomy import published
from tertius.study.corroboration import corroboration
from tertius.study.open import check_case
from tertius.tensions.find import find_tensions

SETTINGS = Settings(title="Made up", hosts=("SRB",), powers=("RUS", "CHN"), period="2008/2020")
SOURCES = [
    Source(id="post", type="article-newspaper", title="Post", issued={"date-parts": [[2020]]}),
    Source(id="copy", type="report", title="Copy", custom={"derived_from": "register"}),
    Source(id="register", type="dataset", title="Register", issued={"date-parts": [[2021]]}),
]
DEAL = {
    "label": "A deal", "type": "arms_transfer", "power": "RUS", "host": "SRB", "domain": "defence",
    "sector": "arms", "direction": "power_to_host", "scope": "core",
}  # fmt: skip


def made(**tables):
    """Return a case of these rows, by table, and what datasets say of it."""
    lines = {}
    for table in (each.table for each in TABLES):
        read = [BY_NAME[table].model_validate(row) for row in tables.get(table, ())]
        lines[table] = Lines(read, list(range(2, len(read) + 2)))
    case = Case(Path(), SETTINGS, published(), {s.id: s for s in SOURCES}, lines)
    return corroboration(case, find_tensions(case))


def claim(name, source, prop, value, subject="tanks", **cells):
    return {
        "id": name,
        "subject": subject,
        "property": prop,
        "value": value,
        "source": source,
        **cells,
    }


def share(name, source, value, period=None, **cells):
    row = {"indicator": "trade_share", "area": "SRB", "counterpart": "RUS", "qualifier": "exports"}
    return {
        "id": name,
        "value": value,
        "unit": "pct",
        "source": source,
        "period": period,
        **row,
        **cells,
    }


def words(found):
    """Return by statement what public data does to it."""
    return {one.row.id: one.word for one in found.spoken}


def test_the_same_another_and_no_word():
    """Of three numbers one is the register's, one is not, and on one it is silent; what it alone says is added."""
    deals = [DEAL | {"id": name} for name in ("tanks", "drones", "boats")]
    found = made(
        engagements=deals,
        claims=[
            claim("a", "post", "quantity", "30", unit="pieces", stage="delivered"),
            claim("b", "post", "quantity", "9", "drones", unit="pieces", stage="delivered"),
            claim("c", "post", "stage", "signed", "boats"),
            claim("x", "register", "quantity", "30", unit="pieces", stage="delivered"),
            claim("y", "register", "quantity", "6", "drones", unit="pieces", stage="delivered"),
            claim("z", "register", "quality", "new", "drones"),
        ],
    )
    assert words(found) == {"a": "confirmed", "b": "contradicted"}
    assert [row.id for row in found.added] == ["z"]
    assert [row.id for row in found.unseen] == ["c"]


def test_a_copy_of_the_dataset_is_no_second_origin():
    """A report that copies the register is not confirmed by it."""
    found = made(
        engagements=[DEAL | {"id": "tanks"}],
        claims=[
            claim("a", "copy", "quantity", "30", unit="pieces"),
            claim("x", "register", "quantity", "30", unit="pieces"),
        ],
    )
    assert words(found) == {}


def test_that_a_thing_exists_confirms_no_stage():
    """A register that knows of a deal confirms that there is one, and not that it was signed in 2013."""
    found = made(
        engagements=[DEAL | {"id": "tanks"}],
        claims=[
            claim("a", "post", "stage", "signed", date="2013"),
            claim("x", "register", "exists", "yes"),
        ],
    )
    assert words(found) == {"a": "confirmed to exist"}


def test_figures_of_other_years_agree_within_a_tenth():
    """A share without a year is met by 2016's within a tenth; of one year only what rounding allows agrees."""
    for value, period, word in (
        ("70.3", None, "confirmed"),
        ("75", None, "contradicted"),
        ("70.3", "2016", "contradicted"),
        ("64.4", "2016", "confirmed"),
    ):
        found = made(
            observations=[
                share("a", "post", value, period),
                share("x", "register", "64.4", "2016"),
            ]
        )
        assert words(found) == {"a": word}, (value, period)
    assert (
        words(
            made(
                observations=[share("a", "post", "1", "2018"), share("x", "register", "1", "2016")]
            )
        )
        == {}
    )


def test_serbia_has_second_origins():
    """Of the paper's statements at least fifteen have a second origin or an open tension with one.

    They are on votes, arms, loans and trade, and each of the four has some; most are confirmed, some not.
    """
    case = check_case(SERBIA).case
    found = corroboration(case, find_tensions(case))
    rows = {row.id: row for table in ("claims", "observations") for row in case.rows(table)}
    by_dataset = Counter()
    for one in found.spoken:
        assert one.confirming or one.contradicting or one.tensions
        assert not set(one.row.source) & set(found.datasets)
        for row in (*one.confirming, *one.contradicting):
            assert rows[row.id].checked == "yes" and rows[row.id].recorded
            by_dataset[row.source[0]] += 1
    assert len(found.spoken) >= 15
    assert set(by_dataset) == {"aiddata-gcdf-3", "itpd-e", "sipri-arms-transfers", "unga-votes"}
    assert min(by_dataset.values()) >= 4
    said = Counter(one.word for one in found.spoken)
    assert said["confirmed"] > said["contradicted"] > 0
    assert not any(row.indicator == "arms_volume" for row in case.rows("observations"))
