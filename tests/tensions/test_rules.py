"""The rules see what does not fit together in a few rows written for it, and nothing where all fits."""

from pathlib import Path
from time import process_time

import pytest

from tertius.case.read import Case, Lines
from tertius.case.settings import Settings
from tertius.evidence.source import Source
from tertius.evidence.tables import BY_NAME, TABLES
from tertius.evidence.taxonomy import published
from tertius.tensions.find import all_rules, find_tensions
from tertius.tensions.tension import Side, tension

SETTINGS = Settings(title="Made up", hosts=("SRB",), powers=("RUS", "CHN"), period="2008/2020")

SOURCES = [
    Source(id="old", type="report", title="Overview", issued={"date-parts": [[2010, 3, 1]]}),
    Source(id="post", type="article-newspaper", title="Post", issued={"date-parts": [[2020]]}),
    Source(id="year", type="report", title="Roads of 2020", issued={"date-parts": [[2020]]}),
]

DEAL = {
    "type": "contract",
    "power": "CHN",
    "host": "SRB",
    "domain": "economy",
    "sector": "rail",
    "direction": "power_to_host",
    "scope": "core",
}


def made(**tables):
    """Return a case of these rows, by table, with the columns that every row of it needs filled in."""
    rows = {name: list(given) for name, given in tables.items()}
    for row in rows.get("engagements", ()):
        row |= {**DEAL, "label": row["id"], **row}
    for name in ("claims", "observations"):
        for row in rows.get(name, ()):
            row |= {"source": "post", **row}
    lines = {}
    for table in (each.table for each in TABLES):
        read = [BY_NAME[table].model_validate(row) for row in rows.get(table, ())]
        lines[table] = Lines(read, list(range(2, len(read) + 2)))
    sources = {source.id: source for source in SOURCES}
    return Case(Path(), SETTINGS, published(), sources, lines)


def claim(name, subject, prop, value, **cells):
    return {"id": name, "subject": subject, "property": prop, "value": value, **cells}


def figure(name, counterpart, value, **cells):
    base = {"indicator": "opinion_share", "area": "SRB", "unit": "pct", "period": "2020"}
    return {"id": name, "counterpart": counterpart, "value": value, **base, **cells}


def seen(case):
    """Return what is seen of a case: the rule of each tension, with the rows of its sides."""
    return [(one.rule, one.rows) for one in find_tensions(case).found]


TWO = ({"id": "one"}, {"id": "two"})

