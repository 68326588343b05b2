"""`ministry ingest`: take what boxes have dropped, and write their receipts."""

from datetime import UTC, datetime
from pathlib import Path

import click

from exchange.trust.roles import RECEIPTS
from ministry.ingest.places import Places
from ministry.ingest.receipts import signing_key, write_receipts
from ministry.ingest.sticks import clear, take_from
from ministry.ingest.tables import opened_ledger
from ministry.ingest.taking import Day, take_all
from ministry.signing.asking import keys_option, opened
from runtime.commands import plain_errors
from runtime.terminal import said

A_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
drop_option = click.option(
    "--drop",
    required=True,
    type=click.Path(file_okay=False, path_type=Path),
    metavar=said("DOSSIER", "FOLDER"),
    help=said(
        "Le dossier des rapports et des boîtes inscrites.", "The folder of reports and of enrolled boxes."
    ),
)


@click.command(
    help=said(
        "Compter les rapports qui sont arrivés, chacun une fois, et écrire les reçus.\n\n"
        "Exemple : ministry ingest --drop rapports --repo depot --keys cles",
        "Count the reports that have come, each once, and write the receipts.\n\n"
        "Example: ministry ingest --drop reports --repo repo --keys keys",
    )
)
@drop_option
@click.option(
    "--repo",
    required=True,
    type=A_FOLDER,
    metavar=said("DÉPÔT", "REPO"),
    help=said("Le dépôt publié, qui porte les reçus.", "The published tree, which carries the receipts."),
)
@keys_option
@click.option(
    "--stick",
    type=A_FOLDER,
    metavar=said("CLÉ-USB", "STICK"),
    help=said(
        "Prendre aussi les rapports d'une clé USB, et y poser les reçus.",
        "Take the reports of a USB stick too, and lay the receipts on it.",
    ),
)
def ingest(drop: Path, repo: Path, keys_folder: Path, stick: Path | None) -> None:
    """Take reports in."""
    places, now = Places(drop), datetime.now(UTC)
    with plain_errors(), opened_ledger(places.ledger):
        key = signing_key(opened(keys_folder), RECEIPTS)
        carried = take_from(stick, places) if stick else []
        day = take_all(places, now)
        for tree in [repo, *([stick] if stick else [])]:
            write_receipts(tree, day.boxes, key, now)
        clear(carried)
    _tell(day)


def _tell(day: Day) -> None:
    taken, known, aside = (day.counts[one] for one in ("taken", "known", "aside"))
    click.echo(
        said(
            f"Rapports comptés : {taken} ; déjà connus : {known} ; mis de côté : {aside}.",
            f"Reports counted: {taken}; known already: {known}; put aside: {aside}.",
        )
    )
    for box, why in sorted(day.whys.items()):
        click.echo(f"{box} : {why}", err=True)
