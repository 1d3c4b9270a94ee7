import pytest

from tertius.report.tangle import tangled


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[" * 60 + "a" + "]" * 60, "60 brackets [ open at once"),
        ("^[a " * 40, "40 brackets [ open at once"),
        (" ".join("`" * n + "a" for n in range(1, 60)), "59 runs of backticks that nothing closes"),
    ],
    ids=["nested", "notes", "backticks"],
)
def test_a_paragraph_without_end(text: str, said: str):
    """Brackets and backticks that would keep pandoc for minutes are counted before it is asked."""
    knot = tangled(f"A paragraph.\n\n{text}\n")
    assert knot is not None
    assert said in knot.message
    assert knot.begins == text[:80]


@pytest.mark.parametrize(
    "text",
    [
        "A note.^[See [@a, p. 3], and [the page](https://example.org).]\n",
        "One `a` and ``b ` c`` and an odd ` alone.\n",
        "\\[" * 100,
        "[a] " * 1000,
        "",
    ],
)
def test_what_people_write(text: str):
    """Notes with citations, code, escaped brackets and a thousand of them in a row are read."""
    assert tangled(text) is None
