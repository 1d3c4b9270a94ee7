"""Every problem of a case that needs more than one file to see."""

from collections.abc import Callable, Iterable, Iterator

from tertius.case.checks.cells import check_cells, check_ids, check_parties
from tertius.case.checks.claims import check_claims, check_observations
from tertius.case.checks.doubts import (
    check_addresses,
    check_amounts,
    check_period,
    check_powers,
    check_searches,
    check_signs,
    check_source_dates,
    check_stage_dates,
    check_texts,
    check_thousands,
    check_totals,
)
from tertius.case.checks.fairness import check_people, check_sectors, check_supports
from tertius.case.checks.setup import (
    check_expectations,
    check_settings,
    check_sources,
    check_types,
)
from tertius.case.checks.sizes import (
    check_centuries,
    check_hosts,
    check_loans,
    check_rivals,
)
from tertius.case.checks.slips import (
    check_changes_hands,
    check_delivered,
    check_fractions,
    check_languages,
    check_points,
    check_recorded,
    check_scales,
    check_sides,
    check_strays,
    check_ties,
)
from tertius.case.checks.told import check_translations
from tertius.case.checks.webs import check_bases, check_ownership, check_parts, check_stakes
from tertius.case.identity.same import check_judgements, check_redirects
from tertius.case.order import check_merge
from tertius.case.problems import Problem
from tertius.case.read import Case

Check = Callable[[Case], Iterable[Problem]]


def check_rows(case: Case) -> Iterator[Problem]:
    """Yield all problems that show once the tables are held against each other and the vocabularies."""
    for check in CHECKS:
        yield from check(case)


CHECKS: tuple[Check, ...] = (
    check_settings,
    check_ids,
    check_cells,
    check_parties,
    check_sources,
    check_claims,
    check_observations,
    check_parts,
    check_bases,
    check_ownership,
    check_stakes,
    check_people,
    check_sectors,
    check_supports,
    check_judgements,
    check_redirects,
    check_expectations,
    check_amounts,
    check_totals,
    check_source_dates,
    check_types,
    check_searches,
    check_powers,
    check_period,
    check_signs,
    check_addresses,
    check_stage_dates,
    check_thousands,
    check_texts,
    check_recorded,
    check_fractions,
    check_scales,
    check_rivals,
    check_loans,
    check_centuries,
    check_hosts,
    check_points,
    check_languages,
    check_sides,
    check_changes_hands,
    check_delivered,
    check_ties,
    check_strays,
    check_translations,
    check_merge,
)
