"""`ministry enrol`: codes, certificates, and boxes that are struck off."""

from datetime import UTC, datetime
from pathlib import Path

import click

from exchange.enrolment import country_of, request_of
from exchange.store import written_whole
from exchange.trust.roles import enrol_role
from ministry.enrol.enrolling import box_of, code_for, open_drops, strike_off
from ministry.enrol.enrolling import enrol as enrol_box
from ministry.ingest.cli import drop_option
from ministry.ingest.entering import why_closed
from ministry.ingest.places import Places
from ministry.ingest.receipts import signing_key
from ministry.ingest.tables import Generation, opened_ledger
from ministry.signing.asking import keys_option, opened
from runtime.commands import SUBCOMMAND, plain_errors
from runtime.terminal import said

BOX_WORD = said("BOÎTE", "BOX")


@click.group(
    subcommand_metavar=SUBCOMMAND,
    help=said(
        "Inscrire les boîtes des écoles, les remplacer, les radier.\n\n"
        'Exemple : ministry enrol code SN-0417 --school "École de Thiès" --drop rapports',
        "Enrol the schools' boxes, replace them, strike them off.\n\n"
        'Example: ministry enrol code SN-0417 --school "École de Thiès" --drop reports',
    ),
)
def enrol() -> None:
    """Group the commands for boxes."""


@enrol.command(
    help=said(
        "Donner un code d'inscription, à usage unique ; il remplace un code donné avant.\n\n"
        'Exemple : ministry enrol code SN-0417 --school "École de Thiès" --drop rapports',
        "Give a one-use code; a code given before is worth nothing more.\n\n"
        'Example: ministry enrol code SN-0417 --school "École de Thiès" --drop reports',
    )
)
@click.argument("box", metavar=BOX_WORD)
@click.option(
    "--school",
    required=True,
    metavar=said("NOM", "NAME"),
    help=said("Le nom de l'école.", "The school's name."),
)
@drop_option
def code(box: str, school: str, drop: Path) -> None:
    """Print a code."""
    with plain_errors(), opened_ledger(Places(drop).ledger):
        number = code_for(box, school, _now())
    click.echo(
        said(
            f"{number}\nSur la boîte : sync-agent identity request {number}",
            f"{number}\nOn the box: sync-agent identity request {number}",
        )
    )


@enrol.command(
    help=said(
        "Signer la demande d'une boîte : son certificat.\n\n"
        "Exemple : ministry enrol sign request.json --to SN-0417.certificat --drop rapports --keys cles",
        "Sign a box's request: its certificate.\n\n"
        "Example: ministry enrol sign request.json --to SN-0417.certificate --drop reports --keys keys",
    )
)
@click.argument(
    "request",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar=said("DEMANDE", "REQUEST"),
)
@click.option(
    "--to",
    "certificate",
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    metavar=said("FICHIER", "FILE"),
    help=said("Le certificat, à rapporter à la boîte.", "The certificate, to be brought to the box."),
)
@drop_option
@keys_option
def sign(request: Path, certificate: Path, drop: Path, keys_folder: Path) -> None:
    """Write a certificate."""
    places = Places(drop)
    with plain_errors(), opened_ledger(places.ledger):
        asked = request_of(request.read_bytes())
        box = box_of(asked)
        file = enrol_box(asked, signing_key(opened(keys_folder), enrol_role(country_of(box))), _now())
        with written_whole(certificate) as new:
            new.write(file)
        open_drops(places)
    click.echo(
        said(
            f"{box} est inscrite. Sur la boîte : sync-agent identity take {certificate.name}",
            f"{box} is enrolled. On the box: sync-agent identity take {certificate.name}",
        )
    )


@enrol.command(
    "strike-off",
    help=said(
        "Ne plus rien recevoir d'une boîte volée ou retirée ; ce qui est compté le reste.\n\n"
        "Exemple : ministry enrol strike-off SN-0417 --drop rapports",
        "Take nothing more from a box that was stolen or retired; what was counted stays.\n\n"
        "Example: ministry enrol strike-off SN-0417 --drop reports",
    ),
)
@click.argument("box", metavar=BOX_WORD)
@drop_option
def strike_off_box(box: str, drop: Path) -> None:
    """Strike a box off."""
    places = Places(drop)
    with plain_errors(), opened_ledger(places.ledger):
        strike_off(box, _now())
        open_drops(places)
    click.echo(said(f"{box} est radiée.", f"{box} is struck off."))


@enrol.command(
    "list",
    help=said(
        "Montrer les boîtes inscrites, et lesquelles demandent un regard.\n\n"
        "Exemple : ministry enrol list --drop rapports",
        "Show the enrolled boxes, and which want a look.\n\nExample: ministry enrol list --drop reports",
    ),
)
@drop_option
def list_boxes(drop: Path) -> None:
    """Print a line a box."""
    with plain_errors(), opened_ledger(Places(drop).ledger):
        boxes = list(Generation.select().where(Generation.closed_at.is_null()).order_by(Generation.box))
        for one in boxes:
            click.echo(
                said(
                    f"{one.box}  {one.school}  clé {one.epoch}  rapports : {one.covered}  {why_closed(one)}",
                    f"{one.box}  {one.school}  key {one.epoch}  reports: {one.covered}  {why_closed(one)}",
                ).rstrip()
            )
    if not boxes:
        click.echo(
            said(
                "Aucune boîte n'est inscrite. Pour commencer : ministry enrol code BOÎTE",
                "No box is enrolled. To begin: ministry enrol code BOX",
            )
        )


def _now() -> datetime:
    return datetime.now(UTC)
