"""The bundle of rows that a sentence needs, whole."""

from dataclasses import replace

from made_paper import paper, reference
from small_proposals import CASE, DAY, accepted, bare, read, rows
from tertius.intake.extraction.proposals import propose


def test_a_sentence_with_a_note_becomes_the_whole_bundle():
    """A loan: the engagement with its parties, the stage, the amount, and the note's new source."""
    (proposal,) = read(
        "In March 2015, Russia lent Serbia €1.2 billion for a gas pipeline.[4]",
        notes={4: [reference("Moscow pays for a pipeline", year=2015)]},
    )
    assert proposal.notes == (4,)
    assert proposal.locator == "line 1"
    assert proposal.proposer == "rules"
    assert {table: [dict(row) for row in listed] for table, listed in proposal.rows.items()} == {
        "engagements": [
            {
                "id": "russia-lent-serbia-1-2-billion-for-a-gas-pipeline-2015",
                "label": "Russia lent Serbia €1.2 billion for a gas pipeline, 2015",
                "type": "loan",
                "power": "RUS",
                "host": "SRB",
                "domain": "economy",
                "sector": "oil-gas",
                "parties": "lender:rus;borrower:srb",
                "start": "2015-03",
                "direction": "power_to_host",
                "scope": "core",
            }
        ],
        "sources": [
            {
                "id": "petrov-moscow-pays-pipeline-2015",
                "type": "article-newspaper",
                "title": "Moscow pays for a pipeline",
                "author": [{"family": "Petrov", "given": "A"}],
                "issued": {"date-parts": [[2015]]},
            }
        ],
        "claims": [
            {
                "id": "russia-lent-serbia-1-2-billion-for-a-gas-pipeline-2015-stage",
                "subject": "russia-lent-serbia-1-2-billion-for-a-gas-pipeline-2015",
                "property": "stage",
                "value": "delivered",
                "date": "2015-03",
                "source": "petrov-moscow-pays-pipeline-2015",
                "via": "paper-2020",
                "locator": "note 4",
                "stance": "supports",
                "modality": "stated",
                "information": "2",
                "checked": "no",
            },
            {
                "id": "russia-lent-serbia-1-2-billion-for-a-gas-pipeline-2015-amount",
                "subject": "russia-lent-serbia-1-2-billion-for-a-gas-pipeline-2015",
                "property": "amount",
                "value": "1200000000",
                "unit": "EUR",
                "stage": "delivered",
                "date": "2015-03",
                "source": "petrov-moscow-pays-pipeline-2015",
                "via": "paper-2020",
                "locator": "note 4",
                "stance": "supports",
                "modality": "stated",
                "information": "2",
                "checked": "no",
            },
        ],
    }
    said = {(r.table, r.column): proposal.sentence[r.start : r.end] for r in proposal.reasons}
    assert said["engagements", "power"] == "Russia"
    assert said["engagements", "start"] == "March 2015"
    assert said["engagements", "sector"] == "gas"
    assert said["claims", "unit"] == "€1.2 billion"


def test_a_sentence_without_a_note_rests_on_the_paper():
    (claim,) = rows(
        read("Russia donated six helicopters to Serbia in 2018.", first_line=345), "claims"
    )[:1]
    assert (claim["source"], claim.get("via"), claim["locator"]) == ("paper-2020", None, "line 345")


def test_a_lost_note_is_a_source_of_its_own():
    """The note's number stands in the text and its text is lost: never the paper, never a guess."""
    (proposal,) = read("Russia donated six helicopters to Serbia in 2018.[12]")
    assert rows([proposal], "sources") == [
        {
            "id": "paper-2020-note-12",
            "type": "document",
            "title": "Note 12, text lost",
            "custom": {"lost": True},
        }
    ]
    assert {claim["source"] for claim in rows([proposal], "claims")} == {"paper-2020-note-12"}


def test_the_case_own_placeholder_is_used_for_its_lost_note():
    assert not rows(read("Russia donated six helicopters to Serbia in 2018.[7]"), "sources")


def test_a_known_source_is_not_made_again():
    """By its title, its author and its year."""
    told = reference("What people think of the powers", family="Marić", year=2019)
    (proposal,) = read("Russia donated six helicopters to Serbia in 2018.[1]", notes={1: [told]})
    assert not rows([proposal], "sources")
    assert {claim["source"] for claim in rows([proposal], "claims")} == {"poll-2019"}


