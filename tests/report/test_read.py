"""What a report may not hold is named with its line, and with what to write instead."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from small_case import FOLDER, beside_doubts
from tertius.measures import measure_columns
from tertius.publish.check import check
from tertius.report.inclusion import Known, Wrong, read_inclusion
from tertius.report.text import LARGEST, MOST
from tertius.study.open import check_case

HEAD = "---\ntitle: A report\n---\n\n# One\n\n"


def found(small):
    """Return what is wrong with the copy, beside the two doubts of the small case itself."""
    return beside_doubts(check(small.path)[2])


def problems(small, text):
    """Return the problems of the copy with this report, as they are printed."""
    small.write("report.md", text)
    return [str(problem) for problem in found(small)]


TYPED = (
    "is typed by hand in a sentence that brings in a computed number. Bring it in from a finding, "
    "put it into a sentence of its own, or mark a name as [17+1]{.name}."
)
LEADS_OUT = "leads out of the report. Link to https://… or to a heading, as #its-name."
NO_PICTURE = "is a picture, which a report does not take in. Delete the line, or write {{ figure positions | Caption }} or another that the guide lists."

# fmt: off
WRONG = [
    ("an unknown finding", "{{ china-leads-rails }}",
     '"{{ china-leads-rails }}" names no finding of this case. Did you mean china-leads-rail?'),
    ("an unknown value", "{{ russia-liked-better.ru }}",
     '"{{ russia-liked-better.ru }}" asks \'ru\', which the finding does not have. Did you mean rus?'),
    ("one of several values", "{{ russia-liked-better.value }}",
     '"{{ russia-liked-better.value }}" asks one of several values. Write its name: chn, rus.'),
    ("a value of an argued finding", "{{ russian-rail-loan-is-real.amount }}",
     '"{{ russian-rail-loan-is-real.amount }}" asks a value of a finding that computes none. It has: statement, verdict, confidence, hedge, fragility.'),
    ("an unknown format", "{{ russia-liked-better.rus | percents }}",
     '"{{ russia-liked-better.rus | percents }}" has the format \'percents\'. Did you mean percent?'),
    ("a format for words", "{{ china-leads-rail.leader | money }}",
     '"{{ china-leads-rail.leader | money }}" formats leader, which is no number. Leave the format out.'),
    ("money as percent", "{{ russia-pays-in-banking.amount | percent }}",
     '"{{ russia-pays-in-banking.amount | percent }}" formats amount, which is an amount of money, as percent. Write money.'),
    ("the money of who leads as percent", "{{ china-leads-rail.value | percent }}",
     '"{{ china-leads-rail.value | percent }}" formats value, which is an amount of money, as percent. Write money.'),
    ("a count as percentage points", "{{ china-builds-much-rail.engagements | points }}",
     '"{{ china-builds-much-rail.engagements | points }}" formats engagements, which is a count, as points. Write number or words.'),
    ("a column of money as percent", "{{ table presence columns=power,amount:percent | Money }}",
     '"{{ table presence columns=power,amount:percent | Money }}" formats amount, which is an amount of money, as percent. Write money.'),
    ("a broken citation", "Said.[@wire-2015]",
     '"@wire-2015" cites no source of sources.json. Did you mean @wire-2014? Write an address or handle as \\@ or in `code`.'),
    ("braces left open", "{{ china-leads-rail",
     '"{{ china-leads-rail" opens {{ and does not close it. Write }} behind the name.'),
    ("raw HTML", "A <b>.",
     '"<b>" is raw HTML. Write Markdown instead; < as &lt; or \\<.'),
    ("a comment of HTML", "<!-- hidden -->",
     '"<!-- hidden -->" is raw HTML. Write Markdown instead; < as &lt; or \\<.'),
    ("a raw attribute", "`#eval(1)`{=typst}",
     '"#eval(1)" is raw typst. Write Markdown instead; < as &lt; or \\<.'),
    ("a raw block", "```{=html}\n<script>\n```",
     '"<script>" is raw HTML. Write Markdown instead; < as &lt; or \\<.'),
    ("raw TeX", "\\input{/etc/passwd}",
     '"\\input{/etc/passwd}" is raw tex. Write Markdown instead; < as &lt; or \\<.'),
    ("an attribute", "[word]{onclick=steal}",
     '"onclick" is an attribute, which a report does not take in. Remove it.'),
    ("a picture outside", "![map](../../secret.png)", f'"../../secret.png" {NO_PICTURE}'),
    ("a link that runs", "[here](javascript:alert)", f'"javascript:alert" {LEADS_OUT}'),
    ("a link to a file", "[here](../case.yml)", f'"../case.yml" {LEADS_OUT}'),
    ("a link to no heading", "[here](#two)", f'"#two" {LEADS_OUT}'),
    ("a number beside a computed one", "Of 17 people {{ russia-liked-better.rus }} do.", f'"17" {TYPED}'),
    ("a figure in a sentence", "See {{ figure polls | Polls }} here.",
     '"{{ figure polls | Polls }}" stands within a paragraph. Give it a line of its own.'),
    ("an unknown chart", "{{ figure pole | Polls }}",
     '"{{ figure pole | Polls }}" asks the chart \'pole\'. Did you mean polls?'),
    ("a figure without a caption", "{{ figure polls }}",
     '"{{ figure polls }}" has no caption. Write | and what it shows, as in | Loans by power.'),
    ("a figure of no sector", "{{ figure presence sector=rails | Rail }}",
     '"{{ figure presence sector=rails | Rail }}" names no sector. Did you mean rail?'),
    ("a table of no column", "{{ table presence columns=powers | Rail }}",
     '"{{ table presence columns=powers | Rail }}" asks the column \'powers\' of presence. Did you mean power?'),
    ("a condition with a word that no row can hold", "{{ table presence columns=power where=\"sector = 'rial'\" | Rail }}",
     "\"{{ table presence columns=power where=\"sector = 'rial'\" | Rail }}\" asks for 'rial', which is not a word of sector. Write rail, or another of: recognition, multilateral, diplomacy, party-links, sanctions, interference, media, arms, exercises, alliances, police, surveillance, intelligence, trade, investment, budget-support, oil-gas, electricity, banking, rail, road, ports, aviation, metals, …."),
    ("a condition that calls", "{{ table presence columns=power where=\"getenv('HOME') = 'a'\" | Rail }}",
     "\"{{ table presence columns=power where=\"getenv('HOME') = 'a'\" | Rail }}\" has a condition that cannot be used: calls the function getenv. Only columns, literals and comparisons can stand here."),
    ("a note in a note", "Text.^[{{ china-leads-rail }}]",
     '"{{ china-leads-rail }}" has a footnote, which no footnote can hold. Write {{ china-leads-rail.statement }}.'),
    ("a number in an address", "[a](https://example.org/{{ china-leads-rail.leader }})",
     '"{{ china-leads-rail.leader }}" stands in an address or attribute, where nothing is brought in. Move it into the text.'),
]
# fmt: on


@pytest.mark.parametrize(("text", "said"), [w[1:] for w in WRONG], ids=[w[0] for w in WRONG])
def test_each_fault_is_named(small, text, said):
    """Each fault gives one problem, on its line of report.md, and stops the build."""
    line = 8 if text.startswith("```") else 7
    assert problems(small, HEAD + text + "\n") == [f"report.md:{line}: {said}"]
    assert all(problem.blocks for problem in found(small))


@pytest.mark.parametrize(
    "key", ["filters", "bibliography", "csl", "include-before", "header-includes", "template"]
)
def test_the_head_takes_no_orders(small, key):
    """A key that would have pandoc run or read something is a problem of its line."""
    assert problems(small, f"---\ntitle: A\n{key}: [x]\n---\n\nText.\n") == [
        f'report.md:3: "{key}" is no key of a report\'s head. There are: title, subtitle, author, date, abstract, summary.'
    ]


def test_a_head_builds_nothing(small):
    """Tags and aliases in the head are refused as in every other YAML file."""
    (said,) = problems(small, "---\ntitle: !!python/object:os.system x\n---\n\nText.\n")
    assert said.startswith("report.md:2: uses the tag")


def test_a_second_head_is_text(small):
    """Only the head at the top is read: a later block of YAML orders nothing."""
    text = HEAD + "Text.\n\n---\nfilters: [x.lua]\n---\n\nMore.\n"
    assert problems(small, text) == []


def test_a_huge_report_is_refused(small):
    """A file beyond the limit is not read to its end, and too many inclusions are not parsed."""
    (said,) = problems(small, "a" * (LARGEST + 1))
    assert said == "report.md: is larger than 2 MiB, the limit."
    (said,) = problems(small, "{{ china-leads-rail }}\n" * (MOST + 1))
    assert said.startswith(f"report.md:{MOST + 1}: is the 2,001th inclusion")


@pytest.mark.parametrize("text", [">" * 3000 + " deep", "- " * 400 + "deep", "*a " * 400])
def test_deep_nesting_ends(small, text):
    """Text nested without measure is a problem or flat text, and never a crash."""
    said = problems(small, HEAD + text + "\n")
    assert all("nested too deeply" in one or "cannot be read" in one for one in said)


def test_a_report_outside_is_not_read(small, tmp_path):
    """A report.md that leads out of the case folder is refused unread."""
    (tmp_path / "other.md").write_text("# Secret\n", encoding="utf-8")
    (small.path / "report.md").symlink_to(tmp_path / "other.md")
    (said,) = [str(problem) for problem in found(small)]
    assert said.startswith("report.md: leads out of the case folder.")


def test_what_stands_in_code_is_shown(small):
    """Braces, tags and addresses in code are printed as they are, and bring in nothing."""
    text = HEAD + "Write `{{ no-such }}`, `<b>` and `@nobody`.\n\n    {{ no-such }}\n"
    assert problems(small, text) == []


@pytest.mark.parametrize(
    ("finding", "column"),
    [
        ("china-leads-rail", "value"),
        ("russia-leads-oil-gas", "value"),
        ("powers-agree-on-kosovo", "relation"),
        ("russia-pays-in-banking", "amount"),
    ],
)
def test_value_is_the_column_called_so_or_else_the_only_one_tested(finding, column):
    """The leader that a test asks does not hide the leader's value; where nothing is called value, the test's own."""
    case, compiled, _ = check_case(FOLDER)
    known = Known(case, {one.finding.id: one for one in compiled}, measure_columns())
    assert read_inclusion(f"{finding}.value", known).column == column


@given(st.text(alphabet="abc{}|. =-\"'figuretable0123#", max_size=60))
def test_any_inclusion_is_read_or_named(text):
    """Whatever stands between braces is read, or refused in a sentence."""
    case, compiled, _ = check_case(FOLDER)
    known = Known(case, {one.finding.id: one for one in compiled}, {})
    refused = ""
    try:
        read_inclusion(text.strip(), known)
    except Wrong as wrong:
        refused = str(wrong)
    assert not refused or refused.endswith((".", "?", "…"))
