"""Writing the atlas: every page of a case, rendered into a new folder."""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from altair.utils.schemapi import debug_mode
from jinja2 import Environment, PackageLoader, StrictUndefined

from tertius import __version__
from tertius.atlas.common import power_pages
from tertius.atlas.compiling import MARKED, PLAIN, Unfolded
from tertius.atlas.languages import in_language, ways
from tertius.atlas.leave_out import leaving_script
from tertius.atlas.page import Page
from tertius.atlas.registry import all_pages, entries
from tertius.atlas.search import search_script, things_of
from tertius.atlas.speech import ENGLISH, Marking, speak, words_script
from tertius.atlas.write import write_pages
from tertius.errors import TertiusError
from tertius.evidence.said import counted, money, number, show, spoken
from tertius.language.catalogue import catalogue_of
from tertius.language.told import again, speaking
from tertius.present.cite import Citation, published_at
from tertius.present.labels import Labels
from tertius.present.verdicts import changes_since, judged, verdict_briefly, verdict_sentence
from tertius.study.elsewhere import Elsewhere
from tertius.study.result import Study
from tertius.worlds.history import days_of_news

MARK = "tertius-atlas.json"
"""Lies in every atlas, and says of which case and world it is."""


POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "base-uri 'none'; form-action 'none'"
)
"""What a page may load: scripts and styles that lie beside it, and nothing from elsewhere.

Styles may stand in a page, since drawings have them on their parts.
"""


MOST_WHOLE = 400
"""With more claims than this a page has a line for each, which leads to where the claim stands whole."""

MOST_TOLD = 200
"""With more engagements than this the page of an actor or sector leaves what is said of each to its own page."""


def build_atlas(
    study: Study,
    folder: Path,
    *,
    report: Sequence[str] = (),
    data: Mapping[str, str] | None = None,
    before: Any = None,
    elsewhere: Elsewhere | None = None,
    languages: Sequence[str] = (),
    processes: int | None = None,
) -> int:
    """Write the atlas into a folder that is new or empty. Returns how many pages it has.

    `report` are the addresses of the report's files, from the first page, which links them; `data` those of
    the `findings`, of the `package` of tables and of the `database`, where they lie beside; `before`
    is what findings.json of an earlier build held, so that the first page says what changed; `elsewhere`
    is what findings come to on other days and in scenarios, which their pages then say; `languages` are
    those in which it is written too, each in a folder of its own; `processes` is how many write pages
    side by side, which changes nothing in them.
    Raises TertiusError where the folder holds anything.
    """
    if folder.exists() and any(folder.iterdir()):
        raise TertiusError(f"{folder} is not empty, and an atlas is written into a new folder.")
    folder.mkdir(parents=True, exist_ok=True)
    said: dict[str, Any] = {
        "elsewhere": elsewhere or Elsewhere(),
        "changes": changes_since(before, study.results),
        "report": {Path(name).suffix[1:]: name for name in report},
        "data": data or {},
    }
    static = files("tertius.atlas").joinpath("static")
    (folder / "static").mkdir()
    for file in static.iterdir():
        (folder / "static" / file.name).write_bytes(file.read_bytes())
    count = _write_pages(study, folder, "en", languages, said, processes)
    for code in languages:
        with speaking(catalogue_of(code)):
            there = folder / code
            there.mkdir()
            scripts = [file.read_text(encoding="utf-8") for file in _scripts(static)]
            (there / "words.js").write_text(words_script(scripts), encoding="utf-8")
            beside = ("report", "data")
            told = said | {name: {k: f"../{a}" for k, a in said[name].items()} for name in beside}
            study_there = in_language(study, code)
            count += _write_pages(study_there, there, code, languages, told, processes)
    mark = {
        "tertius": __version__,
        "case_hash": study.case_hash,
        "world": study.world.name,
        "pages": count,
        **({"languages": ["en", *languages]} if languages else {}),
    }
    (folder / MARK).write_text(json.dumps(mark, indent=2) + "\n", encoding="utf-8")
    return count


