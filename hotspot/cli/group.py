"""What all commands of the box share: its settings, and trying without changing."""

import errno
import os
from pathlib import Path

import click

from hotspot.settings import Settings, hotspot_settings
from runtime import clock
from runtime.commands import SUBCOMMAND, plain_errors, settings_option, teach_click_french
from runtime.terminal import said

teach_click_french()

dry_run_option = click.option(
    "--dry-run", is_flag=True, help=said("Tout vérifier, ne rien changer.", "Check all, change nothing.")
)


@click.group(
    subcommand_metavar=SUBCOMMAND,
    help=said(
        "La boîte de la classe.\n\nExemple : hotspot serve",
        "The box in the classroom.\n\nExample: hotspot serve",
    ),
)
@settings_option
@click.pass_context
def hotspot(context: click.Context, file: Path | None) -> None:
    """Group the commands; the help is said above in two languages."""
    with plain_errors():
        context.obj = hotspot_settings(file, os.environ)
        _must_be_writable(context.obj)
    clock.start(context.obj.clock_file)


def _must_be_writable(settings: Settings) -> None:
    """Refuse another account's box before SQLite does, which does not name the file."""
    for place in (settings.data_folder, settings.school_file):
        if place.exists() and not os.access(place, os.W_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(place))


def say_trial(dry_run: bool) -> None:
    """After a dry run, say that nothing was changed."""
    if dry_run:
        click.echo(
            said(
                "Essai : rien n'a été changé. Pour le faire, relancez sans --dry-run.",
                "Trial: nothing was changed. To do it, leave out --dry-run.",
            )
        )
