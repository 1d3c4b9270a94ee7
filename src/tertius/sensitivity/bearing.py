"""For all findings together: the origins that bear on each, and the smallest sets that change it."""

from collections.abc import Mapping, Sequence
from functools import partial

from tertius.sensitivity.flips import PAIRS, Depth, Search, search
from tertius.sensitivity.outcomes import OutcomeCache, Verdicts, answer


def search_flips(
    verdicts: Verdicts, tellers: Mapping[str, OutcomeCache], depth: Depth = PAIRS
) -> dict[str, Search]:
    """For each finding the smallest sets of origins that change it."""
    searches = {
        name: partial(search, teller.players, base=verdicts.base[name], depth=depth)
        for name, teller in tellers.items()
    }
    return answer(verdicts, tellers, searches)


def oracles_of(
    verdicts: Verdicts, rests_on: Mapping[str, Sequence[str]]
) -> dict[str, OutcomeCache]:
    """For every finding the origins that bear on it, alone or with others, and what is told of them.

    These are the origins of everything on the keys of what it rests on or names, of what that is
    based on, and every origin without which it sees other rows. Where all disputes of a key are
    gone and it sees other rows then, those of everything on the key are too.
    """
    ledger, provenance = verdicts.ledger, verdicts.provenance
    alone = {origin: provenance.fallen([origin]) for origin in provenance.rows_of}
    disputes = ledger.disputes()
    worlds = {*alone.values(), *disputes}
    asked = {n: worlds for n, one in verdicts.compiled.items() if one.measures}
    verdicts.without_rows(asked)
    found: dict[str, OutcomeCache] = {}
    for name, one in verdicts.compiled.items():
        ids = {*rests_on[name], *(other for _, other in one.finding.ids())}
        origins: set[str] = set()
        if name in asked:
            ids = ids.union(*(gone for gone in disputes if verdicts.differs(name, gone)))
            origins = {o for o, gone in alone.items() if verdicts.differs(name, gone)}
        rows = provenance.with_bases(ledger.rivals(ids))
        players = origins | provenance.behind(rows)
        rows = rows.union(*(alone[origin] for origin in origins))
        teller = found[name] = OutcomeCache(sorted(players), frozenset(rows))
        if name in asked:
            for place, origin in enumerate(teller.players):
                teller.known[1 << place] = verdicts.told(name, alone[origin])
    return found
