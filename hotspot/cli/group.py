"""What all commands share: the settings, the language of the terminal, errors that say what to do."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from exchange.errors import NeedsAPerson, WorthAnotherTry
from hotspot.settings import hotspot_settings
from runtime.terminal import said

dry_run_option = click.option(
    "--dry-run", is_flag=True, help=said("Tout vérifier, ne rien changer.", "Check all, change nothing.")
)


@click.group(help=said("La boîte de la classe.", "The box in the classroom."))
@click.option(
    "--settings",
    "file",
    type=click.Path(dir_okay=False, path_type=Path),
    help=said("Un fichier de réglages (TOML).", "A file of settings (TOML)."),
)
@click.pass_context
def hotspot(context: click.Context, file: Path | None) -> None:
    """Group the commands; the help is said above in two languages."""
    with plain_errors():
        context.obj = hotspot_settings(file, os.environ)


@contextmanager
def plain_errors() -> Iterator[None]:
    """Tell what happened and how to mend it, without the inside of the program."""
    try:
        yield
    except (NeedsAPerson, WorthAnotherTry) as error:
        raise click.ClickException(str(error)) from error
    except PermissionError as error:
        message = f"{error.filename} : accès refusé. Lancez la commande avec le compte de la boîte."
        raise click.ClickException(message) from error


def say_trial(dry_run: bool) -> None:
    """After a dry run, say that nothing was changed."""
    if dry_run:
        click.echo(said("Essai : rien n'a été changé.", "Trial: nothing was changed."))