SEEN = {
    "values-differ": {
        "engagements": [{"id": "one"}],
        "claims": [
            claim("a", "one", "quantity", "54", unit="countries"),
            claim("b", "one", "quantity", "55", unit="countries"),
        ],
    },
    "figures-differ": {"observations": [figure("a", "RUS", "40"), figure("b", "RUS", "60")]},
    "moments-differ": {
        "engagements": [{"id": "one"}],
        "claims": [
            claim("a", "one", "stage", "signed", date="2019-10"),
            claim("b", "one", "stage", "signed", date="2019-12-09"),
        ],
    },
    "sums-far-apart": {
        "observations": [
            figure("a", "CHN", "1000", unit="USD", indicator="investment", qualifier="reports"),
            figure("b", "CHN", "3000", unit="USD", indicator="investment", qualifier="planned"),
        ]
    },
    "total-below-parts": {
        "engagements": [{"id": "one"}, {"id": "two", "part_of": "one"}],
        "claims": [
            claim("a", "one", "amount", "100", unit="EUR"),
            claim("b", "two", "amount", "101", unit="EUR"),
        ],
    },
    "shares-past-hundred": {
        "observations": [
            figure("a", "RUS", "73", question="Partner?"),
            figure("b", "CHN", "71", question="Partner?"),
        ]
    },
    "amount-twice": {
        "engagements": TWO,
        "claims": [
            claim("a", "one", "amount", "230000000", unit="EUR"),
            claim("b", "two", "amount", "230000000", unit="EUR"),
        ],
    },
    "part-outside-whole": {
        "engagements": [
            {"id": "a", "start": "2012"},
            {"id": "b", "start": "2010-10", "part_of": "a"},
        ]
    },
    "sides-of-one-deal": {
        "actors": [
            {"id": "srb", "kind": "State", "name": "Serbia", "country": "SRB"},
            {"id": "ministry", "kind": "PublicBody", "name": "Ministry", "country": "SRB"},
        ],
        "engagements": [
            {"id": "b", "direction": "mutual", "parties": "signatory:srb;signatory:ministry"}
        ],
        "claims": [claim("a", "b", "exists", "yes")],
    },
    "source-too-old": {
        "engagements": [{"id": "one"}],
        "claims": [claim("a", "one", "exists", "yes", date="2019", source="old")],
    },
    "title-dated-otherwise": {
        "engagements": [{"id": "one"}],
        "claims": [claim("a", "one", "exists", "yes", date="2019", source="year")],
    },
    "effect-before-cause": {
        "engagements": [{"id": "a", "start": "2012"}, {"id": "b", "start": "2009"}],
        "links": [{"id": "l", "subject": "a", "relation": "explains", "object": "b"}],
    },
    "told-before-it-followed": {
        "engagements": [{"id": "one", "start": "2011"}, {"id": "two"}],
        "links": [{"id": "l", "subject": "one", "relation": "results_in", "object": "two"}],
        "claims": [claim("a", "l", "exists", "yes", source="old")],
    },
    "outcome-measured-before": {
        "engagements": [{"id": "one", "start": "2019"}],
        "observations": [figure("b", "RUS", "94", period="2015")],
        "claims": [claim("a", "one", "outcome", "favour", based_on="b")],
    },
    "complete-and-unfinished": {
        "engagements": [{"id": "one"}],
        "claims": [
            claim("a", "one", "stage", "delivered", date="2019"),
            claim("b", "one", "stage", "stalled", date="2020-02"),
        ],
    },
    "denied": {
        "engagements": [{"id": "one"}],
        "claims": [
            claim("a", "one", "exists", "yes"),
            claim("b", "one", "exists", "yes", stance="disputes"),
        ],
    },
    "source-says-otherwise": {
        "engagements": [{"id": "one"}],
        "claims": [claim("a", "one", "exists", "yes", checked="mismatch")],
    },
    "stated-and-alleged": {
        "engagements": [{"id": "one"}],
        "claims": [
            claim("a", "one", "exists", "yes"),
            claim("b", "one", "exists", "yes", modality="alleged"),
        ],
    },
    "name-of-two": {
        "actors": [
            {"id": "a", "kind": "PoliticalParty", "name": "Serbian Progressive Party"},
            {"id": "b", "kind": "PoliticalParty", "name": "Serbian People's Party"},
        ],
        "names": [{"actor": "a", "name": "SPP", "lang": "en"}],
    },
    "two-names": {
        "actors": [{"id": "a", "kind": "Company", "name": "CEFC"}],
        "names": [
            {"actor": "a", "name": "CEFC", "lang": "en"},
            {"actor": "a", "name": "China Huaxin", "lang": "en"},
        ],
    },
    "rank-against-amounts": {
        "engagements": [{"id": "one", "type": "investment"}, {"id": "two", "type": "acquisition"}],
        "claims": [
            claim("a", "one", "rank", "1", qualifier="projects"),
            claim("b", "one", "amount", "1000000000", unit="USD"),
            claim("c", "two", "amount", "1260000000", unit="USD"),
        ],
    },
    "first-and-earlier": {
        "engagements": [{"id": "one", "start": "2019-11"}, {"id": "two", "start": "2019-05"}],
        "claims": [claim("a", "one", "turn", "1")],
    },
    "missing-from-order": {
        "actors": [{"id": "rus", "kind": "State", "name": "Russia", "country": "RUS"}],
        "engagements": [{"id": "one", "sector": "arms", "power": "RUS", "parties": "donor:rus"}],
        "claims": [claim("c", "one", "stage", "delivered")],
        "observations": [
            figure("a", "USA", "1", indicator="rank", sector="arms", qualifier="donors-of-arms"),
            figure("b", "CHN", "2", indicator="rank", sector="arms", qualifier="donors-of-arms"),
        ],
    },
    "ranks-differ": {
        "observations": [
            figure("a", "RUS", "2", indicator="rank", qualifier="partners"),
            figure("b", "RUS", "3", indicator="rank", qualifier="partners-by-country"),
        ]
    },
    "one-place-two-holders": {
        "observations": [
            figure("a", "RUS", "1", indicator="rank", qualifier="sellers"),
            figure("b", "CHN", "1", indicator="rank", qualifier="sellers"),
        ]
    },
    "few-and-many": {
        "actors": [{"id": "rus", "kind": "State", "name": "Russia"}],
        "claims": [
            claim("a", "rus", "motive", "few concrete promises about arms"),
            claim("b", "rus", "motive", "many of its promises fail"),
        ],
    },
    "many-and-one": {
        "engagements": [{"id": "one"}, {"id": "two", "part_of": "one"}],
        "claims": [claim("a", "one", "exists", "yes", quote="has frequently used it")],
    },
    "unlike-questions": {
        "engagements": [{"id": "one"}],
        "observations": [
            figure("b", "CHN", "89", period="2015", question="A strong relationship?"),
            figure("c", "CHN", "52", period="2017", question="A good influence?"),
        ],
        "claims": [claim("a", "one", "outputs", "similar results", based_on="b;c")],
    },
    "built-anew": {
        "engagements": [{"id": "one"}, {"id": "two", "part_of": "one"}],
        "claims": [
            claim("a", "one", "quality", "modernised"),
            claim("b", "two", "quality", "new"),
        ],
    },
}
"""For each rule the fewest rows that it sees something in."""


