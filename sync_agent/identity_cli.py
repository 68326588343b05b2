"""`sync-agent identity`: who this box is for the ministry, and how it becomes so."""

from pathlib import Path

import click

from exchange.errors import NeedsAPerson
from exchange.trust.checking import Trusted, trusted
from runtime import clock
from runtime.commands import SUBCOMMAND, plain_errors
from runtime.terminal import said
from sync_agent.machine import serial_number
from sync_agent.settings import Settings
from sync_agent.telling import halt_lines
from sync_agent.up.identity import REQUEST, ask, identity_in, take
from sync_agent.up.push import outbox_of


class NoEdition(NeedsAPerson):
    """The box knows nobody's signature yet."""


@click.group(
    subcommand_metavar=SUBCOMMAND,
    help=said(
        "L'identité de la boîte auprès du ministère.\n\nExemple : sync-agent identity show",
        "Who the box is for the ministry.\n\nExample: sync-agent identity show",
    ),
)
def identity() -> None:
    """Group the commands for the box's identity."""


@identity.command(
    help=said(
        "Montrer qui est la boîte.\n\nExemple : sync-agent identity show",
        "Show who the box is.\n\nExample: sync-agent identity show",
    )
)
@click.pass_obj
def show(settings: Settings) -> None:
    """Print name, school and key, or what to do next."""
    known = identity_in(settings.identity_folder)
    if known is not None:
        one = known.certificate
        click.echo(
            said(f"{one.box}, {one.school} (clé {one.epoch})", f"{one.box}, {one.school} (key {one.epoch})")
        )
        for line in halt_lines(outbox_of(settings.outbox_folder, known, "").halt):
            click.echo(line)
    if (settings.identity_folder / REQUEST).exists():
        file = settings.identity_folder / REQUEST
        click.echo(
            said(f"Une demande attend son certificat : {file}", f"A request awaits its certificate: {file}")
        )
    elif known is None:
        click.echo(
            said(
                "La boîte n'est pas inscrite. Avec le code du ministère : sync-agent identity request CODE",
                "The box is not enrolled. With the ministry's code: sync-agent identity request CODE",
            )
        )


@identity.command(
    help=said(
        "Faire une clé et la demande à porter au ministère.\n\n"
        "Exemple : sync-agent identity request 7K3M-9QXT-0AZ4",
        "Make a key, and the request to bring to the ministry.\n\n"
        "Example: sync-agent identity request 7K3M-9QXT-0AZ4",
    )
)
@click.argument("code", metavar="CODE")
@click.pass_obj
def request(settings: Settings, code: str) -> None:
    """Write the request."""
    with plain_errors():
        file = ask(settings.identity_folder, code, serial_number(), clock.now())
    click.echo(
        said(
            f"Portez {file} au ministère, puis : sync-agent identity take CERTIFICAT",
            f"Bring {file} to the ministry, then: sync-agent identity take CERTIFICATE",
        )
    )


@identity.command(
    "take",
    help=said(
        "Prendre le certificat que le ministère a signé.\n\n"
        "Exemple : sync-agent identity take SN-0417.certificat",
        "Take the certificate that the ministry has signed.\n\n"
        "Example: sync-agent identity take SN-0417.certificate",
    ),
)
@click.argument(
    "certificate",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar=said("CERTIFICAT", "CERTIFICATE"),
)
@click.pass_obj
def take_certificate(settings: Settings, certificate: Path) -> None:
    """Become the box that the certificate names."""
    with plain_errors():
        known = take(settings.identity_folder, certificate.read_bytes(), _trusted(settings))
    click.echo(
        said(
            f"La boîte est {known.box}, {known.certificate.school}. Ses rapports peuvent partir.",
            f"The box is {known.box}, {known.certificate.school}. Its reports can go up.",
        )
    )


def _trusted(settings: Settings) -> Trusted:
    """Return whose signatures the box knows. Raises NoEdition."""
    try:
        return trusted(settings.trust_folder)
    except FileNotFoundError:
        raise NoEdition(
            "La boîte n'a pas encore d'édition : elle ne peut pas vérifier le certificat. "
            "D'abord : hotspot install DÉPÔT"
        ) from None
