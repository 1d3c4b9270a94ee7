"""A verb with the words before it: who may have done it, whether it was done, promised or denied."""

from dataclasses import dataclass, replace

from tertius.intake.extraction.proposals.cues import Form, cues, find, words_of
from tertius.intake.extraction.proposals.reading import Clause, Reading

BE = frozenset(["is", "are", "was", "were", "been", "being", "be"])
HAVE = frozenset(["has", "have", "had"])
DO_NOW = frozenset(["does", "do"])
DO = DO_NOW | {"did"}
NOT = frozenset(("not", "never", "t"))
OTHER = frozenset(words_of("between"))
MODALS = frozenset(["will", "would", "could", "may", "might", "should", "can", "must", "shall"])
SAID = frozenset(["said", "says", "confirmed"])
"""What makes `it would lend` an announcement, where the one who says so is the one who would."""
PLAIN_TO = frozenset(
    ["continued", "continues", "managed", "continue", "helped", "used", "came", "went", "helping"]
)


@dataclass(frozen=True, kw_only=True)
class Group:
    """Hold a verb with its auxiliaries."""

    start: int
    passive: bool = False
    perfective: bool = False
    """Whether it tells of something done, and not of what is usual or under way."""
    continuous: bool = False
    stage: str = ""
    stage_word: tuple[int, int] = (0, 0)
    """The offsets of the word that says the stage; (0, 0) where none does."""
    negated: bool = False
    gerund: bool = False


def verb_group(reading: Reading, index: int, form: Form) -> Group | None:
    """The verb at a word with its auxiliaries; None where it is no verb there or only a wish."""
    words, plain = reading.words, reading.plain
    aux: list[str] = []
    at = index - 1
    limit = reading.clause(words[index][0]).start
    while at >= 0 and words[at][0] >= limit and len(aux) < 7:
        word = words[at][2].lower()
        if any(m.start <= words[at][0] < m.end for m in reading.mentions):
            break
        if (
            not (
                word in BE
                or word in HAVE
                or word in DO
                or word in NOT
                or word in OTHER
                or word in MODALS
                or word == "to"
                or (word.endswith("ly") and len(word) > 4)
            )
            or "," in plain[words[at][1] : words[at + 1][0]]
        ):
            break
        aux.append(word)
        at -= 1
    group_start = words[at + 1][0]
    auxiliaries = set(aux)
    stage, negated = "", bool(auxiliaries & NOT)
    stage_word = (0, 0)
    if MODALS & auxiliaries:
        if "will" in auxiliaries:
            stage = "planned"
        elif "would" in auxiliaries and (announced := _told_before(reading, at)):
            stage, stage_word = announced
        else:
            return None
    if "to" in auxiliaries and not stage:
        governed = _governed(reading, at)
        if governed is None:
            return None
        stage, stage_word, group_start, more_negated = governed
        negated = negated or more_negated
    kinds = form.kinds
    be, have = bool(auxiliaries & BE), bool(auxiliaries & HAVE)
    group = Group(start=group_start, negated=negated)
    staged = replace(group, stage=stage, stage_word=stage_word)
    if "ing" in kinds:
        if be:
            return replace(staged, continuous=True)
        previous = words[index - 1][2].lower() if index else ""
        comma = index > 0 and plain[words[index - 1][1] : words[index][0]].startswith(",")
        if stage:
            return None
        return replace(group, perfective=True, gerund=True) if previous == "by" or comma else None
    if "participle" in kinds and be:
        # `is being built` is under way, as `is building` is.
        going_on = "being" in auxiliaries
        return replace(staged, passive=True, perfective=not going_on, continuous=going_on)
    if have and "participle" in kinds:
        return replace(staged, perfective=True)
    if stage or auxiliaries & DO:
        if "base" not in kinds:
            return None
        # `does lend` is as open as `lends`; but `does not lend` denies that it was done.
        habitual = bool(auxiliaries & DO_NOW) and not negated
        return replace(staged, perfective=not habitual)
    if "past" in kinds:
        passive = "participle" in kinds and plain[words[index][1] : words[index][1] + 4] == " by "
        return replace(group, passive=passive, perfective=True)
    if kinds & {"third", "base"} and "to" not in auxiliaries:
        behind = plain[words[at][0] : group_start] if at >= 0 else ""
        subject = [m for m in reading.mentions if m.end <= group_start]
        if (
            subject
            and not plain[subject[-1].end : group_start].strip()
            and not subject[-1].is_adjective
            and not subject[-1].owns_next
        ):
            return group
        if behind.strip() in ("which", "who"):
            return group
    return None


def _told_before(reading: Reading, at: int) -> tuple[str, tuple[int, int]] | None:
    """The stage of `announced (that) it would …`, `said it would …`: the verb of telling before a pronoun."""
    for step in range(at, max(-1, at - 6), -1):
        start, end, word = reading.words[step]
        for stage in ("announced", "pledged"):
            if word in cues()["stages"][stage] or (stage == "announced" and word in SAID):
                return stage, (start, end)
        if word.lower() not in ("it", "they", "he", "she", "that", "in") and not word.isdigit():
            return None
    return None


def _governed(reading: Reading, at: int) -> tuple[str, tuple[int, int], int, bool] | None:
    """What the verb before `to` makes of the stage; None where it leaves it open."""
    if at < 0:
        return None
    start, end, word = reading.words[at]
    negated = False
    back = at - 1
    while back >= 0 and reading.words[back][2].lower() in BE | HAVE | DO | NOT | OTHER:
        negated = negated or reading.words[back][2].lower() in NOT
        back -= 1
    group_start = reading.words[back + 1][0]
    spelled = reading.plain[group_start:end].lower()
    for stage, listed in cues()["stages"].items():
        if word in listed or spelled in listed:
            return stage, (start, end), group_start, negated
    if word in PLAIN_TO:
        return "", (0, 0), group_start, negated
    if find(
        [w for ws in cues()["hedges"].values() for w in ws],
        reading.plain,
        max(0, start - 20),
        end + 3,
    ):
        return "", (0, 0), group_start, negated
    return None


def is_hypothetical(reading: Reading, clause: Clause, group_start: int) -> bool:
    """Whether what a clause says is only thought of: if, could, hopes that, no evidence that."""
    if (
        reading.plain[clause.start : clause.start + 8]
        .strip(" ,")
        .lower()
        .startswith(("if ", "whether", "unless"))
    ):
        return True
    if find(cues()["nothing_shows"], reading.plain, 0, group_start):
        return True
    if find(cues()["wishes"], reading.plain, clause.start, group_start):
        return True
    since = max((m.end for m in reading.mentions if m.end <= group_start), default=clause.start)
    since = max(since, clause.start)
    return find(cues()["hypothetical"], reading.plain, since, group_start) is not None
