"""Two releases of the Assembly's votes, set against the stated totals and the table of successions."""

import made_datasets as made
from made_datasets import CHN, RUS, SRB, USA
from shared_files import shared_file
from tertius.intake.datasets.states import number_of
from tertius.intake.datasets.unga_roll_calls import by_state, read_earlier, read_later, reconcile

NAMES = {SRB: "Yugoslavia", RUS: "Russia", CHN: "China", USA: "United States"}
WORDS = {1: "yes", 2: "abstain", 3: "no"}


def releases(data, later, earlier, totals):
    """Return the later release and the ballots of the earlier one, from votes by roll call."""
    made.write_votes(data, later, totals)
    lines = [
        f"{call},{NAMES[state]},,{WORDS[vote]}"
        for call, cast in earlier.items()
        for state, vote in cast.items()
    ]
    text = "\n".join(["rcid,country,country_code,vote", *lines]) + "\n"
    made.write(data, "unga_votes_2019/votes.csv.gz", text)
    table = read_later(data / "unga_votes")
    return table, read_earlier(data / "unga_votes_2019", table)


def test_totals_decide_between_releases(tmp_path):
    """The release whose votes add up is taken, the later one where both are as near, and both are kept."""
    others = {RUS: 1, CHN: 1, USA: 3}
    later = {
        1: {SRB: 8, **others},
        2: {SRB: 2, **others},
        3: {SRB: 1, **others},
        4: {SRB: 8, **others},
    }
    earlier = {1: {SRB: 1, **others}, 2: others, 3: {SRB: 2, **others}, 4: others}
    # (yes, abstain, no): the first has Serbia's yes, the second nobody's abstention, the third neither.
    totals = {1: (3, 0, 1), 2: (2, 0, 1), 3: (2, 0, 2), 4: (2, 0, 1)}
    table, before = releases(tmp_path, later, earlier, totals)
    taken, differences = reconcile(table, before)
    assert [(d.roll_call, d.cow, d.later, d.earlier, d.taken) for d in differences] == [
        (1, SRB, 8, 1, "earlier"),
        (2, SRB, 2, 0, "earlier"),
        (3, SRB, 1, 2, "later"),
    ]
    assert taken[:, table.states.index(SRB)].tolist() == [1, 8, 1, 8]
    assert differences[0].why == "its votes add up to the stated totals"


def test_successions(tmp_path):
    """One number is Yugoslavia to 1992 and Serbia from November 2000; what lies between is left out and counted."""
    calls = {1: {SRB: 1, RUS: 1}, 2: {SRB: 8, RUS: 1}, 3: {SRB: 3, RUS: 1}}
    text = made.roll_calls_of(calls)
    for old, new in (
        ("1,2011,66", "1,1990,45"),
        ("2,2011,66", "2,1998,53"),
        ("3,2011,66", "3,2001,56"),
    ):
        text = text.replace(f"\n{old}", f"\n{new}")
    days = iter(("1990-11-05", "1998-11-05", "2001-11-05"))
    lines = [
        line if place == 0 else line.replace("2011-11-05", next(days))
        for place, line in enumerate(text.strip().split("\n"))
    ]
    made.write(tmp_path, "unga_votes/votes.csv.gz", made.votes_of(calls))
    made.write(tmp_path, "unga_votes/roll_calls.csv.gz", "\n".join(lines) + "\n")
    table = read_later(tmp_path / "unga_votes")
    found, join = by_state(table, table.ballots)
    assert found.column("YUG").tolist() == [1, 0, 0]
    assert found.column("SRB").tolist() == [0, 0, 3]
    assert found.column("RUS").tolist() == [1, 1, 1]
    assert (join.kept, join.lost, join.examples) == (5, 1, ("345 in session 53",))


def test_numbers_by_year():
    """A state has its number in the years of its spells, a bloc has none."""
    assert [number_of("DEU", year) for year in (1985, 2000)] == [260, 255]
    assert number_of("YUG", 1980) == number_of("SRB", 2010) == 345
    assert number_of("SRB", 1980) is None
    assert number_of("EU", 2010) is None


def test_the_releases_on_serbia():
    """In the public files Serbia is absent 285 times where it voted by the earlier release and the totals."""
    later = read_later(shared_file("data/unga_votes"))
    earlier = read_earlier(shared_file("data/unga_votes_2019"), later)
    taken, differences = reconcile(later, earlier)
    assert len(differences) == 287
    assert {d.taken for d in differences} == {"earlier"}
    assert {d.why for d in differences} == {"its votes add up to the stated totals"}
    own = [d for d in differences if d.cow == SRB]
    assert (len(own), {d.later for d in own}) == (285, {8})
    assert int((taken != later.ballots).sum()) == 287
