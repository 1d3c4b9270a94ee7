from datetime import date

import pytest
from pydantic import ValidationError

from tertius.evidence.source import Source, issued_date


def read(**fields: object) -> Source:
    return Source.model_validate({"id": "a", "type": "book", **fields})


@pytest.mark.parametrize(
    ("parts", "first", "last"),
    [
        ([[2014]], date(2014, 1, 1), date(2014, 12, 31)),
        ([[2014, 10]], date(2014, 10, 1), date(2014, 10, 31)),
        ([[2014, 10, 16]], date(2014, 10, 16), date(2014, 10, 16)),
        ([["2014", "10", "16"]], date(2014, 10, 16), date(2014, 10, 16)),
    ],
)
def test_issued(parts: list[list[int]], first: date, last: date):
    """A publication is dated as exactly as its reference says."""
    found = read(issued={"date-parts": parts}).date
    assert (found.earliest, found.latest) == (first, last)


@pytest.mark.parametrize(
    "issued",
    [None, {}, {"raw": "n.d."}, {"date-parts": []}, {"date-parts": [[]]}, {"date-parts": [[None]]}],
)
def test_undated(issued: dict[str, object] | None):
    """A reference without a date is undated, which is no fault."""
    assert read(issued=issued).date is None


@pytest.mark.parametrize(
    "parts",
    [
        5,
        True,
        "2014",
        {"a": 1},
        [2014],
        [[2014, 13]],
        [[2014, 2, 30]],
        [["spring"]],
        [[0]],
        [[10**400]],
        [[2014, None]],
        [None],
        [[[2014]]],
    ],
)
def test_dates_that_are_none(parts: object):
    """Date parts that are no date are refused, whatever they are made of."""
    with pytest.raises(ValueError) as caught:
        issued_date({"date-parts": parts})
    assert (
        str(caught.value)
        == f"has date-parts {parts!r}, which are no date. Write year, month and day, such as [[2014, 5, 7]]."
    )


@pytest.mark.parametrize(
    "name", ["=cmd", "+1", "-a", "@a", "a;b", " a", "a ", "a\nb", "a\u2028b", "", "x" * 301]
)
def test_ids_of_sources_fit_a_cell(name: str):
    """An id that a cell cannot name, or that a spreadsheet would run, is refused."""
    with pytest.raises(ValidationError):
        read(id=name)


@pytest.mark.parametrize(
    "name", ["smith-2014", "http://zotero.org/users/1/items/AB12", "Smith, J. (2014)"]
)
def test_ids_of_sources_are_free(name: str):
    """Any other id that a reference manager gives is kept."""
    assert read(id=name).id == name


def test_numbers_as_ids():
    """A reference manager may number its items."""
    assert read(id=7).id == "7"


def test_unknown_fields_are_kept():
    """Whatever else CSL-JSON holds comes back as it was."""
    item = {
        "id": "a",
        "type": "book",
        "publisher": "P",
        "container-title": "C",
        "custom": {"outlet": "o"},
    }
    assert read(**item).model_dump(by_alias=True, exclude_unset=True) == item


def test_custom_holds_what_tertius_knows():
    """In `custom` nothing is passed over: a misspelt key is refused."""
    with pytest.raises(ValidationError):
        read(custom={"derived-from": "b"})


@pytest.mark.parametrize(
    ("said", "kept"),
    [(True, True), ("yes", "yes"), ("no", "no"), ("Yes", True), ("true", True), (None, None)],
)
def test_withheld(said: object, kept: object):
    """However a source is said to be withheld, it is withheld; see the next test for what is refused."""
    assert read(custom={"withheld": said}).custom.withheld == kept


@pytest.mark.parametrize("said", ["maybe", "ja", "", 2, []])
def test_withheld_is_yes_or_no(said: object):
    """A word that could be misread, and so publish what should stay inside, is refused."""
    with pytest.raises(ValidationError):
        read(custom={"withheld": said})


@pytest.mark.parametrize(
    ("authors", "line"),
    [
        ([{"family": "Marić", "given": "Ana"}], "Ana Marić"),
        ([{"literal": "Reuters"}, {"family": "Kim"}], "Reuters, Kim"),
        ([], ""),
        ([{"family": ["x"], "given": 3}], "3 ['x']"),
    ],
)
def test_authors_in_one_line(authors: list[dict[str, object]], line: str):
    """Authors are named in one line, organisations as they are written; odd ones are no error."""
    assert read(author=authors).authors == line


@pytest.mark.parametrize(
    ("issued", "text"),
    [
        ({"raw": "2014-05-07"}, "2014-05-07"),
        ({"literal": "2014"}, "2014"),
        ("2014-05", "2014-05"),
        ({"date-parts": [[2014], [2016]]}, "2014/2016"),
        ({"date-parts": [[2014]], "season": 1}, "2014-21"),
    ],
)
def test_dates_that_citations_write_otherwise(issued: object, text: str):
    """A date as text is read where it is EDTF, two parts are a span, and a season is one of EDTF's."""
    source = Source.model_validate({"id": "a", "type": "book", "issued": issued})
    assert str(source.date) == text


def test_control_characters_stay_behind():
    """No control character leaves a source: Word takes none, and nobody sees it."""
    item = {"id": "a", "type": "book", "URL": "https://x.org/a\x0bb", "note": ["a\x00"]}
    source = Source.model_validate(item)
    assert source.url == "https://x.org/ab"
    assert (source.model_extra or {})["note"] == ["a"]
