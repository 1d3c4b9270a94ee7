"""How well names are found and judged, beside plain Levenshtein and OpenSanctions, and how fast.

Recall is measured on the last tenth of the pairs from Wikidata, which the letter costs were not
fitted to, with the target among 10,000 candidates. Verdicts are measured on
benchmarks/data/name_pairs.csv. Names by the hundred thousand are put together from Wikidata's words.
"""

import csv
import os
import random
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from time import perf_counter

from rapidfuzz.distance import Levenshtein

sys.path.insert(0, str(Path(__file__).parent))
from fit_letters import read_pairs

from tertius.errors import TertiusError
from tertius.names import Index, compare, search_all
from tertius.names.ftm import second_opinion

ROOT = Path(__file__).parents[1]
SHARED = Path(os.environ.get("TERTIUS_SHARED") or ROOT.parent / "shared")
WIKIDATA = SHARED / "data" / "transliteration_pairs_wikidata"
GOLD = ROOT / "benchmarks" / "data" / "name_pairs.csv"
CANDIDATES, QUERIES = 10_000, 1_000
NAMES, AGAINST = 20_000, 100_000
HELD_OUT, FILLING = (9,), (8, 7)
"""The part that is measured, and those whose Latin words fill the candidates up to 10,000."""
MATCH = 0.7
"""The score from which OpenSanctions takes two names for one, and plain Levenshtein with it."""

Pairs = list[tuple[str, str]]


def held_out(language: str) -> tuple[Pairs, list[str]]:
    """Pairs that nothing was fitted to, each Latin word once, and 10,000 Latin candidates."""
    path = WIKIDATA / f"wd_{language}_train.tsv.gz"
    pairs = list({latin: (latin, other) for latin, other in read_pairs(path, HELD_OUT)}.values())
    random.Random(4).shuffle(pairs)
    words = dict.fromkeys([latin for latin, _ in pairs])
    words |= dict.fromkeys(latin for latin, _ in read_pairs(path, FILLING))
    candidates = list(words)[:CANDIDATES]
    return [pair for pair in pairs[:QUERIES] if pair[0] in set(candidates)], candidates


def show_recall() -> None:
    """Print how often the right word comes first, and among the first ten."""
    print(
        f"\nOne word in another script among {CANDIDATES:,} candidates, {QUERIES:,} held-out pairs"
    )
    print(f"{'':<22}{'queries':>9}{'first':>8}{'of ten':>8}{'ms each':>9}")
    for language in ("russian", "chinese"):
        pairs, candidates = held_out(language)
        latin, other = Index(candidates), Index([word for _, word in pairs])
        _show_found(f"{language} to Latin", latin, [(b, a) for a, b in pairs])
        _show_found(f"Latin to {language} *", other, pairs)
    print(f"  * among the {QUERIES:,} words of the pairs, for want of more in that script")


def _show_found(title: str, index: Index, pairs: Pairs) -> None:
    begun = perf_counter()
    found = [[match.name for match in index.search(sought, 10)] for sought, _ in pairs]
    taken = perf_counter() - begun
    first = sum(names[:1] == [right] for names, (_, right) in zip(found, pairs, strict=True))
    ten = sum(right in names for names, (_, right) in zip(found, pairs, strict=True))
    count = len(pairs)
    print(
        f"{title:<22}{count:>9,}{first / count:>8.3f}{ten / count:>8.3f}{1000 * taken / count:>9.1f}"
    )


def read_gold() -> list[dict[str, str]]:
    """The labelled pairs."""
    with GOLD.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


Judge = Callable[[str, str], bool]


def judges() -> Iterator[tuple[str, Judge]]:
    """What is measured side by side: a name, and whether it takes two names for one."""
    yield "same", lambda a, b: compare(a, b).verdict == "same"
    yield "same or undecided", lambda a, b: compare(a, b).verdict != "not_same"
    yield "score 0.7", lambda a, b: compare(a, b).score >= MATCH
    yield (
        "Levenshtein 0.7",
        lambda a, b: Levenshtein.normalized_similarity(a.casefold(), b.casefold()) >= MATCH,
    )
    try:
        second_opinion("a", "b")
    except TertiusError as error:
        print(f"  without OpenSanctions: {error}")
        return
    yield "OpenSanctions 0.7", lambda a, b: second_opinion(a, b) >= MATCH


