"""The reference pages, written from the code: `python -m tertius.reference docs/reference`.

Tables, vocabularies, problems, measures, commands and settings say what they are where they are
declared. What no declaration says stands in reference.yml, one sentence for each key.
"""

import inspect
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import typer
import yaml
from pydantic import BaseModel

from tertius.case.claims import contestable
from tertius.case.problems import KINDS
from tertius.case.settings import Dataset, Issue, Settings
from tertius.case.write import write_atomically
from tertius.cli import app
from tertius.evidence.row import Column, Row, columns
from tertius.evidence.source import Custom, Source
from tertius.evidence.tables import SUBJECTS, TABLES
from tertius.evidence.taxonomy import OPEN, published
from tertius.findings.finding import Finding, Test, Value
from tertius.intake.proposals.cues import countries, cues
from tertius.measures import MEASURES
from tertius.pipeline import measure_columns

NOTICE = "<!-- Written by `make docs` from the code. Change the code, not this page. -->\n"

CODES = {
    "host": "code of a host",
    "power": "code of a power",
    "country": "code of a country or bloc",
}
KINDS_OF_VALUE = {"text": "text", "number": "number", "truth": "yes or no"}


def reference_pages() -> dict[str, str]:
    """The text of every reference page by its file name."""
    writers: dict[str, Callable[[], Iterable[str]]] = {
        "words.md": _words,
        "tables.md": _tables,
        "problems.md": _problems,
        "measures.md": _measures,
        "commands.md": _commands,
        "case-yml.md": _case_yml,
        "findings-yml.md": _findings_yml,
        "cues.md": _cues,
    }
    return {
        name: NOTICE + "\n" + "\n\n".join(write()).rstrip() + "\n"
        for name, write in writers.items()
    }


@cache
def sentences() -> Mapping[str, Any]:
    """What reference.yml says of words, keys and columns of measures."""
    text = files("tertius").joinpath("reference.yml").read_text(encoding="utf-8")
    return yaml.safe_load(text)  # type: ignore[no-any-return]


def column_sentence(measure: str, column: str) -> str:
    """What a column of a measure holds; empty where nothing says so."""
    said = sentences()["columns"]
    return str(said.get(measure, {}).get(column) or said["any"].get(column, ""))


def keys_of(model: type[BaseModel]) -> list[str]:
    """The keys of a model as they are written in a file."""
    return [field.alias or name for name, field in model.model_fields.items()]


def parameters(command: Any) -> list[Any]:
    """The arguments and options of a command, without the --help that every one has."""
    return [each for each in command.params if each.name != "help"]


def commands() -> Mapping[str, Any]:
    """Every command by its name."""
    return typer.main.get_command(app).commands  # type: ignore[attr-defined, no-any-return]


def _table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [_line(header), _line(["---"] * len(header)), *(_line(row) for row in rows)]
    return "\n".join(lines)


def _line(cells: Sequence[str]) -> str:
    escaped = (cell.replace("|", r"\|").replace("<", "&lt;") for cell in cells)
    return f"| {' | '.join(escaped)} |"


def _words() -> Iterable[str]:
    yield "# Words"
    yield "One word has one meaning, in columns, arguments, headings and messages."
    yield _table(
        ("word", "meaning"), ((f"**{word}**", said) for word, said in sentences()["words"].items())
    )
    yield "## Vocabularies"
    yield (
        "A cell that holds a word of a vocabulary holds one of the words below. A case adds words of its own, "
        "each with its sentence, under [`vocabulary` in case.yml](case-yml.md#vocabulary). "
        f"Open to that are: {', '.join(f'`{name}`' for name in sorted(OPEN))}."
    )
    used = _uses()
    for name, words in published().vocabularies.items():
        yield f"### {name}"
        if places := used.get(name):
            yield f"Used in {', '.join(places)}."
        extra = [key for key in _keys(words.values()) if key not in ("means", "label")]
        yield _table(
            ("word", "meaning", *extra),
            (
                (f"`{word}`", entry["means"], *(_shown(entry.get(key)) for key in extra))
                for word, entry in words.items()
            ),
        )


def _keys(entries: Iterable[Mapping[str, Any]]) -> list[str]:
    return list(dict.fromkeys(key for entry in entries for key in entry))


def _shown(value: Any) -> str:
    if value is None:
        return ""
    if value is True:
        return "yes"
    return ", ".join(value) if isinstance(value, list) else str(value)


def _uses() -> dict[str, list[str]]:
    """For each vocabulary the columns that take a word of it."""
    found: dict[str, list[str]] = {}
    for row in TABLES:
        for column in columns(row):
            if column.words:
                place = f"[{row.table}.csv](tables.md#{row.table}csv) `{column.name}`"
                found.setdefault(column.words, []).append(place)
    return found


