"""The page of case.yml: what a case says of itself."""

from collections.abc import Iterable
from typing import Any

from tertius.case.settings import Dataset, Issue, Settings
from tertius.case.weights import Draws
from tertius.reference.markdown import table
from tertius.reference.sentences import sentences


def settings_page() -> Iterable[str]:
    """Yield the page: every key of case.yml, and the parts that a table of keys has no room for."""
    yield "# case.yml"
    yield "What a case says of itself. `tertius new` writes it with every key."
    yield table(
        ("key", "what it says", "unless given"),
        (
            (
                f"[`{key}`](#{key})" if key in DETAILS else f"`{key}`",
                field.description or "",
                _default(field),
            )
            for key, field in Settings.model_fields.items()
        ),
    )
    for key, text in DETAILS.items():
        yield f"## {key}"
        yield text
        if key in ("issues", "datasets"):
            part = Issue if key == "issues" else Dataset
            texts = sentences()["settings"]
            yield table(
                ("key", "what it says"),
                ((f"`{name}`", texts[f"{key}.{name}"]) for name in part.model_fields),
            )
        if key == "draws":
            yield table(
                ("key", "what it says", "unless given"),
                (
                    (f"`{name}`", field.description or "", f"`{_written(field.default)}`")
                    for name, field in Draws.model_fields.items()
                ),
            )


def _written(value: Any) -> str:
    """Return a default as it would be written in case.yml."""
    return f"[{', '.join(f'{one:g}' for one in value)}]" if isinstance(value, tuple) else str(value)


def _default(field: Any) -> str:
    if field.is_required():
        return "needed"
    if isinstance(field.default, Draws):
        return "as below"
    return f"`{field.default}`" if isinstance(field.default, str) and field.default else "empty"


DETAILS = {
    "period": "An EDTF span with an end, such as `2008/2020`. Results hold for its last day: a stake that ended before is no longer held.",
    "currency": "`EUR`, `USD`, `GBP` or `CHF`. Amounts are kept as stated and converted at the rate of their own date.",
    "issues": (
        "A list of maps. Two issues may be one question under two names: a wish of the host and an aim of a power "
        "that cannot both be had exclude each other. `excludes` goes both ways and is written once.\n\n"
        "```yaml\nissues:\n- id: eu-accession\n  label: Accession to the EU\n  domain: politics\n"
        "  excludes: [eeu-agreement]\n- id: eeu-agreement\n  label: The agreement with the Eurasian Economic Union\n"
        "  domain: economy\n```"
    ),
    "datasets": "A list of maps:",
    "vocabulary": (
        "Words that the case adds, by vocabulary. Each has `means`, a sentence, and the further keys that its "
        "vocabulary uses ([words](words.md#vocabularies)): a sector its `domain`, a property its `type`. "
        "A published word keeps its meaning.\n\n"
        "```yaml\nvocabulary:\n  sector:\n    space:\n      domain: economy\n      means: Satellites and their ground stations.\n```"
    ),
    "groups": (
        "Groups of powers by name, for the measure [brokerage](measures.md#brokerage): who bridges the West and Russia, "
        "say. A power outside all groups is its own. A country that is no power can belong to a group too; its actors "
        "then stand on that side.\n\n"
        "```yaml\ngroups: {WEST: [EU, USA, NATO, DEU]}\n```"
    ),
    "index": (
        "Dependence is a vector: trade, debt, investment and the rest side by side in [dependence](measures.md#dependence). "
        "A case that wants one number beside it says how the parts weigh; the weights add up to 1 and are printed with "
        "every row, with how often the order survives when they are drawn anew.\n\n"
        "```yaml\nindex:\n  weights: {trade_share/total: 0.5, debt_share: 0.5}\n```"
    ),
    "draws": (
        "A draw is a world by chance: a claim counts in it with the probability of its information, multiplied by "
        "that of its outlet, and claims of one origin are drawn together. The table below stands for every case; a case "
        "that writes another shows it to all its readers. [How draws are made](../how-to/credit-and-draws.md#draws).\n\n"
        "```yaml\ndraws:\n  information: [0.95, 0.8, 0.6, 0.3, 0.1, 0.5]\n"
        "  outlets: [1, 1, 0.95, 0.8, 0.5, 0.9]\n  worlds: 1000\n  seed: 1945\n```"
    ),
    "expects": (
        "How many rows the case has, from and to, so that a quiet loss is loud. By domain: `engagements`, `ties`, "
        "`positions`; under `all`: `claims`, `observations`, `searches`, `actors`.\n\n"
        "```yaml\nexpects:\n  politics:\n    engagements: [48, 54]\n  all:\n    claims: [395, 437]\n```"
    ),
}
"""What a table of keys has no room for."""
