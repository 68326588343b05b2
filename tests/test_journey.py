"""A new edition goes from the catalogue to a pupil's page, and reports go back: by link, by stick, by air."""

import os
import sys
from contextlib import ExitStack
from pathlib import Path

import pytest
from places import why_no_place

sys.path.insert(0, str(Path(__file__).parents[1]))  # the link is that of the benchmarks
from journey.country import Country, wait_until

WHY_NOT = why_no_place() or ("" if os.access("/dev/net/tun", os.W_OK) else "no /dev/net/tun here")
pytestmark = pytest.mark.skipif(bool(WHY_NOT), reason=WHY_NOT)
FIRST, SECOND = "Awa a lu cette phrase le soir même.", "Moussa l’a lue le lendemain."


@pytest.fixture
def country(published, tmp_path):
    with ExitStack() as stack:
        yield Country(published("SN"), tmp_path, stack)


def test_content_goes_down_and_reports_go_up_by_link_then_stick_then_neighbour(country):
    ministry, thies, fissel, told = country.ministry, country.thies, country.fissel, []
    ministry.enrols(thies)
    thies.opens()
    thies.enters()

    # By the link: it loses packets, and is cut while the sound comes.
    ministry.publishes(FIRST)
    thies.reports("2026-47", '{"attempts": 417}')
    cut = country.link_comes()
    thies.messenger("retry")
    wait_until(lambda: thies.last_word.stage == "media", *thies.journals)
    cut()
    teacher_reads(thies, "arrive", told)
    thies.shows(FIRST)
    teacher_reads(thies, "sont dans la boîte depuis", told)
    wait_until(lambda: ministry.counted("SN-0417") or ministry.counts(), *thies.journals)
    thies.messenger("retry")
    wait_until(lambda: thies.outbox == [], *thies.journals)
    thies.has_whole()
    country.link_goes()

    # By a stick alone, there and back.
    ministry.publishes(SECOND)
    thies.reports("2026-48", '{"attempts": 500}')
    stick = country.plugs(country.stick())
    thies.shows(SECOND)
    wait_until(lambda: list(stick.glob("imaginecole/outbox/*/*.rpt")), *thies.journals)
    stick = country.pulls(stick)
    ministry.counts("--stick", stick / "imaginecole")
    assert ministry.counted("SN-0417") == 2
    country.plugs(stick)
    thies.messenger("retry")
    wait_until(lambda: thies.outbox == [], *thies.journals)
    thies.has_whole()

    # By the neighbour alone: this box has never had a link.
    fissel.opens()
    fissel.shows(SECOND)
    fissel.has_whole()
    print("\n" + "\n".join(told))


def teacher_reads(school, words, told):
    """Wait until the teacher's first page says it."""
    wait_until(lambda: words in school.page("/enseignant/"), *school.journals)
    page = school.page("/enseignant/")
    told.append(page[page.find("leçons") - 30 :][:120])