def _tables() -> Iterable[str]:
    yield "# Tables"
    yield (
        "Every table is a UTF-8 CSV file with a header that names all its columns. Cells may be empty where they are "
        "not needed; several values in one cell are separated by `;`. An id is lower-case words joined by single "
        "hyphens; one left empty is filled by `tertius check --fix`. Dates are EDTF: `2014`, `2014-10`, `2014-10-16`, "
        "`2014?`, `2012/2016`, `2008/..`. Numbers have a decimal point, no separators and at most six decimals."
    )
    for row in TABLES:
        yield f"## {row.table}.csv"
        yield inspect.getdoc(row) or ""
        if row.table in SUBJECTS:
            named = ", ".join(f"`{name}`" for name in contestable(row.table))
            yield f"Claims can be about its rows, and can contest {named}."
        yield _table(
            ("column", "what it holds", "kind", "needed", "examples"),
            (_column(row, column) for column in columns(row)),
        )
    yield "## sources.json"
    yield "A list of CSL-JSON items, as Zotero exports it."
    said = sentences()
    yield _table(
        ("field", "what it holds"), ((f"`{key}`", said["sources"][key]) for key in keys_of(Source))
    )
    yield "### The custom field"
    yield _table(
        ("field", "what it holds"), ((f"`{key}`", said["custom"][key]) for key in keys_of(Custom))
    )


def _column(row: type[Row], column: Column) -> tuple[str, ...]:
    field = row.model_fields[column.name]
    kind = "id" if column.name == "id" else column.kind
    if column.words:
        kind = f"word of [{column.words}](words.md#{column.words})"
    elif column.points_to:
        places = {
            "sources": "[sources.json](#sourcesjson)",
            "issues": "[issues](case-yml.md#issues)",
        }
        kind = "id in " + " or ".join(
            places.get(t, f"[{t}.csv](#{t}csv)") for t in column.points_to
        )
    elif column.code:
        kind = CODES[column.code]
    if column.many:
        kind += ", several"
    needed = "yes" if column.required else "no"
    if not column.required and field.default not in (None, ()):
        needed = f"no; `{field.default}` where empty"
    if column.name == "id":
        needed = "yes, or filled"
    return (
        f"`{column.name}`",
        column.description,
        kind,
        needed,
        ", ".join(f"`{e}`" for e in column.examples),
    )


def _problems() -> Iterable[str]:
    yield "# Problems"
    yield (
        "`tertius check` lists every problem of a case, sorted by file, row and column. Each names the cell, quotes it "
        "and says what to write instead. One that blocks keeps the case from building; the others are shown, and the "
        "case builds all the same, unless `tertius build --strict` asks for none. `tertius import` lists those of a "
        "workbook in the same way, and then writes nothing."
    )
    yield _table(
        ("code", "what is wrong", "what to know", "blocks"),
        (
            (f"`{kind.code}`", kind.title, kind.help, "yes" if kind.blocks else "no")
            for kind in KINDS.values()
        ),
    )


def _measures() -> Iterable[str]:
    yield "# Measures"
    yield (
        "A measure is a table computed from facts and observations. A [finding](findings-yml.md) asks it by the names "
        "of its columns. It is computed again only for the partitions that a world touches."
    )
    found = measure_columns()
    yield _table(
        ("measure", "question"),
        ((f"[{name}](#{name})", measure.question) for name, measure in MEASURES.items()),
    )
    for name, measure in MEASURES.items():
        yield f"## {name}"
        yield f"**{measure.question}**"
        yield inspect.getdoc(measure.function) or ""
        yield f"Computed again by: {', '.join(f'`{part}`' for part in measure.per)}."
        yield _table(
            ("column", "what it holds", "kind"),
            (
                (f"`{c}`", column_sentence(name, c), KINDS_OF_VALUE[kind])
                for c, kind in found[name].items()
            ),
        )


def _cues() -> Iterable[str]:
    yield "# Cue words"
    yield (
        "The words of a sentence that lead to the cells of a proposal "
        "([how proposals are made](../how-to/proposals.md)). The lists stand in `cues.yml` and "
        "`countries.yml` beside the code; the forms of a verb are made from its base form."
    )
    yield "## Verbs"
    yield "\n".join(
        [
            "| verb | with one of | type | stage once it is done | who does it |",
            "|---|---|---|---|---|",
            *(
                _verb_line(verb, sense)
                for verb, senses in cues()["verbs"].items()
                for sense in senses
            ),
        ]
    )
    yield "## Nouns"
    yield ", ".join(f"{noun} ({sense['type']})" for noun, sense in cues()["nouns"].items()) + "."
    for name, title in CUE_LISTS.items():
        yield f"## {title}"
        listed = cues()[name]
        lists = listed if isinstance(listed, dict) else {"": listed}
        yield "\n".join(
            f"- {f'`{word}`: ' if word else ''}{', '.join(map(str, words))}"
            for word, words in lists.items()
        )
    yield "## Countries and blocs"
    yield (
        "By name, by the name of their people, and by the seat of their government: "
        + ", ".join(f"{said['names'][0]} ({code})" for code, said in countries().items())
        + "."
    )


