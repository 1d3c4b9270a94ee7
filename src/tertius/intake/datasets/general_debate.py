"""Who names whom in the UN General Debate, how often, and in which words."""

import json
import re
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from tertius.evidence.text import several
from tertius.intake.datasets.outlets import HARVARD_DATAVERSE
from tertius.intake.datasets.protocol import Dataset, DatasetError, Harvest, Request
from tertius.intake.datasets.reading import read_once, unpacked
from tertius.intake.datasets.states import founded, label

SOURCE = "un-general-debate"
FILE = "speeches.jsonl.gz"

LONGEST = 300
"""A quotation longer than this is cut to the words around the name."""

NAMES = {
    "RUS": ("Russian Federation", "Russia", "Russian"),
    "USA": ("United States", "American"),
    "CHN": ("China", "Chinese"),
    "DEU": ("Germany", "German"),
    "EU": ("European Union",),
    "GBR": ("United Kingdom", "Britain", "British"),
    "SRB": ("Serbia", "Serbian", "Serbs"),
    "XKX": ("Kosovo",),
}
"""Names under which a speech speaks of a state, besides its own; the longest stands first."""


FORMER = {"SUN": "Soviet Union", "TWN": "Republic of China"}
"""What a state was called in the debate whose place another has taken."""

BEFORE = {"CHN": (1972, "TWN"), "RUS": (1992, "SUN")}
"""Until which year, by its first without them, the file's code stands before speeches of another state.

The seat of China was the Republic of China's until 25 October 1971, after that year's debate; the
Soviet Union spoke in the debate of September 1991 for the last time.
"""

OPENS = (9, 15)
"""Month and day about which a debate opens: a state founded later in a year is in none of that year."""


class Speech(BaseModel):
    """Hold one speech of the corpus."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    iso3: str
    session: int
    year: int
    text: str

    @property
    def speaker(self) -> str:
        """Return the code of the state that spoke, which is another than the file's for earlier years."""
        first, earlier = BEFORE.get(self.iso3, (0, ""))
        return earlier if self.year < first else self.iso3


def speeches(path: Path) -> Iterator[Speech]:
    """Yield every speech of the file. Raises DatasetError naming the line that is none."""
    for number, line in enumerate(unpacked(path).split(b"\n"), start=1):
        if not line.strip():
            continue
        try:
            yield Speech.model_validate(json.loads(line.decode("utf-8")))
        except (UnicodeDecodeError, json.JSONDecodeError, ValidationError) as error:
            reason = str(error).split("\n")[0]
            raise DatasetError(
                f"{path.name}:{number} is no speech ({reason}). Expected iso3, session, year and text as JSON; nothing of the file is used."
            ) from None


def mentions(text: str, code: str) -> list[tuple[int, int]]:
    """Return where a text names a state: first and last place of each name."""
    names = NAMES.get(code, (label(code),))
    pattern = r"\b(?:" + "|".join(re.escape(name) for name in names) + r")\b"
    return [match.span() for match in re.finditer(pattern, text)]


