import pycountry
import pytest

from tertius.evidence.codes import code_named, code_of_actor, name_of


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("SRB", "Serbia"),
        ("RUS", "Russia"),
        ("COD", "DR Congo"),
        ("KOR", "South Korea"),
        ("PSE", "Palestine"),
        ("CHN", "China"),
        ("XKX", "Kosovo"),
        ("BA-SRP", "Republika Srpska"),
        ("EU", "European Union"),
        ("NATO", "North Atlantic Treaty Organization"),
        ("SUN", "Soviet Union"),
        ("YUG", "Yugoslavia"),
        ("SCG", "Serbia and Montenegro"),
        ("DDR", "German Democratic Republic"),
    ],
)
def test_codes_have_names(code: str, name: str):
    """States, parts of states, states that are gone, Kosovo and the blocs have a name."""
    assert name_of(code) == name


def test_no_name_is_turned_round_or_bracketed():
    """Every state's name can stand in a sentence: no comma turns it round, and nothing stands in brackets."""
    names = [name_of(one.alpha_3) for one in pycountry.countries]
    odd = [name for name in names if "(" in name or "," in name]
    assert odd == [
        "Bonaire, Sint Eustatius and Saba",
        "Saint Helena, Ascension and Tristan da Cunha",
    ]


@pytest.mark.parametrize(
    "name", ["Russian Federation", "Russia", "russia", "Palestine, State of", "Palestine"]
)
def test_long_names_are_still_understood(name: str):
    """A state is known by its name on the lists of ISO and by the short one."""
    assert code_named(name) == ("PSE" if name.startswith("P") else "RUS")


@pytest.mark.parametrize(
    "code", ["", "RS", "688", "SER", "srb", "Srb", "ba-srp", "eu", "BA_SRP", "SRB ", "Serbia", "=1"]
)
def test_what_is_no_code(code: str):
    """Two letters, numbers, small letters and names are no codes: one state has one spelling."""
    assert name_of(code) is None


def test_states_as_actors():
    """The id of a state or bloc is its code in lower case."""
    assert code_of_actor("rus") == "RUS"
    assert code_of_actor("ba-srp") == "BA-SRP"
