"""`ministry serve-files`: the publisher's machine, seen from the boxes."""

import os
from pathlib import Path

import click

from exchange.errors import NeedsAPerson
from exchange.store import written_whole
from ministry.ingest.cli import drop_option
from ministry.ingest.places import ROOT, Places
from ministry.serving.config import MODULES, PORT, config
from runtime.commands import plain_errors
from runtime.terminal import said


class NotRoot(NeedsAPerson):
    """Only root may shut a program into a folder."""


@click.command(
    "serve-files",
    help=said(
        "Donner aux boîtes ce qui est publié, et recevoir leurs rapports (rsync).\n\n"
        "Exemple : ministry serve-files depot --drop rapports",
        "Give boxes what is published, and receive their reports (rsync).\n\n"
        "Example: ministry serve-files repo --drop reports",
    ),
)
@click.argument(
    "repo", type=click.Path(exists=True, file_okay=False, path_type=Path), metavar=said("DÉPÔT", "REPO")
)
@drop_option
@click.option(
    "--port",
    type=click.IntRange(1, 65_535),
    default=PORT,
    show_default=True,
    metavar=said("NOMBRE", "NUMBER"),
    help=said("Le port du service.", "The port of the service."),
)
@click.option(
    "--print-config",
    is_flag=True,
    help=said("Montrer rsyncd.conf, sans rien lancer.", "Show rsyncd.conf and start nothing."),
)
def serve_files(repo: Path, drop: Path, port: int, print_config: bool) -> None:
    """Run rsync's daemon over the tree and the drop, or print its configuration."""
    places = Places(drop)
    with plain_errors():
        if print_config:
            click.echo(config(repo, places, port), nl=False)
            return
        if os.geteuid() != ROOT:
            raise NotRoot(
                said(
                    "Lancez cette commande comme root (sudo) : rsync s'enferme dans ce qu'il sert.",
                    "Run this command as root (sudo): rsync shuts itself into each folder that it serves.",
                )
            )
        for folder in (drop, *(repo / name for name in MODULES)):
            folder.mkdir(parents=True, exist_ok=True)
        file = drop / "rsyncd.conf"
        with written_whole(file) as new:
            new.write(config(repo, places, port).encode())
        click.echo(said(f"Les boîtes : rsync://…:{port}", f"Boxes: rsync://…:{port}"))
        os.execvp("rsync", ["rsync", "--daemon", "--no-detach", f"--config={file}"])  # noqa: S606, S607 – the system's own