def quotation(text: str, span: tuple[int, int]) -> str:
    """Return the sentence around a name as it is written, on one line; cut where it is long."""
    first = max(text.rfind(mark, 0, span[0]) for mark in (". ", "\n", "? ", "! "))
    last = min(
        (
            place
            for mark in (". ", ".\n", "\n", "? ", "! ")
            if (place := text.find(mark, span[1])) >= 0
        ),
        default=len(text),
    )
    start, end = first + 1, last
    if end - start > LONGEST:
        start, end = max(start, span[0] - LONGEST // 2), min(end, span[1] + LONGEST // 2)
    return " ".join(text[start:end].split()).lstrip("=+-@ ")


def harvest(data: Path, asked: Request) -> Harvest:
    """Return how often powers and baselines name the host in a speech, and the host them."""
    read = _read(data)
    last = max(speech.year for speech in read) - asked.back
    recent = [speech for speech in read if last - asked.years < speech.year <= last]
    found = Harvest(covers=f"{last - asked.years + 1}/{last}")
    found.notes += _on_others(recent, asked)
    found.gaps += _on_the_unfounded(recent, asked)
    speakers = {speech.speaker for speech in recent}
    found.gaps += [
        f"No speech of {label(code)} in these years is in the file."
        for code in (asked.host, *asked.others)
        if code not in speakers
    ]
    for speech in sorted(recent, key=lambda one: (one.iso3, one.year)):
        if speech.speaker in asked.others:
            _add(found, speech, asked.host)
        elif speech.speaker == asked.host:
            for other in asked.others:
                _add(found, speech, other)
    return found


def _on_others(speeches: Sequence[Speech], asked: Request) -> Iterator[str]:
    """Yield whose speeches stand in the file under the code of somebody asked about."""
    for code, (first, earlier) in BEFORE.items():
        count = sum(speech.iso3 == code != speech.speaker for speech in speeches)
        if count and code in (asked.host, *asked.others):
            yield (
                f"{several(count, 'speech', 'speeches')} before {first} under {code} in the file "
                f"{'is' if count == 1 else 'are'} of the {FORMER[earlier]}, and not counted as {label(code)}'s."
            )


def _on_the_unfounded(speeches: Sequence[Speech], asked: Request) -> Iterator[str]:
    """Yield since when a state is one, where speeches of the time are older."""
    for code in (asked.host, *asked.others):
        if not all(is_founded(code, speech.year) for speech in speeches):
            yield (
                f"{label(code)} is in the table of states since {founded()[code].year}: that an earlier speech "
                "does not name it is no zero, and one that does has a note."
            )


def is_founded(code: str, year: int) -> bool:
    """Return whether a state was one when the debate of a year opened; so is each that no table dates."""
    since = founded().get(code)
    return since is None or since <= date(year, *OPENS)


@read_once("un_general_debate")
def _read(data: Path) -> tuple[Speech, ...]:
    read = tuple(speeches(data / "un_general_debate" / FILE))
    _check_once(read)
    return read


def _check_once(read: Sequence[Speech]) -> None:
    seen: set[tuple[str, int]] = set()
    for number, speech in enumerate(read, start=1):
        if (key := (speech.iso3, speech.year)) in seen:
            raise DatasetError(
                f"{FILE}:{number} is a second speech of {key[0]} in {key[1]}. Nothing of the file is used."
            )
        seen.add(key)


def _add(found: Harvest, speech: Speech, about: str) -> None:
    """Add how often a speech names a state; zero where it was read and does not, once there is the state."""
    spans = mentions(speech.text, about)
    there = is_founded(about, speech.year)
    if not spans and not there:
        return
    shared: dict[str, Any] = {"quote": quotation(speech.text, spans[0])} if spans else {}
    if not there:
        shared["note"] = f"The name, before {label(about)} was in the table of states."
    place = f", characters {spans[0][0]} to {spans[0][1]}" if spans else ""
    found.add(
        "observations",
        id=f"mentions-{speech.speaker}-{about}-{speech.year}".lower(),
        indicator="mentions",
        area=speech.speaker,
        counterpart=about,
        period=speech.year,
        value=len(spans),
        source=SOURCE,
        locator=f"{speech.iso3}, session {speech.session}, {speech.year}{place}",
        information="2",
        checked="yes",
        **shared,
    )


DATASET = Dataset(
    id="un-general-debate",
    about="Speeches in the UN General Debate",
    folder="un_general_debate",
    files=(FILE,),
    source={
        "id": SOURCE,
        "type": "dataset",
        "title": "The UN General Debate Corpus",
        "author": [{"family": name} for name in ("Jankin", "Baturo", "Dasandi")],
        "issued": {"date-parts": [[2025]]},
        "language": "en",
        "custom": {"outlet": HARVARD_DATAVERSE["id"]},
    },
    outlet=HARVARD_DATAVERSE,
    licence="CC0 (doi:10.7910/DVN/0TJX8Y), later sessions MIT (osaa-unga-analysis).",
    redistributable=True,
    harvest=harvest,
)