def _scripts(static: Traversable) -> list[Traversable]:
    return [file for file in static.iterdir() if file.name.endswith(".js")]


def _write_pages(
    study: Study,
    folder: Path,
    language: str,
    languages: Sequence[str],
    said: Mapping[str, Any],
    processes: int | None,
) -> int:
    """Write the pages of one language, with the data of their scripts. Returns how many there are."""
    labels = Labels(study)
    environment = environment_of(study, labels, language)
    environment.globals.update(said)
    if study.oracles:
        script = leaving_script(study, labels)
        (folder / "leaving.js").write_text(script, encoding="utf-8")
    found = search_script(things_of(study, labels))
    (folder / "search.js").write_text(found, encoding="utf-8")
    made = list(all_pages(study, labels))
    empty = {page.address for page in made if page.is_empty}
    environment.globals["menu"] = tuple(entry for entry in entries() if entry.address not in empty)
    for parent in {(folder / page.address).parent for page in made}:
        parent.mkdir(exist_ok=True)
    for name in environment.list_templates():
        environment.get_template(name)  # once, and not in each process that writes pages
    cite = partial(_cited, study, "" if language == ENGLISH else f"{language}/")
    write = partial(_write_page, environment, folder, cite, languages)
    # Every drawing is validated where tests draw it; again for each page it would take a tenth of the time.
    with debug_mode(arg=False):
        write_pages(made, write, processes=processes)
    return len(made)


def _cited(study: Study, within: str, page: Page) -> Citation:
    """Return how a page is cited, which lies in the folder of its language within the atlas."""
    settings = study.case.settings
    address = published_at(settings.address, f"{within}{page.address}")
    return Citation(page.title, settings.title, settings.as_of, study.case_hash, address)


def _write_page(
    environment: Environment,
    folder: Path,
    cite: Callable[[Page], Citation],
    languages: Sequence[str],
    page: Page,
) -> None:
    root = "../" * page.address.count("/")
    language = str(environment.globals["language"])
    shared = root if language == ENGLISH else f"{root}../"
    html = environment.get_template(page.template).render(
        page=page,
        root=root,
        shared=shared,
        ways=ways(page.address, language, languages),
        title=page.title,
        cite=cite(page),
        **page.context,
    )
    (folder / page.address).write_text(html, encoding="utf-8")


def _gathered(study: Study) -> date | None:
    """Return the day of the latest evidence, where it came after the day of which the results speak."""
    days = days_of_news(study.case)
    return days[-1] if days and days[-1] > study.case.settings.as_of else None


def environment_of(study: Study, labels: Labels, language: str) -> Environment:
    """Return templates that escape everything: the text of a case is shown as text."""
    environment = Environment(
        loader=PackageLoader("tertius.atlas"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        optimized=False,
        bytecode_cache=PLAIN if language == ENGLISH else MARKED,
        extensions=[Marking] if language != ENGLISH else [],
        finalize=again if language != ENGLISH else None,
    )
    environment.code_generator_class = Unfolded
    environment.globals.update(
        language=language,
        case=study.case,
        world=study.world,
        gathered=_gathered(study),
        internal=study.world.is_internal,
        case_hash=study.case_hash,
        menu=entries(),
        policy=POLICY,
        version=__version__,
        side=labels.side,
        word=study.case.taxonomy.label,
        words=study.case.taxonomy.words,
        address=labels.page_of,
        name_of=labels.label,
        whole_at=labels.whole_at,
        power_at=power_pages(study, labels).get,
        most_whole=MOST_WHOLE,
        most_told=MOST_TOLD,
        judged=judged,
    )
    speak(environment, labels)
    environment.filters.update(
        counted=counted,
        number=number,
        show=show,
        sentence=verdict_sentence,
        briefly=verdict_briefly,
        spoken=spoken,
        money=partial(money, currency=study.case.settings.currency),
    )
    return environment