def test_every_rule_is_tried():
    """Each rule has rows here in which it sees something; that of titles has tests of its own."""
    assert {*SEEN, "subject-elsewhere"} == {*all_rules()}


@pytest.mark.parametrize("name", SEEN)
def test_a_rule_sees_what_it_says_and_no_other_does(name):
    """What a rule looks for it sees once, with both sides and a source or row behind each."""
    (found,) = find_tensions(made(**SEEN[name])).found
    assert found.rule == name
    assert len(found.sides) == 2
    assert all(side.says and (side.rows or side.sources) for side in found.sides)
    assert found.id.startswith(f"{name}-")


FITTING = {
    "a rounded figure and an exact one": {
        "engagements": [{"id": "one"}],
        "claims": [
            claim("a", "one", "quantity", "50", approx="over", unit="people"),
            claim("b", "one", "quantity", "55", unit="people"),
        ],
    },
    "a year and a day in it": {
        "engagements": [{"id": "one"}],
        "claims": [
            claim("a", "one", "stage", "signed", date="2019"),
            claim("b", "one", "stage", "signed", date="2019-12-09"),
        ],
    },
    "what is promised and what is paid": {
        "engagements": [{"id": "one"}],
        "claims": [
            claim("a", "one", "amount", "230", unit="EUR", stage="pledged"),
            claim("b", "one", "amount", "100", unit="EUR", stage="delivered"),
        ],
    },
    "two round sums": {
        "engagements": TWO,
        "claims": [
            claim("a", "one", "amount", "100000000", unit="EUR"),
            claim("b", "two", "amount", "100000000", unit="EUR"),
        ],
    },
    "shares of two questions": {
        "observations": [
            figure("a", "RUS", "73", question="Friend?"),
            figure("b", "CHN", "71", question="Threat?"),
        ]
    },
    "a withdrawn claim and its denial": {
        "engagements": [{"id": "one"}],
        "claims": [
            claim("a", "one", "exists", "yes"),
            claim("b", "one", "exists", "yes", stance="disputes", status="deprecated",
                  reason="wrong", deprecated_on="2020"),
        ],
    },
    "two makes of one delivery": {
        "engagements": [{"id": "one"}],
        "claims": [claim("a", "one", "model", "T-72"), claim("b", "one", "model", "MiG-29")],
    },
    "a cause, its effect, and its answer": {
        "engagements": [{"id": "a", "start": "2009"}, {"id": "b", "start": "2012"}],
        "links": [
            {"id": "l", "subject": "a", "relation": "explains", "object": "b"},
            {"id": "m", "subject": "b", "relation": "responds_to", "object": "a"},
        ],
    },
    "initials, surname and full name": {
        "actors": [{"id": "a", "kind": "Person", "name": "Aleksandar Vučić"}],
        "names": [
            {"actor": "a", "name": "Vucic", "lang": "en"},
            {"actor": "a", "name": "Aleksandar Vučić", "lang": "en"},
            {"actor": "a", "name": "AV", "lang": "en"},
        ],
    },
    "a first that is the earliest": {
        "engagements": [{"id": "one", "start": "2018"}, {"id": "two", "start": "2019"}],
        "claims": [claim("a", "one", "turn", "1")],
    },
}  # fmt: skip


