import pytest

from tertius.evidence.codes import code_of_actor, name_of


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("SRB", "Serbia"),
        ("RUS", "Russian Federation"),
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