def test_a_short_form_leads_to_the_full_entry():
    notes = {
        1: [reference("Helicopters arrive")],
        2: [replace(reference("x"), csl={}, refers_to=1)],
    }
    found = read(
        "Russia donated six helicopters to Serbia in 2018.[1]", "Vladimir Putin is old.", "China donated masks to Serbia in 2020.[2]",
        notes=notes,
    )  # fmt: skip
    assert [c["source"] for c in rows(found, "claims") if c["property"] == "stage"] == [
        "petrov-helicopters-arrive-2019"
    ] * 2


def test_an_ambiguous_short_form_is_not_resolved_by_guess():
    unclear = replace(reference("x"), csl={}, candidates=(3, 5))
    (proposal,) = read("Russia donated six helicopters to Serbia in 2018.[8]", notes={8: [unclear]})
    assert rows([proposal], "sources")[0]["title"] == "Note 8, not told apart"


def test_a_hedge_makes_the_claim_alleged_and_keeps_its_words():
    (claim, *_) = rows(read("Russia reportedly lent Serbia €20 million in 2015."), "claims")
    assert (claim["modality"], claim["hedge"], claim["information"]) == (
        "alleged",
        "reportedly",
        "4",
    )


def test_a_hedge_behind_a_comma_is_about_something_else():
    (claim, *_) = rows(
        read("Following allegations of fraud, Russia lent Serbia €20 million in 2015."), "claims"
    )
    assert claim["modality"] == "stated"


def test_what_is_alleged_of_a_person_comes_with_a_search_for_an_answer():
    (proposal,) = read(
        "In 2015, Serbian President Ivan Jovic allegedly signed an agreement with Russia."
    )
    assert rows([proposal], "searches")[0]["looked_for"].startswith("response of Ivan Jovic")
    assert rows([proposal], "actors") == [
        {"id": "ivan-jovic", "kind": "Person", "name": "Ivan Jovic", "country": "SRB"}
    ]


def test_a_promise_is_a_promise():
    """`pledged to`, `agreed to`, `plans to`, `announced that it would` set the stage."""
    stages = {
        said: rows(read(f"In 2014, Russia {said} Serbia €20 million."), "claims")[0]["value"]
        for said in (
            "pledged to lend",
            "plans to lend",
            "will lend",
            "announced that it would lend",
            "declined to lend",
        )
    }
    assert stages == {
        "pledged to lend": "pledged",
        "plans to lend": "planned",
        "will lend": "planned",
        "announced that it would lend": "announced",
        "declined to lend": "declined",
    }


def test_what_was_not_handed_over_is_not_delivered():
    (claim, *_) = rows(read("Russia did not deliver the missiles to Serbia."), "claims")
    assert (claim["property"], claim["value"]) == ("stage", "not_delivered")


def test_what_could_be_is_not_proposed():
    for said in (
        "Russia could lend Serbia €20 million.",
        "If Russia lent Serbia €20 million, it would be glad.",
        "Serbia hopes that Russia lends it money.",
        "The weather in Serbia was mild in 2014.",
        "Russia and China have interests in Serbia.",
    ):
        assert read(said) == []


def test_answers_of_a_poll_are_observations():
    found = read(
        [
            "A 2019 survey showed that Serbia trusted Russia (41%) and China (16%) most as partners.[1]",
            "The EU (12%) was seen as the weakest partner.",
        ],
        notes={1: [reference("A survey")]},
    )
    said = [
        (o["area"], o["counterpart"], o["period"], o["value"], o["unit"], o["source"], o["locator"])
        for o in rows(found, "observations")
    ]
    source = "petrov-survey-2019"
    assert said == [
        ("SRB", "RUS", "2019", "41", "pct", source, "note 1"),
        ("SRB", "CHN", "2019", "16", "pct", source, "note 1"),
        ("SRB", "EU", "2019", "12", "pct", source, "note 1"),
    ]


def test_a_company_unknown_to_the_case_gets_a_row():
    (proposal,) = read("The Chinese company Golden Bridge bought 63% of Dunav Bank in 2018.")
    assert rows([proposal], "actors") == [
        {"id": "golden-bridge", "kind": "Company", "name": "Golden Bridge", "country": "CHN"}
    ]
    assert rows([proposal], "engagements")[0]["parties"] == "buyer:golden-bridge;target:dunav-bank"


