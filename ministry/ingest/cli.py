"""`ministry ingest`: take what boxes have dropped."""

from pathlib import Path

import click

from runtime.terminal import said

drop_option = click.option(
    "--drop",
    required=True,
    type=click.Path(file_okay=False, path_type=Path),
    metavar=said("DOSSIER", "FOLDER"),
    help=said(
        "Le dossier des rapports et des boîtes inscrites.", "The folder of reports and of enrolled boxes."
    ),
)
