import importlib.util

import pytest

from tertius.errors import TertiusError
from tertius.names.ftm import second_opinion

HAS_FTM = importlib.util.find_spec("nomenklatura") is not None


@pytest.mark.skipif(not HAS_FTM, reason="the extra tertius[ftm] is not installed")
def test_second_opinion():
    """The matcher of OpenSanctions knows a name in two scripts, and two names asked in turn."""
    assert second_opinion("Vladimir Putin", "Владимир Путин") > 0.9
    assert second_opinion("Vladimir Putin", "Marija Petrova") < 0.5


@pytest.mark.skipif(HAS_FTM, reason="the extra tertius[ftm] is installed")
def test_without_the_extra():
    """Without the extra the message says what to install."""
    with pytest.raises(TertiusError, match=r"pip install 'tertius\[ftm\]'"):
        second_opinion("a", "b")