@pytest.mark.parametrize("name", FITTING)
def test_what_fits_is_no_tension(name):
    """Values that can hold together, each in its scope, raise nothing."""
    assert seen(made(**FITTING[name])) == []


def test_a_case_that_fits_raises_nothing():
    """All the rows that fit, in one case under names of their own, raise nothing beside each other."""
    tables = {}
    for number, rows in enumerate(FITTING.values()):
        for table, given in rows.items():
            if table in ("engagements", "claims"):
                tables.setdefault(table, []).extend(
                    {k: f"{v}-{number}" if k in ("id", "subject") else v for k, v in row.items()}
                    for row in given
                    if row["id"] not in ("l", "m")
                )
    tables["engagements"] = [row for row in tables["engagements"] if "start" not in row]
    tables["claims"] = [row for row in tables["claims"] if row["property"] != "turn"]
    assert len(tables["claims"]) > 10
    assert seen(made(**tables)) == []


def test_a_source_on_something_else_is_seen_by_its_title():
    """A title whose words are those of another sector, and none of the claim's, is told; a fitting one is not."""
    rows = [
        {"id": "one", "label": "Anti-aircraft missiles bought", "sector": "arms"},
        {"id": "two", "label": "Bridge over the Danube", "sector": "road"},
    ]
    case = made(
        engagements=rows,
        claims=[
            claim("a", "one", "exists", "yes", source="missiles"),
            claim("b", "two", "exists", "yes", source="missiles"),
        ],
    )
    title = "Army to receive anti-aircraft missiles despite sanctions"
    case.sources["missiles"] = Source(id="missiles", type="article", title=title)
    assert seen(case) == [("subject-elsewhere", ("b",))]


def test_the_id_is_that_of_its_rows_in_any_order():
    """The order of rows changes no id; one row more makes it another tension."""
    rows = [claim(n, "one", "quantity", str(v), unit="people") for n, v in (("a", 1), ("b", 5))]
    both = made(engagements=[{"id": "one"}], claims=rows)
    turned = made(engagements=[{"id": "one"}], claims=rows[::-1])
    third = claim("c", "one", "quantity", "9", unit="people")
    more = made(engagements=[{"id": "one"}], claims=[*rows, third])
    (one,), (same,), (other,) = (find_tensions(case).found for case in (both, turned, more))
    assert one == same
    assert other.id != one.id


def test_of_several_spellings_the_same_one_is_told_in_every_run():
    """Where an actor bears a name in several spellings, the first of them is shown, whatever the order of a set."""
    spelt = ("serbian army", "Serbian army", "SERBIAN ARMY", "Serbian ArmY", "serbian Army")
    case = made(
        actors=[{"id": n, "kind": "Organization", "name": "Serbian Army"} for n in "ab"],
        names=[{"actor": n, "name": name, "lang": "en"} for n in "ab" for name in spelt],
    )
    (found,) = find_tensions(case).found
    assert [side.says for side in found.sides] == ["Serbian Army: SERBIAN ARMY"] * 2


