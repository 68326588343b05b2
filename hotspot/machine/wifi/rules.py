"""What a Wi-Fi may be: a wrong value is told before any file is made of it."""

import re
import unicodedata

from hotspot.machine.wifi.channels import CHANNELS
from hotspot.machine.wifi.countries import regulatory
from hotspot.machine.wifi.errors import WrongWifi
from hotspot.machine.wifi.kept import Wifi
from hotspot.machine.wifi.radio import Radio

NAME_BYTES = 32  # IEEE 802.11, SSID
KEY = re.compile(r"[ -~]{8,63}")  # IEEE 802.11, passphrase: printable ASCII
INTERFACE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,14}")  # 15 bytes: the kernel's IFNAMSIZ


def check(wifi: Wifi, radio: Radio) -> None:
    """Refuse what phones, the kernel or this radio could not bear.

    Raises:
        WrongWifi: a value cannot be had; the message names it and the next step.
    """
    _check_name(wifi.name)
    regulatory(wifi.country)
    if wifi.channel not in CHANNELS:
        raise WrongWifi(
            f"Canal {wifi.channel} refusé : prenez 1, 6 ou 11. Exemple : hotspot wifi set --channel 6"
        )
    if wifi.key:
        _check_key(wifi.key)
    if wifi.key and not wifi.cable and not radio.bears_key:
        raise WrongWifi(
            f"La radio de cette machine ({radio.board or 'modèle inconnu'}) ne supporte pas de clé WPA2. "
            'Laissez le Wi-Fi ouvert (--key ""), ou branchez un point d\'accès (--cable).'
        )


def check_interface(name: str) -> None:
    """Refuse what the kernel would not take as the name of an interface.

    Raises:
        WrongWifi: it is no such name.
    """
    if not INTERFACE.fullmatch(name):
        raise WrongWifi(
            f"« {name} » n'est pas le nom d'une carte réseau. Corrigez wifi_interface : wlan0, par exemple."
        )


def _check_name(name: str) -> None:
    if not name:
        raise WrongWifi("Le Wi-Fi n'a pas de nom. Donnez-lui le sien : hotspot wifi set --name Ecole")
    if any(unicodedata.category(sign) in ("Cc", "Cs") for sign in name):
        raise WrongWifi(
            "Le nom du Wi-Fi contient un retour à la ligne ou un signe invisible. Écrivez-le sur une ligne."
        )
    size = len(name.encode())
    if size > NAME_BYTES:
        raise WrongWifi(
            f"Le nom du Wi-Fi est trop long : {size} octets, {NAME_BYTES} au plus "
            f"(une lettre accentuée en compte 2). Raccourcissez « {name} »."
        )


def _check_key(key: str) -> None:
    if not KEY.fullmatch(key):
        raise WrongWifi(
            "Clé du Wi-Fi refusée : il faut 8 à 63 lettres sans accent, chiffres ou signes "
            f'(celle-ci en a {len(key)}). Donnez-en une autre, ou laissez le Wi-Fi ouvert : --key ""'
        )
