"""A page of the atlas is cited in the formats that programs for references read."""

import json
from dataclasses import replace
from datetime import date

from tertius.present.cite import Citation, published_at

CITED = Citation(
    "Russia & China: 45% of {steel}",
    "A case",
    date(2020, 12, 31),
    "abcdef0123456789",
    published_at("https://example.org/atlas/", "findings/a b.html"),
)


def test_bibtex_escapes_what_tex_would_take_for_a_command():
    """Signs of TeX in a title are written as letters, and braces pair."""
    text = CITED.bibtex()
    assert r"title = {Russia \& China: 45\% of \{steel\}}" in text
    assert text.startswith("@incollection{russia-china-45-abcdef01,")
    assert text.replace(r"\{", "").count("{") == text.replace(r"\}", "").count("}")


def test_a_key_keeps_letters_with_marks():
    """A letter with a mark stands without it in the key, and no word falls apart there."""
    cited = replace(CITED, title="Türkiye in Côte d'Ivoire")
    assert cited.key == "turkiye-in-cote-abcdef01"


def test_ris_has_a_line_for_each_field():
    """A field is a tag and a text; the last one ends the entry."""
    assert CITED.ris().splitlines() == [
        "TY  - ELEC",
        "TI  - Russia & China: 45% of {steel}",
        "T2  - A case",
        "PY  - 2020",
        "N1  - Made by Tertius from the case with the fingerprint abcdef0123456789",
        "UR  - https://example.org/atlas/findings/a%20b.html",
        "ER  - ",
    ]


def test_csl_json_names_the_day_of_the_evidence():
    """CSL-JSON is read back with title, day and address."""
    (entry,) = json.loads(CITED.csl())
    assert entry["issued"] == {"date-parts": [[2020, 12, 31]]}
    assert entry["URL"] == CITED.address


def test_a_case_that_is_published_nowhere_has_no_address():
    """Without an address in case.yml none is made up."""
    assert published_at("", "index.html") == ""
    assert "url" not in Citation("A", "B", date(2020, 1, 1), "ab", "").bibtex()