def test_a_tie_keeps_share_and_start():
    (proposal,) = read("Gazprom Neft has owned 56.15% of NIS since 2008.")
    assert rows([proposal], "ties") == [
        {
            "id": "gazprom-neft-owns-nis",
            "actor": "gazprom-neft",
            "relation": "owns",
            "target": "nis",
            "share_pct": "56.15",
            "start": "2008",
        }
    ]


def test_a_view_on_an_issue_of_the_case_is_a_position():
    (proposal,) = read("China opposes the independence of Kosovo.")
    (position,) = rows([proposal], "positions")
    assert (position["actor"], position["issue"], position["view"]) == (
        "chn",
        "kosovo-independence",
        "opposes",
    )


def test_what_the_case_knows_gets_a_claim_on_the_row_it_has():
    """The small case has Serbia's vote on Crimea; another source on it is a claim, not a new row."""
    (proposal,) = read(
        "In December 2016, Serbia voted against a UN resolution on Crimea that condemned Russia.[1]",
        notes={1: [reference("A vote")]},
        case=CASE,
    )
    assert not rows([proposal], "engagements")
    assert {claim["subject"] for claim in rows([proposal], "claims")} == {"crimea-vote"}


def test_what_the_case_says_from_the_same_source_is_not_proposed_again():
    told = [reference("A vote")]
    sentence = (
        "In December 2016, Serbia voted against a UN resolution on Crimea that condemned Russia.[1]"
    )
    first = read(sentence, notes={1: told})
    coded = accepted(first)
    assert read(sentence, notes={1: told}, case=coded) == []


def test_the_same_sentence_has_the_same_id_and_its_repetition_another():
    sentence = "Russia donated six helicopters to Serbia in 2018."
    once = read(sentence)
    twice = read(
        "Nobody knows.", sentence, "Something else.", sentence.replace(" donated", "  donated")
    )
    assert [p.id for p in once] == [twice[0].id]
    assert len({p.id for p in twice}) == len(twice)


def test_a_paper_that_the_case_does_not_have_becomes_a_source():
    (proposal,) = propose(
        paper("Russia donated six helicopters to Serbia in 2018."), bare(), via="other", on=DAY
    )
    assert rows([proposal], "sources") == [{"id": "other", "type": "document", "title": "A paper"}]


def test_another_thing_of_the_same_kind_is_not_taken_for_it():
    """A vote of another year, or one without a date on another matter, is no claim on Crimea's."""
    for sentence in (
        "In 2012, Serbia voted against a UN resolution on Crimea that condemned Russia.",
        "Serbia voted against a UN resolution on Syria that condemned Russia.",
    ):
        (proposal,) = read(sentence, case=CASE)
        assert len(rows([proposal], "engagements")) == 1


def test_reading_again_what_was_accepted_proposes_nothing():
    """Once the rows stand in the case, the same paper has nothing to add."""
    sentences = (
        "In March 2015, Russia lent Serbia €1.2 billion for a gas pipeline.[4]",
        "China opposes the independence of Kosovo.[4]",
        "Gazprom Neft has owned 56.15% of NIS since 2008.",
        "The EU is Serbia's largest trading partner.",
    )
    notes = {4: [reference("One title")]}
    first = read(*sentences, notes=notes)
    assert len(first) == 4
    assert read(*sentences, notes=notes, case=accepted(first)) == []


def test_a_label_ends_where_a_phrase_ends():
    """A long sentence is cut before a preposition, not within the words behind it."""
    made = read(
        "In 2015, Russia lent Serbia money for a new gas pipeline to further the political goals of its leaders."
    )
    (engagement,) = rows(made, "engagements")
    assert engagement["label"] == "Russia lent Serbia money for a new gas pipeline, 2015"


def test_what_the_paper_itself_says_is_checked():
    """Where no note stands, the paper is the source and its words are quoted, so the claim is checked; else not."""
    (by_itself,) = read("In March 2015, Russia lent Serbia €1.2 billion for a gas pipeline.")
    quote = "In March 2015, Russia lent Serbia €1.2 billion for a gas pipeline."
    assert {
        (c["source"], c.get("via", ""), c["checked"], c["quote"]) for c in by_itself.rows["claims"]
    } == {("paper-2020", "", "yes", quote)}
    (cited,) = read(
        "In March 2015, Russia lent Serbia €1.2 billion for a gas pipeline.[4]",
        notes={4: [reference("Moscow pays for a pipeline", year=2015)]},
    )
    assert {c["checked"] for c in cited.rows["claims"]} == {"no"}
