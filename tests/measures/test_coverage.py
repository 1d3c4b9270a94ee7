"""How much evidence stands behind each power, counted by hand on three claims and a search."""

from small_case import rows, small_study


def place(host, power, domain):
    (found,) = rows("coverage", host=host, power=power, domain=domain)
    return found


def test_the_european_union_is_thinly_covered_in_the_economy():
    """One engagement of the EU in the economy, carried by the claims on it alone."""
    case = small_study().case
    about = {e.id for e in case.rows("engagements") if "EU" in e.power and e.domain == "economy"}
    assert about == {"eu-oil-sanctions"}
    claims = [c for c in case.rows("claims") if c.subject in about and c.status == "current"]
    found = place("SRB", "EU", "economy")
    assert found["claims"] == len(claims) == 1
    assert found["observations"] == found["searches"] == found["lost"] == 0


def test_searches_count_as_effort():
    """The search for China in oil and gas counts for China in the economy."""
    assert place("SRB", "CHN", "economy")["searches"] == 1
    assert place("SRB", "RUS", "economy")["searches"] == 0


def test_positions_have_no_host():
    """What Russia holds on the two issues stands without a host."""
    assert place("", "RUS", "politics")["claims"] > 0


def test_copies_of_one_wire_story_are_one_origin():
    """Where two sources copy each other there are fewer origins than sources."""
    russia = place("SRB", "RUS", "economy")
    assert russia["origins"] < russia["sources"]
