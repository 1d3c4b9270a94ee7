"""The same pages in other languages: a folder for each, with a way from every page to the others."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from tertius.case.read import Lines
from tertius.errors import TertiusError
from tertius.evidence.taxonomy import Taxonomy, published
from tertius.findings.finding import Finding
from tertius.language.catalogue import LANGUAGES, catalogue_of
from tertius.language.given import CaseInLanguage, FindingInLanguage
from tertius.language.serbian import latin
from tertius.language.told import Recipe, Told, gettext, pgettext
from tertius.study.result import Result, Study
from tertius.tensions.tension import Tension

T = TypeVar("T")


@dataclass(frozen=True)
class Way:
    """A way from a page to the same in another language."""

    code: str
    name: str
    href: str
    is_here: bool


def languages_of(asked: Sequence[str]) -> tuple[str, ...]:
    """Return the languages that an atlas is written in beside English, each once.

    Raises TertiusError for one that there is not, or whose catalogue lacks messages.
    """
    for code in asked:
        if code not in LANGUAGES:
            raise TertiusError(
                f"{code!r} is no language of the atlas. Write some of: {', '.join(LANGUAGES)}."
            )
    spoken = tuple(code for code in dict.fromkeys(asked) if code != "en")
    for code in spoken:
        catalogue = catalogue_of(code)
        if catalogue is not None and not catalogue.is_whole:
            raise TertiusError(f"The atlas cannot be written in {code} yet: messages are missing.")
    return spoken


def ways(address: str, here: str, spoken: Sequence[str]) -> tuple[Way, ...]:
    """Return the ways from a page to itself in each language; none where there is English alone."""
    if not spoken:
        return ()
    up = "../" * (address.count("/") + (here != "en"))
    return tuple(
        Way(
            code,
            LANGUAGES[code],
            f"{up}{'' if code == 'en' else f'{code}/'}{address}",
            code == here,
        )
        for code in ("en", *spoken)
    )


def in_language(study: Study, code: str) -> Study:
    """Return a study whose case says in a language what it has in it, and the words of the program.

    It is to be shown while that language is spoken, and computes nothing.
    """
    given = _given_in(study.case.settings.translations, code, CaseInLanguage())
    settings = study.case.settings.model_copy(
        update={
            "title": _said(given.title, study.case.settings.title, code),
            "question": _said(given.question, study.case.settings.question, code),
            "issues": tuple(
                one.model_copy(update={"label": _said(given.issues.get(one.id), one.label, code)})
                for one in study.case.settings.issues
            ),
        }
    )
    tables = {
        **study.case.tables,
        "actors": _labelled(study.case.tables["actors"], "name", given.labels, code),
        "engagements": _labelled(study.case.tables["engagements"], "label", given.labels, code),
    }
    taxonomy = _spoken(study.case.taxonomy, given.vocabulary, code)
    case = replace(study.case, settings=settings, taxonomy=taxonomy, tables=tables)
    results = tuple(
        _result(result, study.verdicts.compiled[result.id].finding, given.sections, code)
        for result in study.results
    )
    there = replace(study, case=case, results=results)
    # What was found once is told again, with the explanations that the case has in the language.
    found = tuple(_explained(one, given.explanations, code) for one in study.tensions.found)
    there.__dict__["tensions"] = replace(study.tensions, found=found)
    return there


def _given_in(translations: Mapping[str, T], code: str, without: T) -> T:
    """Return what is given in a language; Serbian in Latin letters is made of that in Cyrillic."""
    found = translations.get(code)
    if found is None and code == "sr-Latn":
        found = translations.get("sr-Cyrl")
    return found or without


def _said(translation: str | None, text: str, code: str) -> str:
    """Return a translation that a case gives, as said in the language of the page; else the text."""
    if not translation:
        return text
    said = latin(translation) if code == "sr-Latn" else translation
    return Told.of(said, Recipe("given", said, {}))


def _labelled(lines: Lines, column: str, given: Mapping[str, str], code: str) -> Lines:
    """Return the rows of a table with the names that a case gives them in a language."""
    if not given:
        return lines
    rows = [
        row.model_copy(update={column: _said(given[row.id], "", code)}) if row.id in given else row
        for row in lines.rows
    ]
    return replace(lines, rows=rows)


def _explained(tension: Tension, given: Mapping[str, str], code: str) -> Tension:
    if tension.id not in given:
        return tension
    told = tuple(
        one.model_copy(update={"explanation": _said(given[tension.id], one.explanation, code)})
        for one in tension.explanations
    )
    return replace(tension, explanations=told)


def _spoken(taxonomy: Taxonomy, given: Mapping[str, Mapping[str, str]], code: str) -> Taxonomy:
    """Return the vocabularies with the program's own words translated, and the case's where it says how."""
    own = published().vocabularies
    vocabularies: dict[str, Any] = {}
    for name, words in taxonomy.vocabularies.items():
        vocabularies[name] = {}
        for word, entry in words.items():
            label = taxonomy.label(name, word)
            if word in own.get(name, {}):
                told = {"label": pgettext(name, label)}
                if entry.get("means"):
                    told["means"] = gettext(str(entry["means"]))
            else:
                told = {"label": _said(given.get(name, {}).get(word), label, code)}
            vocabularies[name][word] = {**entry, **told}
    return Taxonomy(vocabularies)


def _result(result: Result, finding: Finding, sections: Mapping[str, str], code: str) -> Result:
    """Return a finding as the case says it in a language."""
    given = _given_in(finding.translations, code, FindingInLanguage())

    def said(translation: str, text: str | None) -> str | None:
        return text and _said(translation, text, code)

    return replace(
        result,
        statement=_said(given.statement, result.statement, code),
        section=_said(sections.get(result.section), result.section, code),
        hedge=said(given.hedge, result.hedge),
        untested=said(given.untested, result.untested),
        note=said(given.note, result.note),
        needs=_all_said(given.needs, result.needs, code),
        alternatives=_all_said(given.alternatives, result.alternatives, code),
    )


def _all_said(given: Sequence[str], texts: tuple[str, ...], code: str) -> tuple[str, ...]:
    return tuple(_said(one, "", code) for one in given) if given else texts
