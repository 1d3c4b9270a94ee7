"""The last chapter of every report: how its findings were made, and what they cannot say."""

from collections import Counter, defaultdict
from typing import Any

from tertius import __version__
from tertius.evidence.said import spoken
from tertius.facts.rule import RULE
from tertius.findings.support import SUPPORTS
from tertius.present.chance import comparison_sentence
from tertius.present.labels import Labels
from tertius.report.signs import SIGNS, WATCHED
from tertius.report.tree import LAST_PAGE, Node, bullets, emphasis, header, para, plain, words
from tertius.report.words import capital, counted, few, joined
from tertius.study.result import Study

TITLE = "Method and limits"
MOST = 10
"""How many searches are named of each power; those of a sector or issue come first."""

OPEN = 40
"""How many open tensions are named: two pages of them; the atlas lists all."""

VERDICTS = ("holds", "fails", "open")


def limits(labels: Labels) -> list[Node]:
    """Return the chapter on method and limits."""
    return [
        header(1, LAST_PAGE, TITLE),
        para(*words(_made(labels))),
        para(*words(_verdicts(labels))),
        para(*words(_settled())),
        *_support(labels),
        *_confidence(labels),
        para(*words(_sources(labels))),
        *_searches(labels),
        *_tensions(labels),
    ]


def counted_evidence(study: Study) -> str:
    """Return how much of the evidence counts in a study, in words."""
    gone = len(study.world.withdrawn)
    if not gone:
        return "with all of its evidence"
    return f"with {counted(gone, 'row', 'rows')} left out ({study.world.name})"


def _made(labels: Labels) -> str:
    case, study = labels.case, labels.study
    return (
        f"Tertius {__version__} computed what this report says of its findings from the case "
        f"“{case.settings.title}”, as of {study.world.day or case.settings.as_of}, {counted_evidence(study)}. The "
        f"case has the fingerprint {study.case_hash}: whoever has a case with the same fingerprint "
        "can compute the same words and numbers. Numbers that stand beside a computed one are "
        "computed too; the rest of the prose is its authors’."
    )


def _verdicts(labels: Labels) -> str:
    results = labels.study.results
    tally = Counter(result.verdict for result in results)
    meaning = {"holds": "holds", "fails": "fails", "open": "is open"}
    many = {"holds": "hold", "fails": "fail", "open": "are open"}
    tallied = joined(
        [f"{few(tally[v])} {meaning[v] if tally[v] == 1 else many[v]}" for v in VERDICTS]
    )
    return (
        f"Of the {counted(len(results), 'finding', 'findings')} of the case {tallied} in this evidence. "
        "A finding holds where the evidence of this case carries it, fails where that evidence "
        "speaks against it, and is open where the evidence does not reach. None of this says what "
        "is true of the world; what the sources leave out, no verdict shows."
    )


def _settled() -> str:
    return (
        "Where sources contradict each other, none is overwritten. Which of them decides is told by "
        f"one rule for all: {RULE}. The rivals stay beside the fact. An unknown amount is unknown "
        "and never counts as zero."
    )


def _support(labels: Labels) -> list[Node]:
    """Return the key to the signs, how many findings have which, and how chance compares with all."""
    study, words_of = labels.study, labels.case.taxonomy.words("support")
    counted_words = Counter(result.support for result in study.results)
    watched = sum(result.state is not None for result in study.results)
    keys = [
        (SIGNS[name], labels.case.taxonomy.label("support", name), counted_words[name], meaning)
        for name in SUPPORTS
        if counted_words[name] and (meaning := _lower(str(words_of[name]["means"])))
    ]
    if watched:
        meaning = "a forecast; what would set it off is watched for, and nothing carries it before."
        keys.append((WATCHED, "watched", watched, meaning))
    if not keys:
        return []
    begin = (
        "A sign beside the number of a finding’s note says what carries it, and the note begins by "
        "saying it in words. Where a finding is open the sign is a question mark, whatever was given "
        "for it; a sentence whose finding fails, is open or holds only as far as tested says so "
        "itself. What carries a finding is derived, in one word. A computed finding is worth what "
        "its test risked: its rows were dealt out anew at random, everything else kept, and the "
        "test asked again."
    )
    listed = [
        [plain(*words(f"{letter} "), emphasis(*words(label)), *words(f" ({count}): {meaning}"))]
        for letter, label, count, meaning in keys
    ]
    sentences = " ".join(comparison_sentence(one) for one in study.compared_with_chance)
    return [para(*words(begin)), bullets(listed), *([para(*words(sentences))] if sentences else [])]


