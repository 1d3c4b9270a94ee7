"""What sentences of many shapes are read as: each row in short, whole."""

import pytest

from small_proposals import bare, read, rows


def events(*paragraphs, **more):
    """Type, powers, hosts, parties, start and what is said of it, for each engagement."""
    found = read(*paragraphs, **more)
    claims = rows(found, "claims")
    return [
        (
            row["type"],
            row["power"],
            row["host"],
            row.get("parties", ""),
            row.get("start", ""),
            [f"{c['property']} {c.get('value', '')}" for c in claims if c["subject"] == row["id"]],
        )
        for row in rows(found, "engagements")
    ]


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        (
            "In 2012, Sberbank acquired a 63% stake in Dunav Bank, a Serbian lender.",
            [("acquisition", "RUS", "SRB", "buyer:sberbank;target:dunav-bank", "2012", ["stage occurred", "share_pct 63"])],
        ),
        (
            "Serbia and China held joint military exercises in November 2019.",
            [("exercise", "CHN", "SRB", "participant:srb;participant:chn", "2019-11", ["stage occurred"])],
        ),
        (
            "In October 2019, Serbia voted against a UN resolution that asked Russia to withdraw.",
            [("vote", "RUS", "SRB", "voter_against:srb", "2019-10", ["stage occurred"])],
        ),
        (
            "Serbian officials signed a memorandum of understanding with China Railway on 5 May 2018.",
            [("agreement", "CHN", "SRB", "signatory:srb;signatory:china-railway", "2018-05-05", ["stage signed"])],
        ),
        (
            "The pipeline was built by Gazprom, and Belgrade received a €20 million loan from Sberbank in 2016.",
            [("loan", "RUS", "SRB", "borrower:srb;lender:sberbank", "2016", ["stage delivered", "amount 20000000"])],
        ),
        (
            "Chinese contractors are building a bridge in Serbia.",
            [("contract", "CHN", "SRB", "contractor:chn", "", ["stage started"])],
        ),
        (
            "Belgrade lives from a €13 million grant from the European Union.",
            [("donation", "EU", "SRB", "donor:eu", "", ["exists yes", "amount 13000000"])],
        ),
        (
            "Trade follows the agreement between Serbia and Russia.",
            [("agreement", "RUS", "SRB", "signatory:srb;signatory:rus", "", ["exists yes"])],
        ),
        (
            "Russia did not sign the agreement with Serbia.",
            [("agreement", "RUS", "SRB", "signatory:rus;signatory:srb", "", ["exists yes"])],
        ),
        (
            "Russia announced in 2013 that it would invest €10 million in Serbia.",
            [("investment", "RUS", "SRB", "financier:rus", "2013", ["stage announced", "amount 10000000"])],
        ),
        (
            "Following the crisis of 2008, Russia lent Serbia €20 million.",
            [("loan", "RUS", "SRB", "lender:rus;borrower:srb", "", ["stage delivered", "amount 20000000"])],
        ),
        (
            "NIS (in which Gazprom holds a 56.15% stake) signed an agreement with China Railway in 2018.",
            [("agreement", "CHN", "SRB", "signatory:nis;signatory:china-railway", "2018", ["stage signed"])],
        ),
        (
            "Serbia donated masks to Turkey in 2020.",
            [],
        ),
    ],
)  # fmt: skip
def test_an_event_is_read(said, wanted):
    assert events(said) == wanted


@pytest.mark.parametrize(
    ("auxiliary", "wanted"),
    [
        ("does lend", "exists yes"),
        ("did lend", "stage delivered"),
        ("does not lend", "stage not_delivered"),
        ("did not lend", "stage not_delivered"),
    ],
)
def test_what_is_usual_is_not_yet_delivered(auxiliary, wanted):
    """`does lend` says no more than `lends`; `did lend` says that it was done."""
    ((*_, claims),) = events(f"Russia {auxiliary} Serbia €1.2 billion.[4]")
    assert claims[0] == wanted


def test_what_is_denied_is_disputed():
    (claim, *_) = rows(
        read("Moscow denied that Gazprom signed an agreement with Serbia."), "claims"
    )
    assert (claim["property"], claim["value"], claim["stance"]) == ("exists", "yes", "disputes")


def test_a_sum_that_was_not_lent_stands_at_no_stage():
    """Of a loan that was not made the sum is no delivered money, though the sentence tells it."""
    proposals = read("Russia did not lend Serbia EUR 200 million in 2013.")
    (row,) = rows(proposals, "engagements")
    assert row["label"] == "Russia did not lend Serbia EUR 200 million, 2013"
    found = rows(proposals, "claims")
    assert [(c["property"], c["value"], c.get("stage", "")) for c in found] == [
        ("stage", "not_delivered", ""),
        ("amount", "200000000", ""),
    ]


@pytest.mark.parametrize(
    ("said", "claimed"),
    [
        ("Russia gave Serbia no loan of EUR 200 million in 2013.", ("stage", "not_delivered")),
        ("Russia signed no contract with Serbia for EUR 5 million in 2013.", ("exists", "yes")),
        (
            "Russia gave Serbia no less than a loan of EUR 9 million in 2013.",
            ("stage", "delivered"),
        ),
    ],
)
def test_no_loan_is_none(said, claimed):
    """What is said of no loan is said of a loan that was not made; no less than a loan is one."""
    first, amount = rows(read(said), "claims")
    assert (first["property"], first["value"]) == claimed
    assert amount.get("stage", "") == ("delivered" if claimed[1] == "delivered" else "")
    assert first["stance"] == ("disputes" if claimed[0] == "exists" else "supports")


