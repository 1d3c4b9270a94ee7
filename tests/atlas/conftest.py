"""The atlas of the small case, as several files read it."""

import pytest

from small_case import small_study
from tertius.atlas.build import build_atlas


@pytest.fixture(scope="module")
def atlas(tmp_path_factory):
    """The folder with the atlas of the small case."""
    folder = tmp_path_factory.mktemp("out") / "atlas"
    build_atlas(small_study(), folder)
    return folder
