from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, ValidationError

from tertius.evidence.actor import Actor
from tertius.evidence.engagement import Party, read_party
from tertius.evidence.row import DECIMAL, Number, Percent, RowId, Text, split


class Cells(BaseModel):
    id: RowId = "a"
    text: Text = "a"
    number: Number = Decimal(0)
    percent: Percent = Decimal(0)


def refusal(**cell: str) -> str:
    with pytest.raises(ValidationError) as caught:
        Cells(**cell)
    (found,) = caught.value.errors()
    return str(found["ctx"]["error"])


@pytest.mark.parametrize("text", ["a", "gazprom-neft", "1", "2008-nis-sale", "a-1-b"])
def test_ids(text: str):
    """Lower-case words and numbers joined by single hyphens are ids."""
    assert Cells(id=text).id == text


@pytest.mark.parametrize(
    "text", ["", "A", "a_b", "a--b", "-a", "a-", "a b", "é", "a\n", "a.b", "a/../b", "٣"]
)
def test_what_is_no_id(text: str):
    """Capitals, underscores, doubled or outer hyphens, spaces and other scripts are refused."""
    assert refusal(id=text) == (
        "is not an id. Write lower-case words joined by single hyphens, such as gazprom-neft."
    )


@pytest.mark.parametrize(
    ("text", "value"), [("0", 0), ("-3", -3), ("56.15", Decimal("56.15")), ("9" * 15, 10**15 - 1)]
)
def test_numbers(text: str, value: Decimal):
    """Digits, with a decimal point and a minus sign where needed, are read exactly."""
    assert Cells(number=text).number == value


@pytest.mark.parametrize("sign", "-−–‒‐‑－")
@pytest.mark.parametrize(
    ("digits", "below"), [("20.5", "-20.5"), ("20,5", "-20.5"), (" 1.2bn", "-1200000000")]
)
def test_a_number_below_zero_is_never_told_as_one_above(sign: str, digits: str, below: str):
    """Whatever sign stands for a minus, what is to be written keeps it."""
    if DECIMAL.match(sign + digits):
        assert Cells(number=sign + digits).number == Decimal(below)
    else:
        assert refusal(number=sign + digits) == f"is not a number. Write {below}."


def test_of_two_signs_nothing_is_guessed():
    """Where a minus stands twice no number is proposed."""
    assert refusal(number="−−5") == f"is not a number. {IN_DIGITS}"


@pytest.mark.parametrize("text", ["#REF!", "#N/A", "#name?", "#VALUE!", "#DIV/0!", "#BEZUG!"])
def test_what_is_left_of_a_broken_formula_is_no_text(text: str):
    """A text cell with a spreadsheet's own word for an error is refused; a text that names it is not."""
    assert refusal(text=text) == (
        "is what a spreadsheet writes where a formula is broken. Write what stood there before, or "
        "leave the cell empty."
    )
    assert Cells(text=f"It says {text} there").text == f"It says {text} there"


IN_DIGITS = (
    "Write digits with a decimal point and no separators, such as 56.15;"
    " at most 15 digits before the point and 6 behind it."
)


@pytest.mark.parametrize(
    ("text", "to_write"),
    [
        ("1,5", "Write 1.5."),
        ("1.500,00", "Write 1500.00."),
        ("1 000", "Write 1000."),
        ("5.", "Write 5."),
        ("٥", "Write 5."),
        ("5%", "Write 5, and pct in `unit`."),
        ("NaN", "Leave the cell empty where no source says it."),
        ("-", "Leave the cell empty where no source says it."),
        ("1e5", "Write 100000."),
        ("Infinity", IN_DIGITS),
        (".5", IN_DIGITS),
        ("1.1234567", IN_DIGITS),
        ("9" * 16, IN_DIGITS),
        ("½", IN_DIGITS),
        ("0x1F", IN_DIGITS),
        ("1_000", "Write 1000."),
    ],
)
def test_what_is_no_number(text: str, to_write: str):
    """Separators, exponents, words, other digits and what is too long to add up are refused, with what was meant where it is plain."""
    assert refusal(number=text) == f"is not a number. {to_write}"


@pytest.mark.parametrize("text", ["0", "100", "56.15", "100.000000"])
def test_percentages(text: str):
    """A percentage lies between 0 and 100, both included."""
    assert Cells(percent=text).percent == Decimal(text)


