"""NetworkManager's file of the access point: one connection, with its own DHCP and names ("shared")."""

from hotspot.machine.wifi.kept import Wifi

BOX_ADDRESS = "10.42.0.1"


def keyfile(wifi: Wifi, interface: str) -> str:
    """Return the text of the connection, of a radio or, with `cable`, of the cable to an access point."""
    kind = "ethernet" if wifi.cable else "wifi"
    sections = [
        "[connection]\nid=hotspot-ecole\n"
        f"uuid={wifi.uuid}\ntype={kind}\ninterface-name={interface}\n"
        "autoconnect=true\nautoconnect-priority=100\n"
        "autoconnect-retries=0\n",  # for ever; the default gives up after four
    ]
    if not wifi.cable:
        sections += _radio_sections(wifi)
    sections += [f"[ipv4]\nmethod=shared\naddress1={BOX_ADDRESS}/24\n", "[ipv6]\nmethod=disabled\n"]
    return "\n".join(sections)


def _radio_sections(wifi: Wifi) -> list[str]:
    radio = (
        f"[wifi]\nmode=ap\nband=bg\nchannel={wifi.channel}\nssid={written_name(wifi.name)}\n"
        "ap-isolation=1\n"  # many radios, the Pi's among them, do not obey: no privacy rests on it
        "powersave=2\n"  # never asleep
    )
    if not wifi.key:
        return [radio]
    return [
        radio,
        "[wifi-security]\nkey-mgmt=wpa-psk\nproto=rsn;\npairwise=ccmp;\ngroup=ccmp;\n"
        "pmf=1\n"  # off: protected management frames break this access point
        f"psk={_escaped(wifi.key)}\n",
    ]


def written_name(name: str) -> str:
    r"""Return the SSID as NetworkManager itself writes it: printable ASCII escaped, anything else as bytes.

    Its reader takes the escapes of GLib's key files away first, then those of its own lists: `;` is `\\;`.
    """
    if name.isascii() and name.isprintable():
        return _escaped(name.replace(";", r"\;"))
    return "".join(f"{byte};" for byte in name.encode())


def _escaped(text: str) -> str:
    r"""Escape as GLib's key files do: each backslash, and spaces at the beginning as `\s`."""
    inside = text.lstrip(" ")
    return r"\s" * (len(text) - len(inside)) + inside.replace("\\", r"\\")
