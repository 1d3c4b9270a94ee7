"""For all findings together: the origins that bear on each, and the smallest sets that change it."""

from collections.abc import Mapping, Sequence
from functools import partial

from tertius.sensitivity.flips import PAIRS, Depth, FlipSearch, search
from tertius.sensitivity.outcomes import OutcomeCache, Verdicts, answer


def search_flips(
    verdicts: Verdicts, oracles: Mapping[str, OutcomeCache], depth: Depth = PAIRS
) -> dict[str, FlipSearch]:
    """Return, for each finding, the smallest sets of origins whose removal changes its outcome."""
    searches = {
        name: partial(search, oracle.players, base=verdicts.base[name], depth=depth)
        for name, oracle in oracles.items()
    }
    return answer(verdicts, oracles, searches)


def oracles_of(
    verdicts: Verdicts, rests_on: Mapping[str, Sequence[str]]
) -> dict[str, OutcomeCache]:
    """Return, for each finding of `rests_on`, the origins that bear on it, with single-origin outcomes cached.

    The origins that bear on a finding are those of everything on the keys of what it rests on or
    names, of what that is based on, and every origin without which the finding sees other rows.
    Where a finding sees other rows once all disputes of a key are gone, the origins of everything
    on that key bear on it too.
    """
    ledger, provenance = verdicts.ledger, verdicts.provenance
    alone = {origin: provenance.fallen([origin]) for origin in provenance.rows_of}
    disputes = ledger.disputes()
    worlds = {*alone.values(), *disputes}
    compiled = {name: verdicts.compiled[name] for name in rests_on}
    asked = {name: worlds for name, one in compiled.items() if one.measures}
    verdicts.without_rows(asked)
    oracles: dict[str, OutcomeCache] = {}
    for name, one in compiled.items():
        ids = {*rests_on[name], *(other for _, other in one.finding.ids())}
        origins: set[str] = set()
        if name in asked:
            ids = ids.union(*(gone for gone in disputes if verdicts.differs(name, gone)))
            origins = {o for o, gone in alone.items() if verdicts.differs(name, gone)}
        rows = provenance.with_bases(ledger.rivals(ids))
        players = origins | provenance.behind(rows)
        rows = rows.union(*(alone[origin] for origin in origins))
        oracle = oracles[name] = OutcomeCache(sorted(players), frozenset(rows))
        if name in asked:
            for place, origin in enumerate(oracle.players):
                oracle.known[1 << place] = verdicts.told(name, alone[origin])
    return oracles
