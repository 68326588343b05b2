"""Which number a box takes: of boxes that hear each other, no two end with the same name."""

from ipaddress import IPv4Address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange.errors import NeedsAPerson
from hotspot.machine.local_name import (
    NUMBERS,
    NoFreeName,
    Rival,
    host_name,
    keep_number,
    kept_number,
    number_for,
)
from hotspot.settings import Settings, hotspot_settings

LOW, MIDDLE, HIGH = (IPv4Address(f"192.168.7.{last}") for last in (2, 9, 30))
STRONGER, WEAKER = Rival(MIDDLE, LOW), Rival(MIDDLE, HIGH)


@pytest.mark.parametrize(
    ("kept", "rivals", "is_announced", "number"),
    [
        (1, {}, False, 1),
        (2, {}, False, 2),  # it keeps its number, also where it is alone
        (1, {2: [STRONGER]}, False, 1),
        (1, {1: [STRONGER]}, False, 2),
        (1, {1: [WEAKER]}, False, 2),  # who is there already stays
        (1, {1: [WEAKER]}, True, 1),  # two that meet: the lower address stays
        (1, {1: [STRONGER]}, True, 2),
        (1, {1: [WEAKER, STRONGER]}, True, 2),
        (1, {1: [STRONGER], 2: [WEAKER]}, True, 3),
        (3, {3: [STRONGER], 1: []}, True, 1),
    ],
)
def test_a_box_takes_the_first_free_number(kept, rivals, is_announced, number):
    assert number_for(kept, rivals, is_announced=is_announced) == number


def test_when_every_name_is_taken_it_says_so():
    with pytest.raises(NoFreeName):
        number_for(1, {number: [STRONGER] for number in NUMBERS}, is_announced=False)


@given(
    kept=st.lists(st.integers(1, 5), min_size=2, max_size=8),
    announced=st.lists(st.booleans(), min_size=8, max_size=8),
    turns=st.randoms(use_true_random=False),
)
def test_no_two_boxes_that_hear_each_other_end_with_the_same_name(kept, announced, turns):
    boxes = {IPv4Address(f"10.0.0.{last}"): number for last, number in enumerate(kept, 1)}
    heard = {box for box, is_announced in zip(boxes, announced, strict=False) if is_announced}
    for _round in range(3):
        for own in turns.sample(sorted(boxes), len(boxes)):
            rivals = {}
            for other in heard - {own}:
                rivals.setdefault(boxes[other], []).append(Rival(own, other))
            boxes[own] = number_for(boxes[own], rivals, is_announced=own in heard)
            heard.add(own)

    assert len(set(boxes.values())) == len(boxes)


def test_the_first_box_has_no_number_in_its_name():
    assert [host_name("ecole", number) for number in (1, 2)] == ["ecole.local", "ecole-2.local"]


def test_a_box_keeps_its_number_until_it_is_given_another_name(tmp_path):
    settings = Settings(data_folder=tmp_path)

    keep_number(settings, 3)

    assert kept_number(settings) == 3
    assert kept_number(Settings(data_folder=tmp_path, local_name="fissel")) == 1


@pytest.mark.parametrize(
    "torn",
    [
        b"",
        b"{",
        b'{"name": "\xff',
        b'{"name": "\xff", "number": 2}',
        b'{"name": "ecole", "number": 900}',
        b'{"name": 4}',
    ],
)
def test_a_torn_ledger_begins_anew(tmp_path, torn):
    settings = Settings(data_folder=tmp_path)
    settings.ledgers_folder.mkdir()
    (settings.ledgers_folder / "local_name.json").write_bytes(torn)

    assert kept_number(settings) == 1


@pytest.mark.parametrize("name", ["école", "a b", "a.b", "-a", "a-", "x" * 41, "ecole\n"])
def test_what_no_network_can_carry_is_refused(name):
    with pytest.raises(NeedsAPerson, match="local_name"):
        hotspot_settings(None, {"HOTSPOT_LOCAL_NAME": name})


@pytest.mark.parametrize(("given", "meant"), [("Fissel-2", "fissel-2"), ("off", ""), ("x" * 40, "x" * 40)])
def test_a_name_is_in_small_letters_and_off_is_none(given, meant):
    assert hotspot_settings(None, {"HOTSPOT_LOCAL_NAME": given}).local_name == meant
