"""A terminal is spoken to in French, or in English where it asks for it; errors say what to do."""

import errno

import click
import pytest

from runtime.commands import plain_errors
from runtime.terminal import speaks_english


@pytest.mark.parametrize(
    ("environment", "english"),
    [
        ({"LANG": "en_GB.UTF-8"}, True),
        ({"LANG": "en_GB.UTF-8", "LC_ALL": "fr_SN.UTF-8"}, False),
        ({"LC_ALL": "C"}, False),
        ({}, False),
    ],
)
def test_a_program_speaks_the_terminal_s_language(environment, english):
    assert speaks_english(environment) is english


def test_a_full_card_is_told_with_what_to_do(monkeypatch):
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")

    with pytest.raises(click.ClickException, match="/card : plus de place"), plain_errors():
        raise OSError(errno.ENOSPC, "No space left on device", "/card")


def test_an_error_that_no_person_can_mend_keeps_its_trace():
    with pytest.raises(OSError, match="Bad file descriptor"), plain_errors():
        raise OSError(errno.EBADF, "Bad file descriptor")
