"""The page of findings.yml: the keys of a finding, its conditions, and one example of each kind."""

from collections.abc import Iterable

from tertius.findings.finding import Finding, Place, Test, Value
from tertius.reference.markdown import table
from tertius.reference.sentences import sentences


def findings_page() -> Iterable[str]:
    """Yield the page: every key of findings.yml, what a condition may say, and the examples."""
    yield "# findings.yml"
    yield (
        "A list of findings. Each has `id` and `statement`, and exactly one of `measure`, `values`, `supports`, `claim` "
        "and `trigger`, which makes it computed (the first two), argued, reported or conditional. "
        "[How to write a finding](../how-to/write-a-finding.md) goes through them."
    )
    texts = sentences()
    yield table(
        ("key", "what it says", "needed"),
        (
            (f"`{key}`", texts["finding"][key], "yes" if field.is_required() else "no")
            for key, field in Finding.model_fields.items()
        ),
    )
    for title, part, name in (
        ("A place, under `stated`", Place, "place"),
        ("A value, under `values`", Value, "value"),
        ("A trigger", Test, "test"),
    ):
        yield f"## {title}"
        yield table(
            ("key", "what it says", "needed"),
            (
                (f"`{key}`", texts[name][key], "yes" if field.is_required() else "no")
                for key, field in part.model_fields.items()
            ),
        )
    yield "## Conditions"
    yield (
        "`where` and `expect` are conditions as SQL writes them: columns, literals in single quotes, numbers, `TRUE`, "
        "`FALSE`, `NULL`, `=`, `<>`, `<`, `<=`, `>`, `>=`, `+`, `-`, `*`, `/`, `AND`, `OR`, `NOT`, `IN (…)`, "
        "`BETWEEN … AND …`, `IS NULL`. Functions and subqueries are refused. A comparison with an unknown value is "
        "unknown, and makes the verdict `open` unless the rest of the condition decides."
    )
    yield "## Examples"
    yield f"```yaml\n{EXAMPLES}```"


EXAMPLES = """\
- id: gas-is-russian                     # computed, short form: one measure
  statement: Russia leads in oil and gas by stakes held.
  measure: leader
  where: "host = 'SRB' and sector = 'oil-gas' and basis = 'stake'"
  expect: "leader = 'RUS' and margin > 0.2"
- id: russia-before-china-in-gas         # computed, named values
  statement: Russia has more engagements in oil and gas than China.
  values:
    rus: {measure: presence, column: engagements, where: "host = 'SRB' and sector = 'oil-gas' and power = 'RUS'"}
    chn: {measure: presence, column: engagements, where: "host = 'SRB' and sector = 'oil-gas' and power = 'CHN'"}
  expect: "rus > chn"
- id: council-is-a-token                 # argued: either set suffices
  statement: The council has little influence.
  hedge: probably
  supports: [[claim-a, claim-b], [claim-c]]
  against: [claim-e]
- id: war-guilt-narrative                # reported
  statement: Officials call the war unjust.
  claim: claim-d
- id: balance-ends-if-china-sells-arms   # conditional
  statement: The balance ends if China outsells Russia in arms.
  trigger: {measure: presence, where: "host = 'SRB' and sector = 'arms' and power = 'CHN'", expect: "share > 0.5"}
  horizon: "2025"
"""
"""One finding of each kind, as a case would have them; tests read them."""
