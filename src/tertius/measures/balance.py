"""How a host spreads itself over the powers: a small vector, never one number."""

from collections.abc import Collection

from tertius.engine.lazy import NumericValue, Table, Value, ibis
from tertius.engine.step import step, union
from tertius.facts.evidence import RestsOn, Row, Rows
from tertius.facts.exchanges import Exchanges
from tertius.facts.measure import measure, number, text
from tertius.facts.texts import DOMAIN, HOST, SIDE, Text
from tertius.language.told import marked
from tertius.measures.control import Ownership

DEFENCE = "defence"
EXACT = "decimal(30,15)"
"""Terms are added up as decimals, so that a sum does not hang on the order of its rows."""


@step(per=("issue",), cut=True)
def leanings(convergence: Table, case_hosts: Table, case_powers: Table) -> Table:
    """Return where each host stands to each power, by issue on which both have a view.

    The host's view is its own, so that a clash between two issues is counted once; `through` names
    the issues from which the power's follows, where it is not its own.
    """
    seen = convergence.filter(
        convergence.relation.isin(("together", "apart", "partly")) & (convergence.through == "")
    )
    placed = seen.select(
        "world", "issue", "relation", host="party", power="other", through="other_through"
    )
    return placed.semi_join(case_hosts, "host").semi_join(case_powers, "power")


@step(per=("host", "domain"), cut=True)
def standing_counts(standings: Table) -> Table:
    """Return with how many standing engagements each power is there in a domain of a host."""
    counts = standings.group_by("world", "host", "domain", "power").agg(n=standings.id.nunique())
    return counts.mutate(n=counts.n.cast("int64"))


@step(per=("host", "id"), cut=True)
def commitments(standings: Table, tie_hosts: Table, stakes: Table, case_powers: Table) -> Table:
    """Return each standing engagement, tie and stake of a host, by power and, under "", with any, to be added up.

    `bound` is 1 where it cannot simply be undone.
    """
    held = stakes.semi_join(case_powers, "power")
    there = union(
        [
            standings.select("world", "host", "id", "power", "binds"),
            tie_hosts.select("world", "host", "id", "power", binds=ibis.literal(False)),
            held.select("world", "host", "id", "power", binds=ibis.literal(True)),
        ]
    )
    both = union([there, there.mutate(power=ibis.literal(""))])
    once = both.group_by("world", "host", "id", "power").agg(bound=both.binds.any())
    return once.mutate(n=ibis.literal(1).cast("int64"), bound=once.bound.cast("int64"))


@step(per=("host",), cut=("power",), sums=True)
def commitment_counts(commitments: Table) -> Table:
    """Return how many commitments a host has to each power, and how many of them bind it."""
    return commitments.group_by("world", "host", "power").agg(
        n=commitments.n.sum().cast("int64"), bound=commitments.bound.sum().cast("int64")
    )


@step(per=("host", "domain"), cut=True)
def years_together(standings: Table) -> Table:
    """Return of each two powers with dated defence engagements in a host how many, and in how many years both had one."""
    here = ["world", "host", "domain"]
    dated = standings.filter((standings.domain == DEFENCE) & standings.from_year.notnull())
    dated = dated.select(*here, "power", "id", "from_year", "to_year").distinct()
    years = dated.mutate(year=ibis.range(dated.from_year, dated.to_year + 1).unnest())
    years = years.select(*here, "power", "year").distinct()
    powers = dated.select(*here, "power").distinct()
    pairs = powers.join(powers.select(*here, other="power"), here)
    pairs = pairs.filter(pairs.power != pairs.other)
    met = years.join(years.select(*here, "year", other="power"), [*here, "year"])
    met = met.group_by(*here, "power", "other").agg(years=ibis._.year.nunique())
    sides = [
        pairs.join(dated.select(*here, "power", "id"), [*here, "power"]),
        pairs.join(dated.select(*here, "id", other="power"), [*here, "other"]),
    ]
    made = union([side.select(*here, "power", "other", "id") for side in sides])
    made = made.group_by(*here, "power", "other").agg(n=ibis._.id.nunique())
    compared = made.left_join(met, [*here, "power", "other"], rname="{name}_met")
    return compared.select(
        *here,
        "power",
        "other",
        n=compared.n.cast("int64"),
        years=ibis.coalesce(compared.years, 0).cast("int64"),
    )


