"""What every command that signs asks for: the folder of the keys, and the passphrase that opens them."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from exchange.errors import NeedsAPerson
from ministry.signing.keys import Keys
from runtime.terminal import said

VARIABLE = "MINISTRY_KEYS_PASSPHRASE"
FEWEST_CHARACTERS = 12
WORDS = said("Phrase secrète des clés", "Passphrase of the keys")
Command = TypeVar("Command", bound=Callable[..., Any])


def _keys_option(*, required: bool) -> Callable[[Command], Command]:
    return click.option(
        "--keys",
        "keys_folder",
        required=required,
        type=click.Path(exists=True, file_okay=False, path_type=Path),
        metavar=said("DOSSIER", "FOLDER"),
        help=said(
            f"Le dossier des clés ; la phrase secrète est demandée, ou prise dans {VARIABLE}.",
            f"The folder of the keys; the passphrase is asked for, or taken from {VARIABLE}.",
        ),
    )


keys_option = _keys_option(required=True)
keys_option_where_something_is_written = _keys_option(required=False)


class WeakPassphrase(NeedsAPerson):
    """The passphrase is too short to protect a key."""


def opened(folder: Path) -> Keys:
    """Return the keys of a folder with the passphrase, which is asked for where the environment has none."""
    return Keys(folder, os.environ.get(VARIABLE) or _asked(WORDS))


def begun(folder: Path) -> Keys:
    """Return a folder for new keys with a passphrase, asked for twice where the environment has none.

    Raises:
        WeakPassphrase: it is too short.
    """
    return Keys(folder, _strong(os.environ.get(VARIABLE) or _asked(WORDS, twice=True)))


def another() -> str:
    """Return a new passphrase, asked for twice whatever the environment has. Raises WeakPassphrase."""
    return _strong(_asked(said("Nouvelle phrase secrète", "New passphrase"), twice=True))


def _strong(passphrase: str) -> str:
    if len(passphrase) < FEWEST_CHARACTERS:
        raise WeakPassphrase(
            said(
                f"Cette phrase secrète est trop courte : {FEWEST_CHARACTERS} caractères au moins. "
                "Prenez cinq mots au hasard.",
                f"This passphrase is too short: {FEWEST_CHARACTERS} characters at least. Take five words.",
            )
        )
    return passphrase


def _asked(words: str, *, twice: bool = False) -> str:
    typed: str = click.prompt(
        words,
        hide_input=True,
        prompt_suffix=said(" : ", ": "),
        confirmation_prompt=said("Encore une fois", "Once more") if twice else False,
    )
    return typed
