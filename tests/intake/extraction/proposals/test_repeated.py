"""An event that a text tells twice is proposed once."""

from small_proposals import bare, read, rows

CASE = bare(hosts=("LKA",), powers=("CHN", "IND"))
LEASED = "In 2017, Sri Lanka leased the port of Hambantota to China Merchants for $1.12 billion."
AGAIN = "Sri Lanka leased the port to China Merchants for $1.12 billion."


def told(*paragraphs):
    """For each engagement its start, and the quotes of the claims on it."""
    found = read(*paragraphs, case=CASE)
    return [
        (
            row.get("start", ""),
            [c["quote"] for c in rows(found, "claims") if c["subject"] == row["id"]],
        )
        for row in rows(found, "engagements")
    ]


def test_a_sentence_that_tells_it_again_is_quoted_too():
    """The claim has the words of both sentences, as parts of one quote in the order of the text."""
    (((start, quotes),), ((_, alone),)) = told([LEASED, AGAIN]), told([LEASED])
    assert (start, quotes[0]) == ("2017", alone[0])
    assert quotes[1] == f"{alone[1]} ... {AGAIN}"


def test_the_sentence_that_says_more_is_kept():
    """Where the second says what the first leaves out, it stands for both."""
    lent = "China lent Sri Lanka $90 million"
    ((start, quotes),) = told([f"{lent}.", f"In 2017 {lent} for a port."])
    assert (start, len(quotes)) == ("2017", 2)


def test_words_a_chapter_away_are_no_part_of_the_quote():
    """In another paragraph the event is the same, and its quote that of the first."""
    assert told([LEASED], [LEASED]) == told([LEASED])


def test_another_year_sum_or_lessee_is_another_event():
    """What differs in its date, its sum or who takes part is proposed by itself."""
    for other in (
        LEASED.replace("2017", "2016"),
        LEASED.replace("1.12", "1.3"),
        LEASED.replace("China Merchants", "China Harbour Engineering Company"),
    ):
        assert len(told([LEASED], [other])) == 2


def test_one_that_says_more_of_something_else_is_left():
    """Two sentences that each say what the other does not are both proposed, for a person to merge."""
    assert len(told(["In 2017 China lent Sri Lanka $90 million.", "China lent Sri Lanka $90 million for a port."])) == 2  # fmt: skip