ASPECT = Text(
    words={
        "diversification": "diversity, effective powers",
        "entropy": "evenness",
        "domain-split": "divergence, division",
        "together": "same, agree",
        "apart": "opposed, disagree",
        "equidistance": "distance",
        "binding": "reversibility",
        "security-ambiguity": "ambiguity, defence",
    }
)
"""The parts of a host's balance, as the measure's own description explains them."""

OF_VIEWS = ("together", "apart", "equidistance")
"""The aspects that are computed from the views of host and powers on issues."""


def _balance_rests_on(
    row: Row,
    named: Collection[str],
    *,
    standings: Rows,
    tie_hosts: Rows,
    stakes: Rows,
    holdings: Rows,
    leanings: Rows,
    positions: Rows,
) -> RestsOn:
    """Return the positions behind views, else the engagements; for `binding` ties and stakes too."""
    host, aspect = row["host"], row["aspect"]
    sides = {row["power"], row["other"]} - {None}
    if aspect in OF_VIEWS:
        views = {
            view
            for side in sides
            for one in leanings.where(host=host, power=side)
            for view in (
                (host, one["issue"]),
                *((side, issue) for issue in (one["through"] or one["issue"]).split(";")),
            )
        }
        return RestsOn(
            {name for code, issue in views for name in positions.ids(issue=issue, code=code)}
        )
    domain = DEFENCE if aspect == "security-ambiguity" else row["domain"]
    tables = (standings, tie_hosts, stakes) if aspect == "binding" else (standings,)
    counted = {
        one["id"]
        for table in tables
        for one in table.where(host=host)
        if (not sides or one["power"] in sides) and domain in (None, one.get("domain"))
    }
    return RestsOn(holdings.made(Ownership).with_those_behind(counted))


@measure(
    "How does a host balance between the powers?",
    place=170,
    per=("host",),
    key=("host", "aspect", "domain", "power", "other"),
    columns={
        "host": HOST,
        "aspect": text(
            "Which aspect of the balance; the list above says how each is computed.", ASPECT
        ),
        "domain": text("The domain, for aspects by domain.", DOMAIN),
        "power": text("The power, as a code, for aspects by power or pair.", SIDE),
        "other": text("The other power, for aspects by pair.", SIDE),
        "value": number("The value of the aspect."),
        "counted": number(
            "How many things it is made of: engagements and ties, issues, or pairs of domains."
        ),
    },
    evidence=_balance_rests_on,
    answered_by="engagements, ties and positions of the host with the powers",
    exchanges=Exchanges(
        reason=marked("joins deals, votes and figures, of which no one dealing gives all")
    ),
)
def balance(
    standing_counts: Table, leanings: Table, commitment_counts: Table, years_together: Table
) -> Table:
    """One row for each aspect of a host's balance, by domain, power or pair where it has one.

    Powers are those of the case, baselines included, and every pair is compared: that two powers
    are rivals is nowhere assumed. Nothing is summed into one score.

    - `diversification`: the effective number of powers in a domain, 1 / sum of s², with s each
      power's share of the standing engagements (Laakso and Taagepera 1979).
    - `entropy`: how evenly those powers share a domain, -sum of s ln s / ln n, from 0 to 1 (Pielou 1966);
      unknown where only one is there.
    - `domain-split`: the mean Jensen-Shannon divergence, to base 2, of each pair of domains
      (Lin 1991): 0 where the host has the same powers everywhere, 1 where each domain has others.
    - `together`, `apart`: on how many issues host and power hold the same view, and opposite ones.
    - `equidistance`: 1 - |a - b| / (a + b), with a and b the issues on which the host is together
      with each of two powers; unknown where it is so with neither.
    - `binding`: the share of standing engagements and ties that cannot simply be undone: types that
      the taxonomy marks with `binds`, and stakes. It is the reverse of reversibility; `power` is empty for the
      whole host.
    - `security-ambiguity`: in how many years defence engagements with both powers stood (after Lim and
      Cooper 2015), where both have dated ones.
    """
    shares = _shares(standing_counts)
    return union(
        [
            *_spread(shares),
            _split(shares),
            *_views(leanings),
            _binding(commitment_counts),
            _security_ambiguity(years_together),
        ]
    )


