"""What all commands share: click's own words in French, and errors that say what to do."""

import errno
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import click
from click import core, decorators, exceptions, formatting, parser, termui, types

from exchange.errors import NeedsAPerson, WorthAnotherTry
from runtime.terminal import said

Command = TypeVar("Command", bound=Callable[..., Any])
SUBCOMMAND = said("COMMANDE …", "COMMAND …")

# Only what our commands can make click say. It puts the colon after a heading itself: hence "Options ".
FRENCH = {
    "Usage:": "Emploi :",
    "Options": "Options ",
    "Commands": "Commandes ",
    "Show this message and exit.": "Montrer cette aide.",
    "required": "obligatoire",
    "default: {default}": "défaut : {default}",
    "file": "fichier",
    "directory": "dossier",
    "Error: {message}": "Erreur : {message}",
    "Aborted!": "Interrompu.",
    "Try '{command} {option}' for help.": "Aide et exemple : {command} {option}",
    "Invalid value for {param_hint}: {message}": "Valeur refusée pour {param_hint} : {message}",
    "Error: The two entered values do not match.": "Erreur : ce n'est pas deux fois la même chose.",
    "Missing argument": "Il manque",
    "Missing option": "Il manque l'option",
    "Missing command.": "Il manque une commande.",
    "No such option {name!r}.": "L'option « {name} » n'existe pas.",
    "No such command {name!r}.": "La commande « {name} » n'existe pas.",
    "Did you mean {possibility}?": "Vouliez-vous {possibility} ?",
    "(Did you mean one of: {possibilities}?)": "Vouliez-vous l'une de celles-ci : {possibilities} ?",
    "Option {name!r} requires an argument.": "L'option « {name} » attend une valeur.",
    "Option {name!r} does not take a value.": "L'option « {name} » ne prend pas de valeur.",
    "Got unexpected extra argument ({args})": "Un mot de trop : {args}. Un nom de plusieurs mots se met "
    "entre guillemets.",
    "Got unexpected extra arguments ({args})": "Des mots de trop : {args}. Un nom de plusieurs mots se met "
    "entre guillemets.",
    "{value!r} is not a valid {number_type}.": "« {value} » n'est pas un nombre entier.",
    "{value} is not in the range {range}.": "{value} sort des limites, {range}.",
    "{value!r} is not one of {choices}.": "« {value} » n'est pas dans la liste : {choices}.",
    "{name} {filename!r} does not exist.": "{name} introuvable : {filename}",
    "{name} {filename!r} is a file.": "{filename} est un fichier. Donnez un dossier.",
    "{name} {filename!r} is a directory.": "{filename} est un dossier. Donnez un fichier.",
    "{name} {filename!r} is not readable.": "{filename} : accès refusé.",
}

CURES = {
    errno.EACCES: (
        "accès refusé. Prenez le compte qui a installé le programme.",
        "access denied. Use the account that installed the program.",
    ),
    errno.ENOENT: ("introuvable. Vérifiez ce chemin.", "not found. Check this path."),
    errno.EEXIST: ("cette place est prise. Prenez-en une autre.", "this place is taken. Take another."),
    errno.ENOTDIR: ("ce n'est pas un dossier. Prenez-en un autre.", "not a folder. Take another."),
    errno.ENOSPC: ("plus de place. Libérez-en, puis relancez.", "no room left. Make some, then try again."),
    errno.EDQUOT: ("plus de place. Libérez-en, puis relancez.", "no room left. Make some, then try again."),
    errno.EIO: (
        "illisible : abîmé, ou retiré trop tôt. Remettez-le, ou prenez une autre copie.",
        "cannot be read: damaged, or pulled out too early. Put it back, or take another copy.",
    ),
    errno.EISDIR: ("c'est un dossier. Ôtez-le de là.", "this is a folder. Take it away from there."),
    errno.ELOOP: ("ce lien ne mène à rien. Effacez-le.", "this link leads nowhere. Erase it."),
    errno.ENAMETOOLONG: ("ce nom est trop long. Raccourcissez-le.", "this name is too long. Shorten it."),
    errno.EPERM: (
        "accès refusé. Prenez le compte qui a installé le programme.",
        "access denied. Use the account that installed the program.",
    ),
    errno.EROFS: ("carte en lecture seule. Vérifiez-la.", "the card is read-only. Check it."),
}


def teach_click_french() -> None:
    """Let click say its own words in the language of the terminal; to be called before the first command.

    The surprise: click asks the standard library's gettext, which wants compiled catalogues in a folder of
    the system. Each of its modules holds `_` and `ngettext` by name, so we put ours there. Some words are
    asked for while options are declared, hence "before". Words that we do not know stay English.
    """
    for module in (core, decorators, exceptions, formatting, parser, termui, types):
        vars(module).update(_=_worded, ngettext=_counted)


def _worded(words: str) -> str:
    return said(FRENCH.get(words, words), words)


def _counted(one: str, many: str, count: int) -> str:
    return _worded(one if count == 1 else many)


def settings_option(command: Command) -> Command:
    """Let a command take a file of settings, as `file`; declared late, when click has its French words."""
    return click.option(
        "--settings",
        "file",
        type=click.Path(exists=True, dir_okay=False, path_type=Path),
        metavar=said("FICHIER", "FILE"),
        help=said("Un fichier de réglages (TOML).", "A file of settings (TOML)."),
    )(command)


@contextmanager
def plain_errors() -> Iterator[None]:
    """Tell what happened and how to mend it, without the inside of the program."""
    try:
        yield
    except (NeedsAPerson, WorthAnotherTry) as error:
        raise click.ClickException(str(error)) from error
    except OSError as error:
        if error.errno not in CURES:
            raise
        place = f"{error.filename} : " if error.filename else ""
        raise click.ClickException(place + said(*CURES[error.errno])) from error