@pytest.mark.parametrize("text", ["-0.01", "100.000001", "5615"])
def test_what_is_no_percentage(text: str):
    """Below 0 and above 100 is refused."""
    assert refusal(percent=text) == "is not a percentage. Write a number from 0 to 100."


@pytest.mark.parametrize("sign", "=+-@")
def test_formulas_are_refused(sign: str):
    """A text that a spreadsheet would run is refused, and says by which sign."""
    assert refusal(text=f"{sign}1+1") == (
        f"begins with '{sign}', which a spreadsheet runs as a formula. Begin with a word."
    )
    assert Cells(text=f"1{sign}1").text == f"1{sign}1"


@pytest.mark.parametrize(
    "letter", ["\n", "\r", "\t", "\0", "\x1b", "\x7f", "\x85", "\u2028", "\u2029"]
)
def test_one_line_of_text(letter: str):
    """Control characters and every kind of line break are refused."""
    assert (
        refusal(text=f"a{letter}b")
        == "holds a control character or line break. Write one line of plain text."
    )


def test_long_texts_are_refused():
    """A cell holds 20,000 characters at most."""
    assert Cells(text="x" * 20_000)
    assert refusal(text="x" * 20_001) == "is 20,001 characters long. Write at most 20,000."


def test_cells_of_several_values():
    """Values stand between semicolons, outer spaces fall away, and order is kept."""
    assert split("RUS;CHN") == ("RUS", "CHN")
    assert split("b ; a") == ("b", "a")
    assert split("RUS") == ("RUS",)


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("a;", "has an empty place between semicolons. Write a;b without a last one."),
        (";a", "has an empty place between semicolons. Write a;b without a last one."),
        ("a;;b", "has an empty place between semicolons. Write a;b without a last one."),
        ("a;b; a", "names one value twice. Write each once."),
    ],
)
def test_what_is_no_list_of_values(cell: str, said: str):
    """An empty place and a value twice are refused."""
    with pytest.raises(ValueError) as caught:
        split(cell)
    assert str(caught.value) == said


@given(st.lists(st.from_regex(r"[a-z0-9]+(-[a-z0-9]+)*", fullmatch=True), min_size=1, unique=True))
def test_split_undoes_join(values: list[str]):
    """What is joined by semicolons is split into the same values."""
    assert split(";".join(values)) == tuple(values)


@pytest.mark.parametrize(
    ("text", "party"),
    [
        ("lender:exim-bank-of-china", Party("lender", "exim-bank-of-china", None)),
        ("voter_against:srb", Party("voter_against", "srb", None)),
        ("contractor:srbijagas@RUS", Party("contractor", "srbijagas", "RUS")),
        ("speaker:dodik@BA-SRP", Party("speaker", "dodik", "BA-SRP")),
    ],
)
def test_parties(text: str, party: Party):
    """A party is a role and an actor, and a power where it is not the actor's own country."""
    assert read_party(text) == party


@pytest.mark.parametrize(
    "text",
    [
        "",
        "lender:",
        ":srb",
        "lender:srb@",
        "lender:srb@rus",
        "a:b:c",
    ],
)
def test_what_is_no_party(text: str):
    """Anything but role:actor or role:actor@POWER is refused."""
    with pytest.raises(ValueError) as caught:
        read_party(text)
    assert (
        str(caught.value) == "is not a party. Write role:actor, such as lender:exim-bank-of-china."
    )


@pytest.mark.parametrize(
    "text",
    ["Lender:srb", "lender:SRB", "lender: srb", "lender :srb", "lender=srb", "lender srb", "lender:srb\n"],
)  # fmt: skip
def test_what_is_meant_by_a_party(text: str):
    """Capitals, spaces and another mark between role and actor are told in the form that is read."""
    with pytest.raises(ValueError) as caught:
        read_party(text)
    said = "is not a party. Write lender:srb, the role and the id of the actor."
    assert str(caught.value) == said


def test_an_actor_alone_needs_its_role():
    """Where only an id stands, the role is what is missing."""
    with pytest.raises(ValueError, match="Write its role before it, such as signatory:srb"):
        read_party("srb")


def test_rows_do_not_change():
    """A row cannot be changed, and takes no column that its table does not have."""
    row = Actor(id="nis", kind="Company", name="NIS")
    with pytest.raises(ValidationError):
        row.name = "Other"
    with pytest.raises(ValidationError):
        Actor(id="nis", kind="Company", name="NIS", colour="red")