CUE_LISTS = {
    "stages": "Verbs before another verb",
    "ending": "How it ended",
    "hedges": "Words of doubt",
    "denials": "Denials",
    "hypothetical": "What is only thought of, and so not proposed",
    "wishes": "Wishes and conditions, not proposed either",
    "views": "Views",
    "polls": "Polls",
    "offices": "Offices",
    "sectors": "Sectors",
    "kinds": "Words in the names of unknown actors",
}


def _verb_line(verb: str, sense: Mapping[str, Any]) -> str:
    cells = (
        verb,
        ", ".join(sense.get("object", ())),
        sense["type"],
        sense.get("stage") or sense.get("begun", ""),
        sense.get("subject", "").replace("/", " or "),
    )
    return f"| {' | '.join(cells)} |"


def _commands() -> Iterable[str]:
    yield "# Commands"
    yield (
        "What a program may read goes to standard output, the rest to standard error. Every command exits with 0 when "
        "it did its work, and with 2 when it could not, saying why in a sentence; `check` exits with 1 when a problem "
        "keeps the case from building."
    )
    for name, command in commands().items():
        given = parameters(command)
        usage = " ".join(_usage(each) for each in given)
        yield f"## tertius {name}"
        yield f"```\ntertius {name} {usage}\n```"
        yield inspect.cleandoc(command.help or "")
        yield _table(
            ("argument or option", "what it says", "unless given"),
            (_parameter(each) for each in given),
        )


def _usage(given: Any) -> str:
    name = _written(given)
    return name if given.required else f"[{name}]"


def _written(given: Any) -> str:
    if given.param_type_name == "argument":
        return str(given.name).upper()
    option = str(given.opts[0])
    if given.is_flag:
        return option
    annotation = given.type_descriptor.annotation
    choices = (
        [choice.value for choice in annotation] if hasattr(annotation, "__members__") else None
    )
    return f"{option} {'|'.join(choices) if choices else _placeholder(given)}"


def _placeholder(given: Any) -> str:
    return "NUMBER" if isinstance(given.default, int) else str(given.name).upper()


def _parameter(given: Any) -> tuple[str, str, str]:
    default = (
        ""
        if given.default is None or given.is_flag is True
        else f"`{getattr(given.default, 'value', given.default)}`"
    )
    return f"`{_written(given)}`", given.help or "", "needed" if given.required else default


def _case_yml() -> Iterable[str]:
    yield "# case.yml"
    yield "What a case says of itself. `tertius new` writes it with every key."
    yield _table(
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
            said = sentences()["settings"]
            yield _table(
                ("key", "what it says"),
                ((f"`{name}`", said[f"{key}.{name}"]) for name in part.model_fields),
            )


def _default(field: Any) -> str:
    if field.is_required():
        return "needed"
    return f"`{field.default}`" if isinstance(field.default, str) and field.default else "empty"


DETAILS = {
    "period": "An EDTF span with an end, such as `2008/2020`. Results hold for its last day: a stake that ended before is no longer held.",
    "currency": "`EUR`, `USD`, `GBP` or `CHF`. Amounts are kept as stated and converted at the rate of their own date.",
    "issues": "A list of maps:",
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
    "expects": (
        "How many rows the case has, from and to, so that a quiet loss is loud. By domain: `engagements`, `ties`, "
        "`positions`; under `all`: `claims`, `observations`, `searches`, `actors`.\n\n"
        "```yaml\nexpects:\n  politics:\n    engagements: [48, 54]\n  all:\n    claims: [395, 437]\n```"
    ),
}
"""What a table of keys has no room for."""


def _findings_yml() -> Iterable[str]:
    yield "# findings.yml"
    yield (
        "A list of findings. Each has `id` and `statement`, and exactly one of `measure`, `values`, `supports`, `claim` "
        "and `trigger`, which makes it computed (the first two), argued, reported or conditional. "
        "[How to write a finding](../how-to/write-a-finding.md) goes through them."
    )
    said = sentences()
    yield _table(
        ("key", "what it says", "needed"),
        (
            (f"`{key}`", said["finding"][key], "yes" if field.is_required() else "no")
            for key, field in Finding.model_fields.items()
        ),
    )
    for title, part, name in (
        ("A value, under `values`", Value, "value"),
        ("A trigger", Test, "test"),
    ):
        yield f"## {title}"
        yield _table(
            ("key", "what it says", "needed"),
            (
                (f"`{key}`", said[name][key], "yes" if field.is_required() else "no")
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


def main(folder: Path) -> None:
    """Write every reference page into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in reference_pages().items():
        write_atomically(folder / name, text.encode("utf-8"))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
