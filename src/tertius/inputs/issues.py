"""What a view on one issue comes to on others, where issues exclude or imply each other."""

from collections.abc import Iterator, Sequence

import pyarrow as pa

from tertius.case.settings import Issue
from tertius.engine.lazy import nx

SUPPORTS, OPPOSES = "supports", "opposes"

ISSUE_RELATIONS = pa.schema(
    [(name, pa.string()) for name in ("issue", "view", "target", "target_domain", "target_view")]
)
"""For a view on an issue, an issue on which another view follows from it."""


def issue_relations(issues: Sequence[Issue]) -> Iterator[dict[str, str]]:
    """Yield each view on an issue with each view that follows from it on another one.

    Who supports an issue supports what it implies and opposes what it excludes; who opposes what an
    issue implies opposes the issue. What follows is followed on, as in a graph of implications
    between literals (Aspvall, Plass & Tarjan 1979). Where both views on an issue would follow, none
    does: `check` reports such issues.
    """
    domains = {issue.id: issue.domain for issue in issues}
    if not any(issue.implies or issue.excludes for issue in issues):
        return
    follows: nx.DiGraph[tuple[str, str]] = nx.DiGraph()
    for issue in issues:
        for other in issue.implies:
            follows.add_edge((issue.id, SUPPORTS), (other, SUPPORTS))
            follows.add_edge((other, OPPOSES), (issue.id, OPPOSES))
        for other in issue.excludes:
            follows.add_edge((issue.id, SUPPORTS), (other, OPPOSES))
            follows.add_edge((other, SUPPORTS), (issue.id, OPPOSES))
    for name, view in sorted(follows):
        reached = nx.descendants(follows, (name, view))
        for target, target_view in sorted(reached):
            contrary = OPPOSES if target_view == SUPPORTS else SUPPORTS
            if target == name or target not in domains or (target, contrary) in reached:
                continue
            yield {
                "issue": name,
                "view": view,
                "target": target,
                "target_domain": domains[target],
                "target_view": target_view,
            }