def _rows(
    table: Table, aspect: str, value: NumericValue, counted: NumericValue, **named: str
) -> Table:
    """Return rows of the vector for one aspect; columns that are not named are empty."""
    columns: dict[str, Value] = {
        name: table[named[name]] if name in named else ibis.null("string")
        for name in ("domain", "power", "other")
    }
    return table.select(
        "world",
        "host",
        aspect=ibis.literal(aspect),
        **columns,
        value=value.cast("float64"),
        counted=counted.cast("int64"),
    )


def _shares(counts: Table) -> Table:
    """Return each power's share of the engagements of a host in a domain."""
    whole = counts.n.sum().over(ibis.window(group_by=["world", "host", "domain"]))
    return counts.mutate(whole=whole.cast("int64"), share=counts.n / whole)


def _spread(shares: Table) -> list[Table]:
    by_domain = shares.group_by("world", "host", "domain").agg(
        whole=shares.whole.max(),
        squares=(shares.n * shares.n).sum().cast("float64"),
        powers=shares.count(),
        entropy=(-shares.share * shares.share.ln()).round(15).cast(EXACT).sum().cast("float64"),
    )
    evenness = by_domain.entropy / by_domain.powers.ln().nullif(0)
    diversity = by_domain.whole * by_domain.whole / by_domain.squares
    return [
        _rows(by_domain, "diversification", diversity, by_domain.whole, domain="domain"),
        _rows(by_domain, "entropy", evenness.round(12), by_domain.whole, domain="domain"),
    ]


def _split(shares: Table) -> Table:
    here = ["world", "host"]
    domains = shares.select(*here, "domain").distinct()
    powers = shares.select(*here, "power").distinct()
    grid = domains.join(powers, here).left_join(
        shares.select(*here, "domain", "power", "share"), [*here, "domain", "power"]
    )
    grid = grid.select(*here, "domain", "power", p=ibis.coalesce(grid.share, 0.0))
    pairs = grid.join(grid.select(*here, "power", other_domain="domain", q="p"), [*here, "power"])
    pairs = pairs.filter(pairs.domain < pairs.other_domain)
    middle = (pairs.p + pairs.q) / 2
    terms = [
        ibis.ifelse(end > 0, end * (end / middle.nullif(0)).log2() / 2, 0.0)
        for end in (pairs.p, pairs.q)
    ]
    summed = pairs.mutate(term=(terms[0] + terms[1]).round(15).cast(EXACT))
    whole = summed.group_by(*here).agg(
        divergence=summed.term.sum().cast("float64"),
        pairs=(summed.domain + "/" + summed.other_domain).nunique(),
    )
    return _rows(whole, "domain-split", (whole.divergence / whole.pairs).round(12), whole.pairs)


def _views(leanings: Table) -> list[Table]:
    here = ["world", "host"]
    held = leanings.group_by(*here, "power").agg(
        together=(leanings.relation == "together").sum(),
        apart=(leanings.relation == "apart").sum(),
        issues=leanings.issue.nunique(),
    )
    pairs = held.join(held.select(*here, other="power", other_together="together"), here)
    pairs = pairs.filter(pairs.power != pairs.other)
    both = pairs.together + pairs.other_together
    near = 1 - (pairs.together - pairs.other_together).abs() / both.nullif(0)
    return [
        _rows(held, "together", held.together, held.issues, power="power"),
        _rows(held, "apart", held.apart, held.issues, power="power"),
        _rows(pairs, "equidistance", near, both, power="power", other="other"),
    ]


def _binding(counts: Table) -> Table:
    counts = counts.mutate(power=counts.power.nullif(""))
    return _rows(counts, "binding", counts.bound / counts.n, counts.n, power="power")


def _security_ambiguity(both: Table) -> Table:
    named = {"power": "power", "other": "other"}
    return _rows(both, "security-ambiguity", both.years, both.n, **named)
