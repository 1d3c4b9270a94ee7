"""Sentences of a paragraph, as spans."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tertius.intake.documents.sentences import sentences

WHOLE = [
    ["Mr. Smith met Dr. J. K. Jones.", "They spoke."],
    ["The U.S. Congress met.", "It voted."],
    ["He moved to the U.S.", "The war went on."],
    ["See No. 3 and pp. 4–5.", "No.", "It did not."],
    ["Firma Energo d.o.o. Beograd signed.", "The loan came."],
    ["It costs $5.2 million.", "The 17+1 framework and 3.5 per cent matter."],
    ["It rose by 8.", "17+1 countries met."],
    ["‘Is it so?’ he asked.", "‘It is.’", "Nobody spoke."],
    ["The loans are ‘bad for all. [Rather, they] … are tied to one (SOE)’.", "So they said."],
    ["He left (it was late. Very late) and slept.", "She stayed."],
    ["Loans came … and went.", "Then …", "Nothing."],
    ["Serbia and Huawei Co., Ltd. signed.", "Work began in Jan. 2019."],
    ["Председник је отишао.", "То је био г. Петровић из д.о.о. Град.", "Крај."],
    ["В 2018 г. Россия дала кредит.", "Это так."],
    ["Really?!", "Yes.", "“Go.”", "He went."],
    ["中国银行。", "贷款。"],
    ["The law passed in 2019.", "In 2020 it fell."],
    ["Serbs’ rights matter.", "‘Yes’, he said."],
    ["Vol. 2 of it came out.", "It was read."],
    ["1. The first point stands.", "It is short."],
]


@pytest.mark.parametrize("whole", WHOLE, ids=lambda whole: whole[0][:25])
def test_sentences(whole: list[str]):
    """Sentences that were joined come apart where they were joined, and nowhere else."""
    text = " ".join(whole)
    assert [text[begin:end] for begin, end in sentences(text)] == whole


@given(st.text(alphabet="aA1 .!?…’‘()[]“”\n«»„。д", max_size=300) | st.text(max_size=300))
def test_every_letter_is_in_one_sentence(text: str):
    """The spans rise, do not touch spaces at their ends, and leave out nothing but spaces."""
    spans = sentences(text)
    edges = [edge for span in spans for edge in span]
    assert edges == sorted(edges)
    assert all(begin < end and text[begin:end].strip() == text[begin:end] for begin, end in spans)
    left = text
    for begin, end in reversed(spans):
        left = left[:begin] + left[end:]
    assert not left.strip()
