"""A page for each engagement: who, when, how far, how much, and what leads there."""

from small_case import small_study
from tertius.atlas.engagements import engagements
from tertius.atlas.promises import promises
from tertius.atlas.timeline import timeline_page
from tertius.present.labels import Labels


def shown(name):
    study = small_study()
    made = {page.context["row"].id: page for page in engagements(study, Labels(study))}
    assert set(made) == {row.id for row in study.case.rows("engagements")}
    return made[name].context


def test_an_engagement_says_who_took_part_and_what_was_paid():
    """The sale of NIS names buyer and target, EUR 400 million signed, and an unknown amount delivered."""
    sale = shown("nis-sale")
    parties = [(one["name"], one["role"]) for one in sale["parties"]]
    assert parties == [("Gazprom Neft", "buyer"), ("NIS", "target")]
    assert [(word, amount) for word, amount in sale["amounts"]] == [
        ("signed", 400_000_000),
        ("delivered", None),
    ]
    assert (sale["began"], sale["ended"], sale["where"]) == (
        "2008-12-24",
        "not stated",
        ["Novi Sad"],
    )


def test_every_claim_about_an_engagement_stands_on_its_page():
    """The page has the claims of its subject, those that count, and what hangs on them."""
    study = small_study()
    labels = Labels(study)
    for row in study.case.rows("engagements"):
        claims = [claim.id for claim in shown(row.id)["claims"]]
        assert claims == list(labels.by_subject.get(row.id, ()))
    assert "russia-before-china-in-oil-gas" in [r.id for r in shown("nis-sale")["findings"]]


def test_promises_and_timeline_lead_to_the_engagement():
    """Every row of the promises and of the timeline has the address of its engagement's page."""
    study = small_study()
    labels = Labels(study)
    (block,) = promises(study, labels).context["blocks"]
    assert {one["href"] for one in block["promises"]} == {
        labels.page_of("engagements", one["row"]["engagement"]) for one in block["promises"]
    }
    listed = [row for b in timeline_page(study, labels).context["blocks"] for row in b["rows"]]
    assert sorted(row["href"] for row in listed) == sorted(
        labels.page_of("engagements", row["id"]) for row in study.tables["engagements"]
    )
