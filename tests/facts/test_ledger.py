"""What the ledger of the small case says of rows that speak of one thing, counted by hand."""

from small_case import small_study


def test_rivals_are_all_rows_on_the_keys_of_those_named():
    """The gazette's price and the tabloid's are on one key; a search is its own, and nothing else is anybody's."""
    ledger = small_study().ledger
    both = {"nis-sale-amount-by-gazette", "nis-sale-amount-by-tabloid"}
    assert ledger.rivals(["nis-sale-amount-by-gazette"]) == both
    search = min(ledger.searches)
    assert ledger.rivals([search, "nobody"]) == {search}


def test_disputes_are_told_key_by_key():
    """Two rows dispute a thing, and a third was opened and says something else; what is undisputed has none."""
    disputing = ("chinese-avoidance-exists", "chinese-works-amount-denied", "russian-loan-denied")
    assert small_study().ledger.disputes() == [frozenset({name}) for name in disputing]
