"""The drop-in for the dnsmasq that NetworkManager starts: every name of the world leads to the box."""

from hotspot.machine.wifi.keyfile import BOX_ADDRESS

FOREIGN_ADDRESS = "198.51.100.1"  # RFC 5737: phones take a private address for "no internet"
NAME = "ecole.lan"


def drop_in(*, gives_time: bool, option_114: bool) -> str:
    """Return the text; phones are given the time only by a box that did not have it from phones."""
    lines = [
        "no-resolv",
        "dhcp-authoritative",
        "no-ping",  # the look whether an address is free takes 3 s a phone, one after the other
    ]
    if gives_time:
        lines.append(f"dhcp-option=option:ntp-server,{BOX_ADDRESS}")
    lines += [
        "local=/#/",  # clean empty answers to AAAA and HTTPS; without it they are refused
        f"address=/#/{FOREIGN_ADDRESS}",
        f"address=/{NAME}/{BOX_ADDRESS}",
        "address=/dns.msftncsi.com/131.107.255.255",  # what Windows expects
        "local=/use-application-dns.net/",  # no such name: Firefox then asks us, not its own server
    ]
    if option_114:
        lines.append(f"dhcp-option-force=114,http://{NAME}/captive-portal/api")
    return "\n".join(lines) + "\n"
