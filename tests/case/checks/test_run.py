from typing import Any


def test_many_claims_based_on_each_other(small: Any):
    """Thirty claims that are all based on each other are one problem, found at once."""
    names = [f"round-{number}" for number in range(30)]
    for name in names:
        others = ";".join(other for other in names if other != name)
        small.add(
            "claims",
            id=name,
            subject="nis-sale",
            property="motive",
            value=name,
            source="wire-2014",
            based_on=others,
        )
    (said,) = small.problems()
    assert said.startswith(
        'claims.csv:55 based_on: "round-0" is based on itself by way of round-0 → round-1 → '
    )


def test_stakes_of_different_times_do_not_add_up(small: Any):
    """Stakes count together on days on which all of them certainly stand, past days included."""
    for name, start, until in (("early", "2000", "2003"), ("late", "2004", "2007")):
        small.add(
            "ties",
            id=name,
            actor="srb",
            relation="owns",
            target="nis",
            share_pct="60",
            start=start,
            until=until,
            domain="defence",
        )
        small.add(
            "claims",
            id=f"{name}-exists",
            subject=name,
            property="exists",
            value="yes",
            source="wire-2014",
        )
    assert small.problems() == []
    small.set("ties", "late", "start", "2002")
    assert small.problems() == [
        (
            'ties.csv:11 share_pct: "60" and 60 (ties.csv:10) make 120 percent of nis on 2002-12-31. '
            "Correct a share, or write in `until` when a stake ended."
        )
    ]


def test_a_broken_row_is_one_problem(small: Any):
    """Where a row cannot be read, the rows that name it are not reported as if it were missing."""
    small.set("actors", "nis", "kind", "")
    assert small.problems() == [
        "actors.csv:12 kind: is empty. Write: What sort of actor it is, as one of: Person, Company, PublicBody, Organization, PoliticalParty, Media, State, Bloc."
    ]


def test_a_renamed_row_is_one_problem(small: Any):
    """Where an id was changed, neither the rows that name the old one nor a redirect to it are reported too."""
    small.set("actors", "nis", "id", "nis-ad-new")
    (said,) = small.problems()
    assert said.startswith(
        'actors.csv:12 id: "nis-ad-new" is named by no row, and 5 rows name nis,'
    )