def _confidence(labels: Labels) -> list[Node]:
    grades = labels.case.taxonomy.words("confidence")
    listed = [
        [plain(emphasis(*words(str(name))), *words(f": {_lower(str(entry['means']))}"))]
        for name, entry in grades.items()
    ]
    begin = (
        "Confidence is derived by one rule and shown beside the authors’ own hedge, never in its "
        "place. An origin is the root of what sources copy from each other: five papers with one "
        "wire story have one. Every finding was computed again without each origin in turn, to see "
        "whether one source decides it."
    )
    return [para(*words(begin)), bullets(listed)]


def _sources(labels: Labels) -> str:
    rows = [*labels.current("claims"), *labels.current("observations")]
    checked = Counter(row.checked for row in rows)
    second_hand = sum(row.checked == "no" and row.via is not None for row in rows)
    own = sum(labels.is_own(row) for row in rows)
    lost = sum(source.custom.lost for source in labels.case.sources.values())
    text = (
        f"The evidence is {counted(len(rows), 'claim or figure', 'claims and figures')} from "
        f"{counted(len(labels.case.sources) - lost, 'source', 'sources')}. Somebody opened the source "
        f"of {few(checked['yes'])} of them and found it to say so"
    )
    if own:
        text += (
            f"; {few(own)} of these {'is' if own == 1 else 'are'} what a publication says itself through which "
            "others are known, so that no source beside it was opened"
        )
    if checked["mismatch"]:
        text += f"; of {few(checked['mismatch'])} the source says something else"
    text += "."
    if second_hand:
        text += (
            f" {capital(few(second_hand))} of them {'is' if second_hand == 1 else 'are'} known only "
            "through the publication in which they were read: if it misreads them, so does this report."
        )
    if lost:
        text += (
            f" {capital(counted(lost, 'source is a placeholder', 'sources are placeholders'))} for "
            f"{'a note whose text is' if lost == 1 else 'notes whose text is'} lost. Nobody guessed "
            "what stood there, so their origins are unknown and fragility is told as a range."
        )
    return text


def _searches(labels: Labels) -> list[Node]:
    gone = labels.study.world.withdrawn
    empty = [
        row for row in labels.case.rows("searches") if row.found == "nothing" and row.id not in gone
    ]
    if not empty:
        return [para(*words("No search that found nothing is on record."))]
    by_power: dict[str, list[Any]] = defaultdict(list)
    for row in empty:
        by_power[row.power or ""].append(row)
    settings = labels.case.settings
    powers = [*settings.powers, *settings.baselines]
    order = sorted(
        by_power, key=lambda p: (not p, p not in powers, powers.index(p) if p in powers else 0, p)
    )
    items = []
    for power in order:
        name = labels.side(power) if power else "No one power"
        first = sorted(by_power[power], key=lambda r: (not (r.sector or r.issue), r.id))
        where: dict[tuple[str, str], list[str]] = defaultdict(list)
        for row in first[:MOST]:
            where[row.searched_in, spoken(row.date)].append(row.looked_for)
        looked = "; ".join(
            f"{'; '.join(dict.fromkeys(things))} (in {place}, {day})"
            for (place, day), things in where.items()
        )
        more = f"; and {few(len(first) - MOST)} more" if len(first) > MOST else ""
        items.append([plain(emphasis(*words(name)), *words(f": {looked}{more}."))])
    begin = (
        f"What was looked for and not found is on record, in {counted(len(empty), 'search', 'searches')}. "
        "A search that found nothing says where somebody looked, and proves nothing about other "
        "places; where nobody looked, this report is silent. The atlas lists all."
    )
    return [para(*words(begin)), bullets(items)]


def _tensions(labels: Labels) -> list[Node]:
    """Return how much of the evidence does not fit together, and which of it nobody has explained."""
    found = labels.study.tensions
    if not found.found:
        return []
    explained = [one for one in found.found if one.explanations]
    begin = (
        "General rules looked for evidence that does not fit together, and see "
        f"{counted(len(found.found), 'such place', 'such places')}: {few(len(explained))} explained, "
        f"{few(len(found.open))} open. The atlas has both sides of each, with their sources."
    )
    items = [
        [plain(*words(f"{one.misfit} {told.explanation} ({told.by}, {spoken(told.date)})"))]
        for one in explained
        for told in one.explanations
    ]
    first = [[plain(*words(one.misfit))] for one in found.open[:OPEN]]
    more = len(found.open) - len(first)
    if more:
        first.append([plain(*words(f"And {few(more)} more, in the atlas."))])
    return [
        para(*words(begin)),
        *([para(*words("Explained are:")), bullets(items)] if items else []),
        *([para(*words("Open are:")), bullets(first)] if first else []),
    ]


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