@pytest.mark.parametrize(
    "said",
    [
        "China’s Exim Bank lent Serbia US$944 million in 2014.",
        "China's Exim Bank lent Serbia 944 million US dollars in 2014.",
        "China's Exim Bank lent Serbia US $944 million in 2014.",
    ],
)
def test_whose_bank_lends_gives_and_the_dollar_is_no_state(said):
    """A bank is of the country that is said to have it, and the state of a currency takes no part."""
    found = read(said, case=bare(powers=("CHN", "USA")))
    (row,) = rows(found, "engagements")
    assert (row["power"], row["parties"], row["direction"]) == (
        "CHN",
        "lender:exim-bank;borrower:srb",
        "power_to_host",
    )
    (bank,) = [actor for actor in rows(found, "actors") if actor["id"] == "exim-bank"]
    assert bank["country"] == "CHN"


def test_a_bank_of_two_countries_is_of_neither():
    """One name that two countries' banks bear says of no bank whose it is."""
    found = read(
        "China's Exim Bank lent Serbia €9 million in 2014.",
        "India's Exim Bank lent Serbia €8 million in 2015.",
        case=bare(powers=("CHN", "IND")),
    )
    assert [(row["power"], row["direction"]) for row in rows(found, "engagements")] == [
        ("CHN", "power_to_host"),
        ("IND", "power_to_host"),
    ]
    assert all("country" not in row for row in rows(found, "actors") if row["id"] == "exim-bank")


def test_he_and_it_are_who_the_sentence_before_began_with():
    found = events(
        ["Serbian President Ivan Jovic is old.", "He visited Moscow in 2014.", "Nobody knows why."],
        ["Sberbank is a bank.", "In 2019, it issued an $88 million loan to Serbia."],
    )
    assert [(type_, parties) for type_, _, _, parties, *_ in found] == [
        ("visit", "participant:ivan-jovic"),
        ("loan", "lender:sberbank;borrower:srb"),
    ]


def test_a_short_name_in_brackets_is_known_from_there_on():
    found = events(
        "The Chinese Ministry of Water (CMW) is large.",
        "In 2014, CMW signed an agreement with Serbia.",
    )
    assert [parties for *_, parties, _, _ in found] == [
        "signatory:chinese-ministry-of-water;signatory:srb"
    ]


def test_the_host_may_stand_in_a_sentence_before_and_the_reason_says_so():
    (proposal,) = read(["Serbia needs gas.", "In 2015, Gazprom promised loans of €20 million."])
    (why,) = [r.why for r in proposal.reasons if r.column == "host"]
    assert why == "is named in a sentence before"


def test_a_visit_keeps_its_purpose_and_the_doubt_about_it():
    found = read(
        "In 2016, Ana Marić travelled to Moscow, most likely to garner support for Serbia."
    )
    said = {
        c["property"]: (c["value"], c["modality"], c.get("hedge")) for c in rows(found, "claims")
    }
    assert said == {
        "stage": ("occurred", "stated", None),
        "purpose": ("to garner support for Serbia", "inferred", "most likely"),
    }


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ("The EU is Serbia's largest trading partner.", [("rank", "EU", "1", "trading-partner")]),
        ("Russia is Serbia's second-largest trading partner, but accounts for just 6.9% of its trade, while China stands at 5.1%.",
         [("trade_share", "RUS", "6.9", "total"), ("trade_share", "CHN", "5.1", "total"), ("rank", "RUS", "2", "trading-partner")]),
        ("In 2018, Serbia imported $2.16 billion from China.", [("import_value", "CHN", "2160000000", "")]),
        ("About 12% of Serbia's public debt is owed to China.", [("debt_share", "CHN", "12", "")]),
        ("In 2019, Chinese investment in Serbia from China totalled $11.2 billion.", [("investment", "CHN", "11200000000", "")]),
        ("Serbia's GDP per head is roughly half that of its richer neighbours.", [("gdp_ratio", None, "50", "richer-neighbours")]),
        ("Some 30% of the houses in Serbia are old.", []),
    ],
)  # fmt: skip
def test_a_number_about_an_area_is_an_observation(said, wanted):
    found = rows(read(said), "observations")
    assert [
        (o["indicator"], o.get("counterpart"), o["value"], o.get("qualifier", "")) for o in found
    ] == wanted


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ("Dmitri Ivanov, the head of Gazprom, is rich.", []),
        ("Russian President Dmitri Ivanov is old.", [("dmitri-ivanov", "holds_office_at", "rus", "president")]),
        ("Former Russian Minister Dmitri Ivanov is old.", [("dmitri-ivanov", "holds_office_at", "rus", "former minister")]),
        ("Gazprom Neft, a subsidiary of Gazprom, sells gas.", [("gazprom", "owns", "gazprom-neft", "")]),
        ("Sberbank has been under EU sanctions since 2014.", [("eu", "sanctions", "sberbank", "")]),
    ],
)  # fmt: skip
def test_a_lasting_relation_is_a_tie(said, wanted):
    found = rows(read(said), "ties")
    assert [(t["actor"], t["relation"], t["target"], t.get("role", "")) for t in found] == wanted


@pytest.mark.parametrize(
    "said",
    [
        "There are no indications that Russia supports the independence of Kosovo.",
        "Russia would support the independence of Kosovo.",
        "Russia supports the idea.",
    ],
)
def test_a_view_that_is_not_said_is_no_position(said):
    assert rows(read(said), "positions") == []


def test_support_for_an_opposition_is_opposition():
    (position,) = rows(
        read("China supports Serbia's opposition to Kosovo's independence."), "positions"
    )
    assert position["view"] == "opposes"
