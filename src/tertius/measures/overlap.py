"""Whether two powers do the same things in a host, and whether as rivals or as partners."""

from collections.abc import Collection

from tertius.engine.lazy import Table, ibis
from tertius.engine.step import measure, union
from tertius.facts.evidence import RestsOn, Row, Rows
from tertius.facts.exchanges import Exchanges
from tertius.facts.texts import HOST, SECTOR_OR_ALL, SIDE, words
from tertius.measures.pairs import ALL, PAIR, SIDES

ALIKE = frozenset({"schoener", "pianka", "morisita_horn"})
"""The columns that say how alike two powers are."""

MEETING = ALIKE | {"contested_items", "complementary_links", "competing", "complementary"}
"""The columns that grow where the two meet."""


def _overlap_rests_on(row: Row, named: Collection[str], *, entries: Rows, bonds: Rows) -> RestsOn:
    """Return what both powers do there, and what makes rivals, partners or opponents of them."""
    place = {"host": row["host"]} | ({} if row["sector"] == ALL else {"sector": row["sector"]})
    one, other = row["power"], row["other"]
    return RestsOn(
        entries.ids(**place, power=one)
        | entries.ids(**place, power=other)
        | bonds.ids(**place, power=one, other=other)
        | bonds.ids(**place, power=other, other=one)
    )


@measure(
    "Do two powers do the same, and as rivals or as partners?",
    per=SIDES,
    key=(*SIDES, "basis"),
    columns={
        "host": HOST,
        "sector": SECTOR_OR_ALL,
        "power": SIDE,
        "other": SIDE,
        "basis": words(count="number, engagements", amount="money, sum"),
        "schoener": "number",
        "pianka": "number",
        "morisita_horn": "number",
        "contested_items": "number",
        "complementary_links": "number",
        "opposing_acts": "number",
        "expected_links": "number",
        "z": "number",
        "competing": "truth",
        "complementary": "truth",
        "opposed": "truth",
        "parallel": "truth",
    },
    evidence=_overlap_rests_on,
    exchanges=Exchanges(("powers", "niches"), meeting=MEETING, only={"niches": ALIKE}),
)
def overlap(
    likeness: Table, likeness_overall: Table, bond_counts: Table, chance_links: Table
) -> Table:
    """For each host and pair of powers, sector by sector and in all: how alike, and in what relation.

    Schoener's D, Pianka's and the Morisita-Horn index compare each power's own shares over sector
    and role (methods of Schoener 1970, Pianka 1973, Horn 1966). Likeness alone cannot tell rivals
    from partners: `competing` asks for a contested item (somebody whom both court in one role, or a
    link that says so),
    `complementary` for an evidenced link or a shared project with different roles, `opposed` for an
    act against the other; `parallel` is none of these. `expected_links` and `z` compare the links
    with chance, were every link's ends drawn anew.
    """
    compared = union([likeness, likeness_overall])
    pair = list(PAIR)
    joined = compared.left_join(bond_counts, pair, rname="{name}_bond").left_join(
        chance_links, pair, rname="{name}_chance"
    )
    items = {
        name: ibis.coalesce(joined[name], 0)
        for name in ("contested_items", "complementary_links", "opposing_acts")
    }
    result = joined.select(
        *PAIR,
        "basis",
        "schoener",
        "pianka",
        "morisita_horn",
        **items,
        expected_links=joined.expected_links,
        z=joined.z,
        competing=items["contested_items"] > 0,
        complementary=items["complementary_links"] > 0,
        opposed=items["opposing_acts"] > 0,
    )
    return result.mutate(parallel=~(result.competing | result.complementary | result.opposed))
