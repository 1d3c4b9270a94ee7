"""Leases, cancellations, relief of debt, ports and airports, in a case on Sri Lanka."""

import pytest

from small_proposals import bare, read, rows

CASE = bare(hosts=("LKA",), powers=("CHN", "IND"))


def deals(said):
    """Type, power, sector, parties, start, direction and what is said, for each engagement of a sentence."""
    found = read(said, case=CASE)
    return [
        (
            row["type"],
            row["power"],
            row.get("sector", ""),
            row.get("parties", ""),
            row.get("start", ""),
            row["direction"],
            [
                f"{c['property']} {c.get('value', '')}"
                for c in rows(found, "claims")
                if c["subject"] == row["id"]
            ],
        )
        for row in rows(found, "engagements")
    ]


PORT = "lessor:lka;lessee:china-merchants"
DEBT = "lender:chn;borrower:lka"
TO_HOST = "power_to_host"


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ("In 2017, Sri Lanka leased the port of Hambantota to China Merchants for 99 years for $1.12 billion.",
         ("lease", "CHN", "ports", PORT, "2017", TO_HOST, ["stage signed", "amount 1120000000"])),
        ("The company China Merchants leased the port from Sri Lanka in December 2017.",
         ("lease", "CHN", "ports", "lessee:china-merchants;lessor:lka", "2017-12", TO_HOST, ["stage signed"])),
        ("Sri Lanka's port was leased to China Merchants in 2017.",
         ("lease", "CHN", "ports", "lessee:china-merchants", "2017", TO_HOST, ["stage signed"])),
        ("Sri Lanka signed a 99-year lease with China Merchants in July 2017.",
         ("lease", "CHN", "", PORT, "2017-07", TO_HOST, ["stage signed"])),
        ("Sri Lanka handed over the port to China Merchants in December 2017.",
         ("lease", "CHN", "ports", PORT, "2017-12", TO_HOST, ["stage delivered"])),
        ("China Merchants operates the port of Hambantota in Sri Lanka.",
         ("lease", "CHN", "ports", "lessee:china-merchants", "", TO_HOST, ["exists yes"])),
        ("In 2016 China Harbour Engineering Company won a concession for the port of Colombo from Sri Lanka.",
         ("lease", "CHN", "ports", "lessee:china-harbour-engineering-company;lessor:lka", "2016", TO_HOST, ["stage signed"])),
        ("China wrote off $23 million of Sri Lanka's debt in 2019.",
         ("debt_relief", "CHN", "", DEBT, "2019", TO_HOST, ["stage delivered", "amount 23000000"])),
        ("China canceled interest-free loans of $7 million to Sri Lanka in 2019.",
         ("debt_relief", "CHN", "", DEBT, "2019", TO_HOST, ["stage delivered", "amount 7000000"])),
        ("The debt of Sri Lanka was cancelled by China in 2019.",
         ("debt_relief", "CHN", "", "lender:chn", "2019", TO_HOST, ["stage delivered"])),
        ("In 2023, China agreed to restructure $4.2 billion of Sri Lanka's debt.",
         ("debt_relief", "CHN", "", DEBT, "2023", TO_HOST, ["stage pledged", "amount 4200000000"])),
        ("Sri Lanka rescheduled loans of $1.2 billion owed to China in 2024.",
         ("debt_relief", "CHN", "", "borrower:lka;lender:chn", "2024", TO_HOST, ["stage delivered", "amount 1200000000"])),
        ("China suspended debt repayments of Sri Lanka in 2022.",
         ("debt_relief", "CHN", "", DEBT, "2022", TO_HOST, ["stage delivered"])),
        ("India granted Sri Lanka debt relief in 2022.",
         ("debt_relief", "IND", "", "lender:ind;borrower:lka", "2022", TO_HOST, ["stage delivered"])),
        ("India signed a debt restructuring agreement with Sri Lanka in June 2024.",
         ("debt_relief", "IND", "", "lender:ind;borrower:lka", "2024-06", TO_HOST, ["stage signed"])),
        ("The Exim Bank of India approved a $300 million line of credit to Sri Lanka.",
         ("loan", "IND", "", "lender:exim-bank-of-india;borrower:lka", "", TO_HOST, ["exists yes", "amount 300000000"])),
        ("Sri Lanka secured a 250-million-U.S.-dollar loan from India in 2022.",
         ("loan", "IND", "", "borrower:lka;lender:ind", "2022", TO_HOST, ["exists yes", "amount 250000000"])),
        ("The government of Sri Lanka entered into a contract with the Chinese state-owned company China Harbour Engineering Company in 2014.",
         ("contract", "CHN", "ports", "buyer:lka;contractor:china-harbour-engineering-company", "2014", TO_HOST, ["stage signed"])),
        ("The port of Hambantota in Sri Lanka is being built by China Harbour Engineering Company.",
         ("contract", "CHN", "ports", "contractor:china-harbour-engineering-company", "", TO_HOST, ["stage started"])),
        ("Sri Lanka cancelled the contract with China Harbour Engineering Company in 2015.",
         ("contract", "CHN", "ports", "buyer:lka;contractor:china-harbour-engineering-company", "2015", TO_HOST, ["stage cancelled"])),
        ("Sri Lanka terminated the agreement with India in 2020.",
         ("agreement", "IND", "", "signatory:lka;signatory:ind", "2020", "mutual", ["stage cancelled"])),
        ("Sri Lanka revoked the concession of China Harbour Engineering Company in 2015.",
         ("lease", "CHN", "ports", "lessor:lka;lessee:china-harbour-engineering-company", "2015", TO_HOST, ["stage cancelled"])),
        ("Chinese contractors built an airport in Sri Lanka in 2013.",
         ("contract", "CHN", "aviation", "contractor:chn", "2013", TO_HOST, ["stage delivered"])),
        ("China lent Sri Lanka $190 million for the airport at Mattala in 2010.",
         ("loan", "CHN", "aviation", DEBT, "2010", TO_HOST, ["stage delivered", "amount 190000000"])),
    ],
)  # fmt: skip
def test_what_was_let_called_off_or_forgiven_is_read(said, wanted):
    """Who lets and who rents, who forgives and who owed, and what was called off, with sector, date and sum."""
    (read_as,) = deals(said)
    assert (*read_as[:-1], [claim.strip() for claim in read_as[-1]]) == wanted