def test_two_spellings_of_one_name_are_one_name():
    """Đoković and Djokovic are one name, though Unicode does not take đ apart: two who bear it are seen."""
    actors = [
        {"id": "a", "kind": "Person", "name": "Novak Đoković"},
        {"id": "b", "kind": "Person", "name": "Novak Djokovic"},
    ]
    assert [rule for rule, _ in seen(made(actors=actors))] == ["name-of-two"]


def test_nothing_is_in_tension_with_itself():
    """Two sides on the same rows are no tension."""
    side = Side("ten", ("a",), ("post",))
    assert tension("values-differ", "Ten is not ten.", side, side, about=()) is None


def test_an_explanation_is_shown_or_kept_where_its_tension_is_gone():
    """An explanation stands with its tension; one whose tension is gone is kept, and said to be."""
    rows = SEEN["denied"]
    (found,) = find_tensions(made(**rows)).found
    told = {"explanation": "They mean two groups.", "by": "A. Reader", "date": "2020-05-01"}
    explained = [{"tension": found.id, **told}, {"tension": "denied-0", **told}]
    tensions = find_tensions(made(**rows, explanations=explained))
    assert [one.explanation for one in tensions.found[0].explanations] == ["They mean two groups."]
    assert tensions.open == ()
    assert [row.tension for row in tensions.gone] == ["denied-0"]


def test_a_circle_of_parts_ends():
    """Wholes that are parts of each other, or of themselves, are read once."""
    rows = [{"id": "one", "part_of": "two"}, {"id": "two", "part_of": "one"}]
    own = {"id": "three", "part_of": "three"}
    claims = [claim(n, n, "amount", "5", unit="EUR") for n in ("one", "two", "three")]
    for row in claims:
        row["id"] = f"{row['id']}-amount"
    assert seen(made(engagements=[*rows, own], claims=claims)) == []


def test_ten_thousand_rows_on_one_property_are_one_tension():
    """Ten thousand values of one property make one tension, in seconds."""
    rows = [claim(f"c{n}", "one", "quantity", str(n), unit="people") for n in range(10_000)]
    case = made(engagements=[{"id": "one"}], claims=rows)
    begun = process_time()
    (found,) = find_tensions(case).found
    assert len(found.sides) == 10_000
    assert process_time() - begun < 20


def test_cells_that_are_no_number_or_date_are_passed_over():
    """What `tertius check` refuses in a cell is no tension, and stops nothing."""
    rows = [
        claim("a", "one", "amount", "much", unit="EUR"),
        claim("b", "one", "start", "then"),
        claim("c", "one", "start", "2019-13"),
        claim("d", "one", "rank", "top"),
        claim("e", "nobody", "exists", "yes"),
    ]
    assert seen(made(engagements=[{"id": "one"}], claims=rows)) == []


def test_votes_are_no_parts_of_a_whole():
    """That Serbia votes with Russia and with China more than half the time is no sum past a hundred."""
    rows = [
        figure("a", "RUS", "65", indicator="vote_agreement", qualifier="all roll calls"),
        figure("b", "CHN", "63", indicator="vote_agreement", qualifier="all roll calls"),
    ]
    assert seen(made(observations=rows)) == []


def test_a_tension_is_told_without_codes():
    """Sides and misfits name countries, say percent and millions, and set what they are about apart from what they say."""
    (shares,) = find_tensions(made(**SEEN["shares-past-hundred"])).found
    assert shares.misfit == "Shares of one whole (opinion share of Serbia) add up to 144 percent."
    assert [side.says for side in shares.sides] == [
        "Serbia · Russia — opinion share: 73% (2020)",
        "Serbia · China — opinion share: 71% (2020)",
    ]
    (twice,) = find_tensions(made(**SEEN["amount-twice"])).found
    assert [side.says for side in twice.sides] == [
        "one — amount: EUR 230 million",
        "two — amount: EUR 230 million",
    ]
