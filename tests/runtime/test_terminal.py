"""A terminal is spoken to in French, or in English where it asks for it; errors say what to do."""

import errno

import click
import pytest

from runtime.commands import plain_errors
from runtime.terminal import counted, speaks_english


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


@pytest.mark.parametrize(
    ("language", "number", "words", "told"),
    [
        ("fr_SN", 0, "octet", "0 octet"),
        ("fr_SN", 1, "clé faite", "1 clé faite"),
        ("fr_SN", 2, "clé faite", "2 clés faites"),
        ("en_GB", 0, "byte", "0 bytes"),
        ("en_GB", 1, "byte", "1 byte"),
    ],
)
def test_one_thing_is_told_in_the_singular(monkeypatch, language, number, words, told):
    monkeypatch.setenv("LC_ALL", f"{language}.UTF-8")

    assert counted(number, words) == told


def test_a_full_card_is_told_with_what_to_do(monkeypatch):
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")

    with pytest.raises(click.ClickException, match="/card : plus de place"), plain_errors():
        raise OSError(errno.ENOSPC, "No space left on device", "/card")


def test_a_stick_that_was_pulled_is_told_with_what_to_do(monkeypatch):
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")

    with pytest.raises(click.ClickException, match="/media/KEY : illisible"), plain_errors():
        raise OSError(errno.EIO, "Input/output error", "/media/KEY")


def test_an_error_that_no_person_can_mend_keeps_its_trace():
    with pytest.raises(OSError, match="Bad file descriptor"), plain_errors():
        raise OSError(errno.EBADF, "Bad file descriptor")