@pytest.mark.parametrize(
    "said",
    [
        "China could cancel Sri Lanka's debt.",
        "Sri Lanka hopes that China will write off its debt.",
        "China cancelled its flights to Sri Lanka.",
        "Chinese tourists rent rooms in Sri Lanka.",
        "China let Sri Lanka know that it disagreed.",
        "China handed over a modernised airport to Sri Lanka in 2020.",
    ],
)
def test_what_is_only_thought_of_or_something_else_is_not(said):
    """What might be done, and the same verbs of other things, are no engagement."""
    assert deals(said) == []


@pytest.mark.parametrize(
    ("said", "parties"),
    [
        ("China Southern Power Grid (CSG) has signed a contract with Sri Lanka.", ["signatory:china-southern-power-grid;signatory:lka"]),
        ("Electricite de Sri Lanka (EDS), a partner of China, signed a contract in 2020.", []),
    ],
)  # fmt: skip
def test_a_country_in_a_name_is_not_the_country(said, parties):
    """A power grid of China is a company, and whoever is called after Sri Lanka is not Sri Lanka."""
    assert [deal[3] for deal in deals(said)] == parties


def test_who_goes_on_to_do_something_is_who_began():
    """`A visited B and donated` is a gift of A: the name that stands last before the verb is not its subject."""
    visit, gift = deals("An Indian delegation visited Colombo in 2022 and donated 12 boats.")
    assert (visit[0], gift[0], gift[3], gift[5]) == (
        "visit",
        "donation",
        "donor:ind",
        "power_to_host",
    )


def test_a_verb_has_its_two_spellings():
    """British and American forms of one verb are the same verb."""
    assert deals("China cancelled Sri Lanka's debt in 2019.") == deals(
        "China canceled Sri Lanka's debt in 2019."
    )
