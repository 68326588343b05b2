"""Start the one part of the box that runs as root."""

import asyncio
import contextlib
import os
from pathlib import Path

import click

from exchange.errors import NeedsAPerson
from hotspot.cli.group import hotspot
from hotspot.machine import root_door
from hotspot.settings import Settings
from runtime.commands import plain_errors
from runtime.logs import log_to_journal
from runtime.terminal import said


class NotRoot(NeedsAPerson):
    """The helper would have no rights."""


@hotspot.command(
    "helper",
    help=said(
        "Le seul programme de la boîte qui tourne en root : il met en marche le Wi-Fi réglé, le défait si "
        "aucun téléphone ne revient, et relance une radio arrêtée. Arrêt : Ctrl-C.\n\n"
        "Exemple : hotspot helper",
        "The one program of the box that runs as root: it starts the Wi-Fi that is set, undoes it when no "
        "phone comes back, and restarts a halted radio. Stop: Ctrl-C.\n\nExample: hotspot helper",
    ),
)
@click.option(
    "--root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=Path("/"),
    metavar=said("DOSSIER", "FOLDER"),
    help=said("Où poser les fichiers : / sur une boîte.", "Where files are laid: / on a box."),
)
@click.pass_obj
def helper(settings: Settings, root: Path) -> None:
    """Answer at the socket until told to stop."""
    log_to_journal()
    with plain_errors(), contextlib.suppress(KeyboardInterrupt):
        if os.geteuid() != 0:
            raise NotRoot(
                said(
                    'Il faut être root : sudo "$(command -v hotspot)" helper',
                    'Be root: sudo "$(command -v hotspot)" helper',
                )
            )
        asyncio.run(root_door.serve(settings, root.resolve()))
