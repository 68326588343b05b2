"""What `hotspot wifi` says: what is set, the radio's limit and what to do about it, where files go."""

import shlex
from pathlib import Path

from hotspot.machine.wifi import countries, files
from hotspot.machine.wifi.dnsmasq import FOREIGN_ADDRESS
from hotspot.machine.wifi.kept import Wifi
from hotspot.machine.wifi.radio import MINIMAL_FIRMWARE, PLANNED_PHONES, Radio
from runtime.terminal import said

LEASES = f"HOTSPOT_LEASES_FILE=/var/lib/NetworkManager/dnsmasq-{files.CABLE_INTERFACE}.leases"
MORE = "hotspot wifi set --cable"


def rules_words(here: Wifi) -> list[str]:
    """Return the name, country, channel and whether there is a key, never the key itself."""
    rules = countries.regulatory(here.country)
    key = said("WPA2", "WPA2") if here.key else said("aucune, Wi-Fi ouvert", "none, open Wi-Fi")
    return [
        said(f"Nom : {here.name}", f"Name: {here.name}"),
        said(f"Pays : {here.country} (règles radio : {rules})", f"Country: {here.country} (rules: {rules})"),
        said(f"Canal : {here.channel}", f"Channel: {here.channel}"),
        said(f"Clé : {key}", f"Key: {key}"),
    ]


def layout(here: Wifi, interface: str) -> list[str]:
    """Return what carries the Wi-Fi; what an access point of its own must be told is said."""
    if not here.cable:
        return [said(f"Montage : la radio de la machine ({interface})", f"Layout: own radio ({interface})")]
    return [
        said(
            f"Montage : un point d'accès branché sur {files.CABLE_INTERFACE}",
            f"Layout: an access point plugged into {files.CABLE_INTERFACE}",
        ),
        said(
            "Sur le point d'accès : ce nom, ce canal et cette clé, mode « point d'accès », son DHCP éteint.",
            'On the access point: this name, channel and key, mode "access point", its DHCP off.',
        ),
        said(f"Sur la boîte, dans ses réglages : {LEASES}", f"On the box, in its settings: {LEASES}"),
    ]


def radio_words(radio: Radio) -> list[str]:
    """Return what this machine's radio is, how many phones it bears, and how to have more."""
    board = radio.board or said("modèle inconnu", "unknown model")
    what = ", ".join(word for word in (board, radio.chip, radio.firmware) if word)
    return [said(f"Machine : {what}", f"Machine: {what}"), *_limit_words(radio)]


def _limit_words(radio: Radio) -> list[str]:
    if radio.phones is None:
        limit = said(
            f"Téléphones : nombre inconnu, comptez-en {PLANNED_PHONES}.",
            f"Phones: number unknown, plan for {PLANNED_PHONES}.",
        )
    else:
        limit = said(f"{radio.phones} téléphones au plus.", f"{radio.phones} phones at most.")
    words = [
        limit
        + said(
            f" Pour plus, branchez un point d'accès : {MORE}", f" For more, plug in an access point: {MORE}"
        )
    ]
    if radio.could_bear_more:
        swap = f"sudo update-alternatives --set cyfmac43455-sdio.bin {MINIMAL_FIRMWARE}"
        words.append(
            said(
                f"Pour 19 téléphones sans rien acheter : redémarrez la machine, le programme d'aide change "
                f"le micrologiciel. Sans lui : {swap}, puis redémarrez.",
                f"For 19 phones without buying anything: restart the machine, the helper changes the "
                f"firmware. Without it: {swap}, then restart.",
            )
        )
    return words


def time_words(gives_time: bool) -> str:
    """Return whether phones are told to ask the box for the time, and how to have it so."""
    if gives_time:
        return said("Les téléphones reçoivent l'heure de la boîte.", "Phones are given the box's time.")
    return said(
        "Les téléphones ne reçoivent pas l'heure : réglez HOTSPOT_TIME_PORT=123, et donnez l'heure sur "
        "/boite si la boîte ne l'a que des téléphones.",
        "Phones are not given the time: set HOTSPOT_TIME_PORT=123, and give the time on /boite if the box "
        "has it from phones only.",
    )


def next_steps(here: Wifi, laid: dict[str, Path], gives_time: bool) -> list[str]:
    """Return the lines that a technician types on the box to make the checked files run."""
    copies = [
        f"  sudo install -D -m {600 if place == files.KEYFILE else 644} {shlex.quote(str(now))} {place}"
        for place, now in laid.items()
    ]
    regulatory, kernel_words = countries.regulatory(here.country), countries.kernel_words(here.country)
    return [
        said(
            "NetworkManager, dnsmasq et nft acceptent les trois fichiers. Rien n'est encore en marche.",
            "NetworkManager, dnsmasq and nft accept the three files. Nothing is running yet.",
        ),
        time_words(gives_time),
        said("Sur la boîte, une fois :", "On the box, once:"),
        *copies,
        said(
            f"  et à la fin de la ligne de /boot/firmware/cmdline.txt : {kernel_words}",
            f"  and at the end of the line of /boot/firmware/cmdline.txt: {kernel_words}",
        ),
        said("À chaque démarrage :", "At each start:"),
        f"  sudo iw reg set {regulatory}",
        f"  sudo nft --file {files.TABLE}",
        f"  sudo ip address replace {FOREIGN_ADDRESS}/32 dev lo",
        said("Puis :", "Then:"),
        "  sudo nmcli connection reload",
        "  sudo nmcli connection up hotspot-ecole",
    ]
