"""A coarse sketch of how a word sounds, by which words of any script are found in an index.

Consonants that are taken for one another fall into one of eight classes, vowels into none; a
letter that may sound in several ways counts for each in part. The grams of a sketch are the pairs
of neighbouring classes.
"""

from functools import lru_cache

from tertius.names.sound import EDGE, LONGEST, units_of

Options = tuple[tuple[str, float], ...]


def _options(text: str) -> dict[str, Options]:
    """Return what `c K.6 S.4` says: a letter, its classes, and how often; what is left to 1 is silent."""
    options_of: dict[str, Options] = {}
    for line in text.split("|"):
        letter, *classes = line.split()
        options = [(part[0], float(part[1:] or 1)) for part in classes]
        rest = 1 - sum(share for _, share in options)
        options_of[letter] = (*options, *((("", rest),) if rest > 0.001 else ()))
    return options_of


LATIN = _options(
    "b P|p P|f F|v F|w F.6|t T|d T|k K|q K|g K.8 S.2|c K.6 S.4|s S|z S|j S.5 K.1|x K.4 S.6|l L|r L|m M|n N|h K.2"
    "|ch S.6 K.3|sh S|zh S|kh K.7|ph F|th T|ck K|ts S|tz S|sch S|gh K.4|sz S|cz S|tsch S|tch S|dz S|rz S.5 L.5|ll L.9|gn N"
)
CYRILLIC = _options(
    "б P|п P|ф F|в F|т T|д T|к K|г K.8|х K.6|ж S|з S|с S|ц S|ч S|ш S|щ S|л L|р L|м M|н N|ђ S|ћ S|џ S|љ L|њ N|дж S|кс K.5 S.5|й S.15"
)
CHINESE = _options(
    "b P|p P|m M|f F|d T|t T|n N|l L|g K|k K|h K.4|j S.5 K.5|q S.6 K.4|x S.9|zh S|ch S|sh S|r L.7 S.3|z S|c S|s S|w F.4|-er L"
)
CHINESE_END = ("ng", "n")


@lru_cache(maxsize=262144)
def sketch(word: str) -> tuple[tuple[str, float], ...]:
    """Return the grams of a word in its script and how much each counts."""
    units = units_of(word)[1:-1][:LONGEST]
    before: dict[str, float] = {EDGE: 1.0}
    grams: dict[str, float] = {}
    for options in _steps(units):
        after: dict[str, float] = {}
        for name, share in options:
            if not name:
                for last, p in before.items():
                    after[last] = after.get(last, 0.0) + p * share
                continue
            for last, p in before.items():
                if last != name:
                    grams[last + name] = grams.get(last + name, 0.0) + p * share
            grams[name] = grams.get(name, 0.0) + 0.5 * share
            after[name] = after.get(name, 0.0) + share
        before = after
    for last, p in before.items():
        grams[last + EDGE] = grams.get(last + EDGE, 0.0) + p
    return tuple(grams.items())


def _steps(units: tuple[str, ...]) -> list[Options]:
    """Return the classes of each unit in turn, several letters together where they are one sound."""
    han = any(unit.startswith("-") for unit in units)
    table = CHINESE if han else CYRILLIC if any("а" <= unit[:1] <= "џ" for unit in units) else LATIN
    steps: list[Options] = []
    place = 0
    while place < len(units):
        if han:
            unit = units[place]
            if unit in table:
                steps.append(table[unit])
            elif unit.endswith(CHINESE_END):
                steps.append((("N", 0.85), ("", 0.15)))
            place += 1
            continue
        for size in (4, 3, 2, 1):
            chunk = "".join(units[place : place + size])
            if chunk in table and len(chunk) == size:
                steps.append(table[chunk])
                break
        else:
            size = 1
        place += size
    return steps
