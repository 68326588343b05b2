"""Give the box its Wi-Fi: what is set, the files that carry it, and the programs that check them."""

import uuid
from pathlib import Path
from typing import Any, TextIO

import click
import msgspec

from hotspot.cli.group import dry_run_option, hotspot, say_trial
from hotspot.cli.wifi_words import layout, next_steps, radio_words, rules_words
from hotspot.machine.own_time import gives_time
from hotspot.machine.wifi import checking, files, kept, rules
from hotspot.machine.wifi.channels import emptiest, heard_in
from hotspot.machine.wifi.errors import WrongWifi
from hotspot.machine.wifi.kept import Wifi
from hotspot.machine.wifi.radio import this_radio
from hotspot.school import classes
from hotspot.school.opening import migrate_school
from hotspot.settings import Settings
from runtime.commands import SUBCOMMAND, plain_errors
from runtime.terminal import said


@hotspot.group(
    subcommand_metavar=SUBCOMMAND,
    help=said(
        "Le Wi-Fi de la boîte.\n\nExemple : hotspot wifi show",
        "The box's Wi-Fi.\n\nExample: hotspot wifi show",
    ),
)
def wifi() -> None:
    """Group what is done with the Wi-Fi."""


@wifi.command(
    help=said(
        "Montrer le Wi-Fi réglé, et combien de téléphones cette machine supporte.\n\n"
        "Exemple : hotspot wifi show",
        "Show what is set, and how many phones this machine takes.\n\nExample: hotspot wifi show",
    )
)
@click.pass_obj
def show(settings: Settings) -> None:
    """Show what is set, but for the key, and the limit of the radio."""
    with plain_errors():
        here = kept.read(settings.wifi_file)
        if here is None:
            click.echo(_nothing_set())
        else:
            click.echo("\n".join([*rules_words(here), *layout(here, settings.wifi_interface)]))
    if here is None or not here.cable:
        click.echo("\n".join(radio_words(this_radio())))


@wifi.command(
    "set",
    help=said(
        "Régler le Wi-Fi : ce qui n'est pas donné reste. Rien n'est gardé tant qu'un fichier est refusé.\n\n"
        'Exemple : hotspot wifi set --name "École de Fissel" --channel 6',
        "Set the Wi-Fi: what is not given stays. Nothing is kept while a file is refused.\n\n"
        'Example: hotspot wifi set --name "Fissel School" --channel 6',
    ),
)
@click.option(
    "--name",
    metavar=said("NOM", "NAME"),
    help=said(
        "Le nom du Wi-Fi, 32 octets au plus. Au départ : celui de l'école.", "The name, 32 bytes at most."
    ),
)
@click.option(
    "--country",
    metavar=said("PAYS", "COUNTRY"),
    help=said("Le pays (SN). Au départ : celui de l'école.", "The country (SN)."),
)
@click.option(
    "--channel",
    type=int,
    metavar=said("CANAL", "CHANNEL"),
    help=said("Le canal : 1, 6 ou 11.", "The channel: 1, 6 or 11."),
)
@click.option(
    "--scan",
    type=click.File(encoding="utf-8", errors="replace"),
    metavar=said("FICHIER", "FILE"),
    help=said(
        "Choisir le canal le plus libre dans ce que dit « sudo iw dev wlan0 scan » ; - le lit tout de suite.",
        'Choose the emptiest channel: what "sudo iw dev wlan0 scan" says; - to read it at once.',
    ),
)
@click.option(
    "--key",
    metavar=said("CLÉ", "KEY"),
    help=said('La clé WPA2 ; "" pour un Wi-Fi ouvert.', 'The WPA2 key; "" for an open Wi-Fi.'),
)
@click.option(
    "--cable/--radio",
    default=None,
    help=said(
        "Un point d'accès branché sur eth0, ou la radio de la machine.",
        "An access point plugged into eth0, or the machine's own radio.",
    ),
)
@click.option(
    "--option-114/--no-option-114",
    default=None,
    help=said(
        "Dire l'adresse d'accueil aux téléphones par DHCP.", "Tell phones the welcome address by DHCP."
    ),
)
@dry_run_option
@click.pass_obj
def set_(settings: Settings, /, scan: TextIO | None, *, dry_run: bool, **given: Any) -> None:
    """Keep a new Wi-Fi once its values and files were checked."""
    with plain_errors():
        if scan is not None:
            given["channel"] = _channel_of(scan.read())
        before = kept.read(settings.wifi_file) or _first(settings)
        new = msgspec.structs.replace(
            before, **{name: value for name, value in given.items() if value is not None}
        )
        checking.check_texts(_texts(settings, new))
        if not dry_run:
            kept.write(settings.wifi_file, new)
    click.echo("\n".join([*rules_words(new), *layout(new, settings.wifi_interface)]))
    say_trial(dry_run)
    if not dry_run:
        click.echo(
            said(
                "Réglé, pas encore en marche. Ensuite : hotspot wifi apply. Sans le programme d'aide : "
                "hotspot wifi check DOSSIER",
                "Set, not running yet. Next: hotspot wifi apply. Without the helper: "
                "hotspot wifi check FOLDER",
            )
        )


@wifi.command(
    "check",
    help=said(
        "Écrire les trois fichiers du Wi-Fi dans un dossier et les faire lire par les vrais programmes.\n\n"
        "Exemple : hotspot wifi check fichiers",
        "Write the three files of the Wi-Fi into a folder and let the real programs check them.\n\n"
        "Example: hotspot wifi check files",
    ),
)
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), metavar=said("DOSSIER", "FOLDER"))
@click.pass_obj
def check(settings: Settings, folder: Path) -> None:
    """Lay the files down, check them, and say what a technician does with them."""
    with plain_errors():
        here = kept.read(settings.wifi_file)
        if here is None:
            raise WrongWifi(_nothing_set())
        laid = files.lay_down(folder, _texts(settings, here))
        checking.check_files(laid)
    click.echo("\n".join(next_steps(here, laid, gives_time(settings))))


def _texts(settings: Settings, wanted: Wifi) -> dict[str, str]:
    rules.check(wanted, this_radio())
    return files.texts(wanted, files.machine_of(settings))


def _first(settings: Settings) -> Wifi:
    """Return the Wi-Fi to begin with: the school's name, as long as it fits, and its country."""
    migrate_school(settings)
    school = classes.school()
    name = school.name.encode()[: rules.NAME_BYTES].decode(errors="ignore") if school else ""
    return Wifi(name=name, country=school.country.upper() if school else "", uuid=str(uuid.uuid4()))


def _channel_of(scan: str) -> int:
    heard = heard_in(scan)
    if not heard:
        raise WrongWifi(
            "Aucun réseau dans ce fichier. Refaites-le : sudo iw dev wlan0 scan > voisins.txt, "
            "ou donnez le canal : --channel 6"
        )
    return emptiest(heard)


def _nothing_set() -> str:
    return said(
        "Le Wi-Fi n'est pas encore réglé. Réglez-le : hotspot wifi set",
        "The Wi-Fi is not set yet. Set it: hotspot wifi set",
    )
