"""What a test risked, in plain sentences."""

from collections.abc import Iterator
from typing import Any

from tertius.language.told import gettext, marked, ngettext, numeral
from tertius.sensitivity.chance.rates import Chance, Comparison, PartChance
from tertius.study.result import Study

HAD = {
    "powers": marked("had the same deals come from one common pool"),
    "niches": marked("had each power chosen its sectors independently of the other"),
    "outcomes": marked("had the same outcomes fallen to the promises by lot"),
}
"""By exchange, what would have to be so for the rows to be dealt at random."""

RISKED = {
    "tested": marked("Could have come out otherwise"),
    "weak": marked("As written it says little"),
    "too_few": marked("Too few rows to say much"),
}
"""By what the chance says of a test, how its sentence begins."""


def chance_sentence(chance: Chance | None) -> str | None:
    """Return in one sentence what a test risked; None where that was not asked."""
    if chance is None:
        return None
    if not chance.worlds or chance.exchange is None:
        return gettext("What its test risked cannot be asked: {reason}.", reason=chance.reason)
    parts: dict[str, Any] = {
        "risk": gettext(RISKED[str(chance.risk)]),
        "had": gettext(HAD[chance.exchange]),
    }
    if chance.verdict == "fails":
        times = _of(chance.not_met, chance)
        text = gettext("{risk}: {had}, the test would fail in {times}", times=times, **parts)
    else:
        times = _of(chance.met, chance)
        text = gettext("{risk}: {had}, the test would be met in {times}", times=times, **parts)
    if chance.open:
        times = _of(chance.open, chance)
        text = gettext("{said} and stay open in {times}", said=text, times=times)
    if chance.is_ordered and chance.rank is not None:
        return gettext(
            "{said}; in {share} of 100 the numbers would lie at least as far that way.",
            said=text,
            share=_hundred(chance.rank),
        )
    return gettext("{said}.", said=text)


def _of(count: int, chance: Chance) -> str:
    if count == chance.worlds:
        return gettext("every one of {all} reshuffles", all=numeral(f"{chance.worlds:,}"))
    if count == 0:
        return gettext("none of {all} reshuffles", all=numeral(f"{chance.worlds:,}"))
    if chance.is_exact and chance.worlds < 100:
        return gettext("{part} of {all} reshuffles", part=count, all=chance.worlds)
    return gettext("{share} of 100 reshuffles", share=_hundred(count / chance.worlds))


def _hundred(share: float) -> str:
    """Return a share as so many of a hundred; what is less than one is not called none, nor 99.6 all."""
    if 0 < share < 0.005:
        return gettext("less than 1")
    return gettext("more than 99") if 0.995 <= share < 1 else f"{100 * share:.0f}"


def chance_lines(chance: Chance) -> Iterator[str]:
    """Yield what there is to say of a chance: its sentence, its numbers, its parts, other exchanges."""
    sentence = chance_sentence(chance)
    if sentence:
        yield sentence
    if not chance.worlds:
        return
    how = "every deal computed" if chance.is_exact else f"{chance.worlds:,} deals drawn"
    numbers = f"{chance.exchange}: met {chance.met}, not met {chance.not_met}, open {chance.open}"
    yield f"{numbers} ({how}{_interval(chance)})"
    if chance.rank is not None and chance.least is not None:
        yield f"rank {chance.rank:.3f}; the least that any deal attains is {chance.least:.3f}"
    if chance.is_vacuous:
        yield "It comes out the same in every reshuffle: the test is vacuous."
    if len(chance.parts) > 1:
        yield from (_part(part) for part in chance.parts)
    for other in chance.also:
        yield f"under {other.exchange}: met {other.met}, not met {other.not_met}, open {other.open}"


def _interval(chance: Chance) -> str:
    if chance.is_exact or chance.low is None or chance.high is None:
        return ""
    return f"; 95 percent interval {chance.low:.3f} to {chance.high:.3f}"


def _part(part: PartChance) -> str:
    alone = "decides" if part.decisive else "never decides alone"
    return f"part {part.expect}: met {part.met}, not met {part.not_met}, open {part.open}; {alone}"


def comparison_sentence(comparison: Comparison) -> str:
    """Return how many tests are met as the rows lie, beside how many are in worlds of an exchange."""
    parts: dict[str, Any] = {
        "met": ngettext("{count} holds", "{count} hold", comparison.met),
        "had": gettext(HAD[comparison.exchange]),
        "mean": f"{comparison.mean:.0f}",
        "low": comparison.low,
        "high": comparison.high,
    }
    return ngettext(
        "Of {count} finding that such a reshuffle can ask {met}; {had}, {mean} would, or nine times in ten {low} to {high}.",
        "Of {count} findings that such a reshuffle can ask {met}; {had}, {mean} would, or nine times in ten {low} to {high}.",
        comparison.findings,
        **parts,
    )


def vacuous_tests(study: Study) -> Iterator[str]:
    """Yield a warning for each test that comes out the same in every exchange world."""
    for result in study.results:
        if result.chance is not None and result.chance.is_vacuous:
            yield (
                f"findings.yml: {result.id}: its test comes out the same however {result.chance.exchange} "
                f"are dealt anew, so it risks nothing. Write one that could fail."
            )
