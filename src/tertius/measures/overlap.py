"""Whether two powers do the same things in a host, and whether as rivals or as partners."""

from collections.abc import Collection

from tertius.engine.lazy import Table, ibis
from tertius.engine.step import union
from tertius.facts.evidence import RestsOn, Row, Rows
from tertius.facts.exchanges import Exchanges
from tertius.facts.measure import measure, number, text, truth
from tertius.facts.texts import HOST, SECTOR_OR_ALL, SIDE, words
from tertius.measures.pairs import ALL, PAIR, SIDES

ALIKE = frozenset({"schoener", "pianka", "morisita_horn"})
"""The columns that say how alike two powers are."""

RUNG = words(
    none="nowhere, apart",
    sector="field",
    role="function",
    customer="client, buyer, recipient",
    object="tender, bid, stake, asset",
)
"""The rungs of the ladder on which two powers can meet, from none to the highest."""


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
    place=60,
    per=SIDES,
    key=(*SIDES, "basis"),
    columns={
        "host": HOST,
        "sector": text("The sector, or `all`.", SECTOR_OR_ALL),
        "power": SIDE,
        "other": SIDE,
        "basis": text(
            "`count` or `amount`.", words(count="number, engagements", amount="money, sum")
        ),
        "schoener": number(
            "Schoener's D, from 0 (nothing alike) to 1 (the same).",
            label="likeness of what they do (Schoener)",
        ),
        "pianka": number("Pianka's index, from 0 to 1.", label="likeness of what they do (Pianka)"),
        "morisita_horn": number(
            "The Morisita-Horn index, from 0 to 1.",
            label="likeness of what they do (Morisita-Horn)",
        ),
        "contested_items": number(
            "How many things both want: customers whom both court in one role in a sector, what both sought to buy there, and links that contest.",
            label="things that both want",
        ),
        "complementary_links": number(
            "How many links or joint engagements feed one from the other."
        ),
        "opposing_acts": number(
            "How many acts of one go against the other.", label="acts against each other"
        ),
        "expected_links": number(
            "The complementary links to expect by chance; for `all` alone.",
            label="links expected by chance",
        ),
        "z": number(
            "How far the links lie from that, in standard deviations; unknown where chance leaves no spread.",
            label="distance from chance, in standard deviations",
        ),
        "competing": truth("Whether there is a contested thing."),
        "complementary": truth("Whether a link or joint engagement is in evidence."),
        "opposed": truth("Whether one acts against the other."),
        "parallel": truth("Whether none of the three is so."),
        "rung": text(
            "The highest rung on which they meet: `none`, `sector`, `role`, `customer` or `object`.",
            RUNG,
            label="where they meet",
        ),
    },
    evidence=_overlap_rests_on,
    answered_by="an engagement of each of the two, or a search for one that found nothing",
    exchanges=Exchanges(("powers", "niches"), only={"niches": ALIKE}),
)
def overlap(
    likeness: Table,
    likeness_overall: Table,
    bond_counts: Table,
    chance_links: Table,
    encounters: Table,
) -> Table:
    """For each host and pair of powers, sector by sector and in all: how alike, and in what relation.

    Schoener's D, Pianka's and the Morisita-Horn index compare each power's own shares over sector
    and role (methods of Schoener 1970, Pianka 1973, Horn 1966). Likeness alone cannot tell rivals
    from partners: `competing` asks for a contested item, `complementary` for an evidenced link or a
    shared project with different roles, `opposed` for an act against the other; `parallel` is none of
    these. `rung` is the highest rung of a ladder on which the two meet: in one `sector`, in one `role`
    there, over one `customer` whom both court in that role (a ministry, utility or firm; the state
    itself where a deal names no other), over one `object` that both sought to buy, or that a link says
    they contest; `none` where they share no sector. Contested items are those of the two upper rungs.
    `expected_links` and `z` compare the links with chance, were every link's ends drawn anew.
    """
    compared = union([likeness, likeness_overall])
    pair = list(PAIR)
    joined = compared.left_join(bond_counts, pair, rname="{name}_bond").left_join(
        chance_links, pair, rname="{name}_chance"
    )
    joined = joined.left_join(encounters, pair, rname="{name}_there")
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
        met=ibis.cases(
            (ibis.coalesce(joined.objects, 0) > 0, "object"),
            (items["contested_items"] > 0, "customer"),
            (joined.same_role, "role"),
            (joined.same_role.notnull(), "sector"),
            else_="none",
        ),
    )
    parallel = ~(result.competing | result.complementary | result.opposed)
    return result.mutate(parallel=parallel, rung=result.met).drop("met")
