import itertools
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from small_case import beside_doubts
from tertius.case.identity.same import judged, one_id
from tertius.case.read import read_case
from tertius.evidence.tables import TABLES
from tertius.study.open import open_case
from tertius.study.run import run_study

HEADER = "a,b,judgement,reason,by,date\n"
MERGED = "russian-railways,china-railway,same,Merged in 2020.,ana,2021-01-08\n"


def rows(case: Any) -> dict[str, list[Any]]:
    """Every row of a case but the judgements themselves."""
    return {row.table: case.rows(row.table) for row in TABLES if row.table != "judgements"}


def replaced_by_hand(small: Any, old: str, new: str) -> None:
    """Write another id in every table, and take out the row of the old one."""
    for row in TABLES:
        path = small.path / f"{row.table}.csv"
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        if row.table == "actors":
            lines = [line for line in lines if not line.startswith(f"{old},")]
        path.write_text("".join(lines).replace(old, new), encoding="utf-8")


def test_a_judgement_is_a_replaced_id(small: Any, copy_small: Any, tmp_path: Path):
    """With a judgement a case holds what it holds with the id replaced by hand, and finds the same."""
    (tmp_path / "hand").mkdir()
    hand = copy_small(tmp_path / "hand")
    replaced_by_hand(hand, "russian-railways", "china-railway")
    hand.swap("case.yml", "actors: [16, 16]", "actors: [15, 15]")
    small.end("judgements.csv", MERGED)
    case, compiled, problems = open_case(small.path)
    other, findings, others = open_case(hand.path)
    assert rows(case) == rows(other)
    assert problems == others
    ours = run_study(case, compiled, with_flips=False)
    theirs = run_study(other, findings, with_flips=False)
    assert ours.results == theirs.results
    assert ours.tables == theirs.tables


def test_without_the_row_it_is_undone(small: Any):
    """A judgement that is taken out again leaves the case as it was."""
    before, _, _ = open_case(small.path)
    small.end("judgements.csv", MERGED)
    with_it, _, _ = open_case(small.path)
    assert rows(with_it) != rows(before)
    small.swap("judgements.csv", MERGED, "")
    assert rows(open_case(small.path)[0]) == rows(before)


def test_other_judgements_change_nothing(small: Any):
    """Not the same, undecided, and a same that was taken back later change nothing."""
    before, _, _ = open_case(small.path)
    small.end(
        "judgements.csv",
        "china-railway,serbian-railways,undecided,Who knows.,ana,2021-01-08\n"
        + MERGED
        + "china-railway,russian-railways,not_same,They are two.,bo,2021-01-09\n",
    )
    assert rows(open_case(small.path)[0]) == rows(before)


def test_a_later_same_counts(small: Any):
    """Of two judgements on a pair the later counts, wherever it stands."""
    small.write(
        "judgements.csv",
        HEADER + MERGED + "china-railway,russian-railways,not_same,They are two.,bo,2020-12-09\n",
    )
    case, _ = read_case(small.path)
    assert case
    assert one_id(case) == {"russian-railways": "china-railway"}


@given(order=st.permutations(range(3)), turned=st.lists(st.booleans(), min_size=3, max_size=3))
def test_chains_in_any_order(copy_small: Any, tmp_path_factory: Any, order: Any, turned: Any):
    """A chain of three judgements makes four actors one, whatever the order and direction of the rows."""
    names = ["sberbank", "bank-of-china-serbia", "china-railway", "serbian-railways"]
    links = list(itertools.pairwise(names))
    small = copy_small(tmp_path_factory.mktemp("chain"))
    for place in order:
        a, b = links[place][:: -1 if turned[place] else 1]
        small.end("judgements.csv", f"{a},{b},same,One.,ana,2021-01-08\n")
    case, _ = read_case(small.path)
    assert case
    assert one_id(case) == dict.fromkeys(
        ("sberbank", "china-railway", "serbian-railways"), "bank-of-china-serbia"
    )


def test_a_state_keeps_its_code(small: Any):
    """Where one of the two is a state, its code is the id that stays."""
    small.end("judgements.csv", "gazprom,rus,same,The state is meant.,ana,2021-01-08\n")
    case, _ = read_case(small.path)
    assert case
    assert one_id(case) == {"gazprom": "rus"}


def test_a_redirect_is_followed(small: Any):
    """An id that was given up may still be written; along a chain it means the last."""
    small.end("redirects.csv", "nis-plc,nis-ad,2021\n")
    before, _, _ = open_case(small.path)
    small.swap("names.csv", "nis,Naftna industrija Srbije", "nis-plc,Naftna industrija Srbije")
    small.swap("engagements.csv", "target:nis,2008", "target:nis-ad,2008")
    small.swap("ties.csv", "gazprom-neft,owns,nis,", "gazprom-neft,owns,nis-plc,")
    case, _, problems = open_case(small.path)
    assert beside_doubts(problems) == []
    assert rows(case) == rows(before)


def test_nothing_judged_is_the_case_itself(small: Any):
    """Without a judgement that says same, the case is not even copied."""
    case, _ = read_case(small.path)
    assert case
    assert judged(case) is case
