"""Quotes held to stored texts: a corpus of defective ones, and which of them cannot be caught."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coded_case import empty_case
from tertius.case.quotes import check_quotes, find
from tertius.case.read import read_case
from tertius.errors import TertiusError
from tertius.intake.store import store

PAPER = (
    """The motorway in Montenegro

In February 2014 the Export-Import Bank of China signed a loan of US$943.9 million for the
first section of the motor\u00adway, which is 41 kilometres long. The loan covers 85 percent of its
cost, at an interest of 2 percent over twenty years. “Without it,” the minister said, “there
would be no road.” The government paid the rest, 1,089.5 million euros in all.

"""
    + "Much else is told here of roads and rivers. " * 120
    + """

The work was to end in 2019. It ended in July 2022; China’s debt, and the debt to China, came to 21% of all debt.
合同金额为9.44亿美元。Уговор је потписан у Подгорици.
"""
)
WIRE = "Russia's ambassador called the refinery “a promise kept” on 3 May 2016, and left.\n"
FOUND = [
    "signed a loan of US$943.9 million",
    "SIGNED A LOAN OF us$943.9 MILLION",
    "for the first section of the motorway",
    "'Without it,' the minister said, 'there would be no road.'",
    "a loan ... of its cost",
    "The loan [of Eximbank] covers 85 percent",
    "signed a loan … first section",
    "The loan covers  85 percent of its cost,",
    "合同金额为9.44亿美元",
    "9.44亿",
    "China",
    "China's debt",
    "Уговор је потписан",
    "Export–Import Bank of China",
]  # fmt: skip
DEFECTIVE = {
    # One word or its form is another.
    "signed the loan of US$943.9 million": "nowhere",
    "signed a credit of US$943.9 million": "nowhere",
    "cancelled a loan of US$943.9 million": "nowhere",
    "the first sections of the motorway": "nowhere",
    "The loans covers 85 percent": "nowhere",
    "The loan covered 85 percent of its cost": "nowhere",
    "the minister wrote": "nowhere",
    "no roads": "nowhere",
    "Export-Import Bank of Russia": "nowhere",
    "The goverment paid the rest": "nowhere",
    "Vlada je platila ostatak": "nowhere",
    # A word more, a word less, or words in another order.
    "signed a large loan of US$943.9 million": "nowhere",
    "signed loan of US$943.9 million": "nowhere",
    "a loan signed of US$943.9 million": "nowhere",
    "there would not be no road": "nowhere",
    "would be road": "nowhere",
    # A number is another, or a part of one.
    "a loan of US$934.9 million": "nowhere",
    "a loan of US$943.9 billion": "nowhere",
    "a loan of US$94.39 million": "nowhere",
    "a loan of €943.9 million": "nowhere",
    "43.9 million": "nowhere",
    "089.5 million euros": "nowhere",
    "1,089": "nowhere",
    "58 percent of its cost": "nowhere",
    "5 percent of its cost": "nowhere",
    "1% of all debt": "nowhere",
    "41 kilometre": "nowhere",
    "over twelve years": "nowhere",
    "合同金额为9.45亿美元": "nowhere",
    "Chinas debt": "nowhere",
    # A date is off.
    "In February 2015 the Export-Import Bank": "nowhere",
    "In January 2014 the Export-Import Bank": "nowhere",
    "It ended in July 2021": "nowhere",
    "The work was to end in 2020": "nowhere",
    # Two quotes are joined.
    "signed a loan of US$943.9 million The loan covers 85 percent": "nowhere",
    "85 percent of its cost. The government paid the rest": "nowhere",
    "signed a loan ... It ended in July 2022": "apart",
    "It ended in July 2022 ... signed a loan": "apart",
    "the minister said [in May] it ended in July 2022": "apart",
    # The words are of another source, or of none.
    "a promise kept": "elsewhere",
    "on 3 May 2016, and left": "elsewhere",
    "on 3 May 2017": "nowhere",
    "the road to nowhere": "nowhere",
    # A comma is gone.
    "Without it the minister said there would be no road": "nowhere",
    # Letters of another script look alike.
    "signed а loan": "nowhere",
    "Ugovor je potpisan": "nowhere",
}  # fmt: skip
NOT_CAUGHT = {
    "a loan of": "words so few that they stand anywhere",
    "The loan covers ... 2 percent": "parts of one page put together so that they say something else",
    "85 percent": "true words under a claim that says something else: its value is not held to its quote",
}


@pytest.fixture(scope="module")
def stored(tmp_path_factory):
    folder = tmp_path_factory.mktemp("quotes")
    case = empty_case(folder)
    for source, text in (("motorway", PAPER), ("wire", WIRE)):
        (folder / f"{source}.txt").write_text(text, encoding="utf-8")
        store(case, source, folder / f"{source}.txt")
    return case


def standings(case, quotes):
    """How each quote stands, as a claim of the paper."""
    rows = [
        f"q{n},mne,exists,yes,,,,,,,,,motorway,,,{json.dumps(q, ensure_ascii=False).replace(chr(92) + chr(34), chr(34) * 2)},supports,stated,,6,no,,current,,,,,,"
        for n, q in enumerate(quotes)
    ]
    header = (case / "claims.csv").read_text(encoding="utf-8").splitlines()[0]
    (case / "claims.csv").write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    read, problems = read_case(case)
    assert not problems, problems
    wrong, counts = check_quotes(read)
    assert sum(counts.values()) == len(quotes)
    told = {problem.cell: problem.message for problem in wrong}
    kinds = {"in parts": "apart", "and does in": "elsewhere", "nor in any": "nowhere"}
    return {
        quote: next(
            (kind for words, kind in kinds.items() if words in told.get(quote, "")), "found"
        )
        for quote in quotes
    }


def test_quotes_that_stand_are_found(stored):
    """Case, spaces, quotation marks, dashes and soft hyphens aside a quote is found; ... and [ ] part it."""
    assert standings(stored, FOUND) == dict.fromkeys(FOUND, "found")


def test_defective_quotes_are_caught(stored):
    """Forty-six quotes with one defect each: each is caught, and told from a quote of another source."""
    assert standings(stored, list(DEFECTIVE)) == DEFECTIVE


def test_what_cannot_be_caught(stored):
    """These are found, and a reader has to see what is wrong with them; the how-to lists them."""
    assert standings(stored, list(NOT_CAUGHT)) == dict.fromkeys(NOT_CAUGHT, "found")


@settings(max_examples=60)
@given(st.lists(st.sampled_from(PAPER.split()[:60]), min_size=1, max_size=6), st.integers(0, 59))
def test_any_run_of_words_is_found_and_no_letter_more(words, start):
    """Each run of whole words of a text stands in it, where it says; with a strange letter it does not."""
    text = " ".join(PAPER.split())
    run = " ".join(text.split()[start : start + len(words)])
    spans = find(run, text)
    if spans is not None:
        assert " ".join(text[a:b] for a, b in spans).strip() in text
        assert find(f"{run}ß", text) is None
    assert spans or not any(letter.isalnum() for letter in run)


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("", None, "found a folder. Name one file in it."),
        ("nothing.txt", None, "found none. Check the name."),
        ("empty.txt", b"", "found an empty file. Take it again."),
        ("blank.txt", b" \n\n ", "found no letters"),
        ("half.pdf", b"\xca\xfe\x81" * 50, "found neither that nor text"),
    ],
)
def test_a_file_that_cannot_be_stored(tmp_path, name, data, told):
    """A folder, no file, an empty one, one without letters and a broken PDF are refused in words; nothing is kept."""
    case = empty_case(tmp_path)
    source = {"id": "a", "type": "article-newspaper", "title": "A"}
    (case / "sources.json").write_text(json.dumps([source]), encoding="utf-8")
    before = (case / "sources.json").read_bytes()
    file = tmp_path / "files" / name
    (tmp_path / "files").mkdir()
    if data is not None:
        file.write_bytes(data)
    with pytest.raises(TertiusError, match=told):
        store(case, "a", file)
    assert (case / "sources.json").read_bytes() == before
    assert not list(case.glob("archive/*"))