def show_judged() -> None:
    """Print precision and recall on the labelled pairs, and where the verdict is wrong by kind."""
    if not GOLD.exists():
        print(f"\n{GOLD.relative_to(ROOT)} is not there; verdicts are not measured.")
        return
    gold = read_gold()
    same = sum(row["same"] == "yes" for row in gold)
    print(f"\n{len(gold)} labelled pairs, {same} of them the same")
    print(
        f"{'':<22}{'right':>7}{'wrong':>7}{'missed':>7}{'precision':>11}{'recall':>8}{'F1':>7}{'us each':>9}"
    )
    for title, judge in judges():
        begun = perf_counter()
        said = [judge(row["a"], row["b"]) for row in gold]
        taken = perf_counter() - begun
        pairs = [(yes, row["same"] == "yes") for yes, row in zip(said, gold, strict=True)]
        right, wrong = pairs.count((True, True)), pairs.count((True, False))
        missed = pairs.count((False, True))
        precision, recall = right / max(right + wrong, 1), right / max(right + missed, 1)
        f1 = 2 * right / max(2 * right + wrong + missed, 1)
        each = 1e6 * taken / max(len(gold), 1)
        print(
            f"{title:<22}{right:>7}{wrong:>7}{missed:>7}{precision:>11.3f}{recall:>8.3f}{f1:>7.3f}{each:>9.0f}"
        )
    _show_kinds(gold)


def _show_kinds(gold: list[dict[str, str]]) -> None:
    kinds: dict[tuple[str, str], list[str]] = defaultdict(list)
    for row in gold:
        kinds[row["kind"], row["same"]].append(compare(row["a"], row["b"]).verdict)
    print(f"\n{'kind':<34}{'are':>9}{'same':>7}{'undecided':>11}{'not same':>10}")
    for (kind, same), said in sorted(kinds.items()):
        counts = [said.count(word) for word in ("same", "undecided", "not_same")]
        are = "same" if same == "yes" else "not same"
        print(f"{kind:<34}{are:>9}{counts[0]:>7}{counts[1]:>11}{counts[2]:>10}")


def many_names() -> tuple[list[str], list[str], list[int]]:
    """20,000 names, 100,000 to find them among, and the place of each in those.

    A person or a company of two words, one way in Latin letters and another in Cyrillic or Chinese.
    """
    chance = random.Random(1)
    russian = list(read_pairs(WIKIDATA / "wd_russian_train.tsv.gz", range(10)))
    chinese = list(read_pairs(WIKIDATA / "wd_chinese_train.tsv.gz", range(10)))
    trades = [
        ("Bank", "Банк", "银行"),
        ("Energy", "Энергия", "能源"),
        ("University", "Университет", "大学"),
    ]
    both = []
    for number in range(AGAINST):
        words, gap = (russian, " ") if number % 5 < 3 else (chinese, "·")
        (a, x), (b, y) = chance.choice(words), chance.choice(words)
        if number % 3:
            both.append((f"{a} {b}".title(), f"{x}{gap}{y}".title()))
        else:
            trade = chance.choice(trades)
            said = f"{x} {trade[1]}".title() if gap == " " else f"{x}{trade[2]}"
            both.append((f"{a} {trade[0]}".title(), said))
    places = chance.sample(range(AGAINST), NAMES)
    return (
        [both[place][place % 2] for place in places],
        [pair[1 - place % 2] for place, pair in enumerate(both)],
        places,
    )


def show_many(processes: int = 2) -> None:
    """Print how long 20,000 names against 100,000 take on two cores."""
    names, against, places = many_names()
    begun = perf_counter()
    found = search_all(names, against, most=3, processes=processes)
    taken = perf_counter() - begun
    first = sum(bool(m) and m[0].place == place for m, place in zip(found, places, strict=True))
    print(
        f"\n{len(names):,} names against {len(against):,}, {processes} processes: {taken:.1f} s;"
        f" the other spelling comes first for {first / len(names):.3f}"
    )


def main() -> None:
    """Measure recall, verdicts and time."""
    show_judged()
    if not WIKIDATA.exists():
        print(f"\n{WIKIDATA} is not there; recall and time are not measured.")
        return
    show_recall()
    show_many()


if __name__ == "__main__":
    main()
