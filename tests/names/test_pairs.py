from tertius.evidence.actor import Actor, Judgement, Name
from tertius.evidence.dates import PartialDate
from tertius.evidence.tie import Tie
from tertius.names import name_pairs

ACTORS = [
    Actor(id="aleksandar-vucic", kind="Person", name="Aleksandar Vučić", country="SRB"),
    Actor(id="vucic-a", kind="Person", name="Александар Вучић", country="SRB"),
    Actor(id="gazprom", kind="Company", name="Gazprom", country="RUS"),
    Actor(id="gazprom-neft", kind="Company", name="Gazprom Neft", country="RUS"),
    Actor(id="gaspromneft", kind="Company", name="Газпром нефть", country="RUS"),
    Actor(id="sns", kind="PoliticalParty", name="Serbian Progressive Party", country="SRB"),
    Actor(id="slovak-sns", kind="PoliticalParty", name="Slovenská národná strana", country="SVK"),
]
NAMES = [
    Name(actor="sns", name="SNS", lang="sr-Latn"),
    Name(actor="slovak-sns", name="SNS", lang="sk"),
]


def asked(**rows):
    return [
        (p.a, p.b, p.likeness.verdict, p.likeness.reason) for p in name_pairs(ACTORS, NAMES, **rows)
    ]


VUCIC = ("aleksandar-vucic", "vucic-a", "same", "the same name in Cyrillic and Latin")
SHORT = ("slovak-sns", "sns", "undecided", "the same abbreviation, SNS, which two may bear")


def test_what_is_worth_judging():
    """One name in two scripts is proposed, parents and subsidiaries are not, an abbreviation is undecided."""
    found = asked()
    assert [pair[:3] for pair in found] == [
        VUCIC[:3],
        ("gaspromneft", "gazprom-neft", "same"),
        SHORT[:3],
    ]
    assert found[0] == VUCIC
    assert found[2] == SHORT


def test_what_is_judged_is_not_asked_again():
    """A pair that somebody judged, or that a tie joins, is not asked about."""
    judged = Judgement(
        a="vucic-a",
        b="aleksandar-vucic",
        judgement="undecided",
        reason="Open.",
        by="a",
        date=PartialDate.read("2021"),
    )
    tie = Tie(id="t", actor="gazprom-neft", relation="owns", target="gaspromneft")
    assert asked(judgements=[judged], ties=[tie]) == [SHORT]


def test_countries_speak():
    """One name in two countries is undecided, and the reason says so."""
    two = [
        Actor(id="a", kind="Company", name="Telekom", country="SRB"),
        Actor(id="b", kind="Company", name="Телеком", country="RUS"),
    ]
    (pair,) = name_pairs(two, [])
    assert pair.likeness.verdict == "undecided"
    assert pair.likeness.reason.endswith("but one is of SRB and the other of RUS")


def test_order_changes_nothing():
    """The pairs do not depend on the order of the rows."""
    assert name_pairs(ACTORS[::-1], NAMES[::-1]) == name_pairs(ACTORS, NAMES)
