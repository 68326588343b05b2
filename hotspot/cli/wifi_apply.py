"""Put the Wi-Fi that is set into use, on trial: the root helper does it."""

import click

from hotspot.cli.wifi import wifi
from hotspot.machine.asking_root import ApplyWifi, ConfirmWifi, ask
from hotspot.settings import Settings
from runtime.commands import plain_errors
from runtime.terminal import said


@wifi.command(
    help=said(
        "Mettre en marche le Wi-Fi réglé, à l'essai : si aucun téléphone ne revient en cinq minutes, "
        "l'ancien reprend.\n\nExemple : hotspot wifi apply",
        "Start the Wi-Fi that is set, on trial: if no phone comes back in five minutes, the former one "
        "returns.\n\nExample: hotspot wifi apply",
    )
)
@click.pass_obj
def apply(settings: Settings) -> None:
    """Ask the helper, and say what happens next."""
    click.echo(
        said(
            "Le Wi-Fi change : les téléphones le perdent un moment.",
            "The Wi-Fi changes: phones lose it for a moment.",
        )
    )
    with plain_errors():
        ask(settings.helper_socket, ApplyWifi())
    click.echo(
        said(
            "Le nouveau Wi-Fi est en marche. Rejoignez-le avec un téléphone : sans téléphone dans les cinq "
            "minutes, l'ancien reprend tout seul. Pour le garder de toute façon : hotspot wifi confirm",
            "The new Wi-Fi is running. Join it with a phone: without one within five minutes, the former one "
            "returns by itself. To keep it in any case: hotspot wifi confirm",
        )
    )


@wifi.command(
    help=said(
        "Garder le Wi-Fi à l'essai.\n\nExemple : hotspot wifi confirm",
        "Keep the Wi-Fi on trial.\n\nExample: hotspot wifi confirm",
    )
)
@click.pass_obj
def confirm(settings: Settings) -> None:
    """Tell the helper that the new Wi-Fi is good."""
    with plain_errors():
        ask(settings.helper_socket, ConfirmWifi())
    click.echo(said("Le nouveau Wi-Fi est gardé.", "The new Wi-Fi is kept."))
