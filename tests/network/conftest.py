"""One yard for all tests of this folder that a process runs, or the reason why there is none."""

import pytest
from places import why_no_place
from yard import Yard

WHY_NOT = why_no_place("nft", "dnsmasq", "busybox")


@pytest.fixture(scope="session")
def yard(published, tmp_path_factory):
    """A box that serves the school of Sénégal on its access point."""
    if WHY_NOT:
        pytest.skip(WHY_NOT)
    with Yard(tmp_path_factory.mktemp("yard"), published("SN")) as made:
        made.opens()
        yield made


@pytest.fixture
def phone(yard):
    """A phone that has an address."""
    made = yard.comes()
    made.joins()
    return made
