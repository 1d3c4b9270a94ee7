"""The page on dependence speaks of the EU where the case does."""

from dataclasses import replace

from small_case import small_study
from tertius.atlas.dependence import BASES, WITHOUT_UNION, bases_of, vectors_of
from tertius.case.read import Lines
from tertius.measures.dependence import AS_MEMBERS, AS_ONE
from tertius.present.labels import Labels


def case_without_eu(**settings):
    """The study of the small case without a figure that names the EU, and with other settings."""
    small = small_study()
    kept = [
        (n, row)
        for n, row in small.case.tables["observations"]
        if "EU" not in (row.area, row.counterpart)
    ]
    lines = Lines([row for _, row in kept], [n for n, _ in kept])
    changed = small.case.settings.model_copy(update=settings)
    case = replace(
        small.case, settings=changed, tables={**small.case.tables, "observations": lines}
    )
    return replace(small, case=case)


def test_two_readings_stand_where_the_eu_is_a_side_or_in_a_figure():
    """A power, a baseline or a counterpart that is the EU asks for both readings; without any there is one."""
    assert bases_of(case_without_eu(powers=("RUS", "EU"), baselines=())) is BASES
    assert bases_of(case_without_eu(powers=("RUS",), baselines=("EU",))) is BASES
    assert bases_of(case_without_eu(powers=("CHN", "IND"), baselines=())) is WITHOUT_UNION


def test_one_reading_shows_each_share_once():
    """Where the case does not speak of the EU, a share has one column, and the EU is no line of its own."""
    study = case_without_eu(powers=("CHN", "IND"), baselines=())
    key = {
        "area": "LKA",
        "indicator": "trade_share",
        "qualifier": "",
        "sector": "",
        "stage": "",
        "period": "2018",
    }
    shares = {
        ("CHN", AS_ONE): 0.2,
        ("EU", AS_ONE): 0.1,
        ("CHN", AS_MEMBERS): 0.2,
        ("DEU", AS_MEMBERS): 0.1,
    }
    rows = tuple(
        {**key, "basis": basis, "counterpart": code, "share": share, "lower_bound": False}
        for (code, basis), share in shares.items()
    )
    told = replace(study, tables={**study.tables, "dependence": rows, "concentration": ()})
    object.__setattr__(told, "lineage", Nothing())
    (vector,), behind = vectors_of(told, Labels(told), WITHOUT_UNION)
    assert [(line["code"], [cell["share"] for cell in line["cells"]]) for line in vector["lines"]] == [
        ("CHN", [0.2]), ("DEU", [0.1]),
    ]  # fmt: skip
    assert (vector["gathered"], behind) == ([], set())


class Nothing:
    """A lineage in which nothing rests on anything."""

    def evidence(self, *_):
        """Return no ids."""
        return ()
