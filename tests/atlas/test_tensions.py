"""What the atlas, the report and JSON say of evidence that does not fit together."""

import json

from tertius.atlas.registry import all_pages
from tertius.export.json import findings_json
from tertius.present.labels import Labels
from tertius.report.limits import limits


def test_tensions_stand_on_the_pages_that_they_touch(small_study):
    """The page of tensions lists each, a source's page those of it, and the report and JSON count the same."""
    found = small_study.tensions.found
    assert found
    pages = {page.address: page for page in all_pages(small_study)}
    listed = [one["id"] for _, group in pages["tensions.html"].context["rules"] for one in group]
    assert sorted(listed) == sorted(one.id for one in found)
    (first, *_) = found
    source = next(name for side in first.sides for name in side.sources)
    address = Labels(small_study).page_of("sources", source)
    assert first in pages[address].context["tensions"]
    printed = json.dumps(findings_json(small_study)["tensions"])
    assert [one["id"] for one in json.loads(printed)] == [one.id for one in found]
    assert first.misfit.split()[0] in json.dumps(limits(Labels(small_study)))
