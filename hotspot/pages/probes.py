"""What each system asks to find out whether it is online, and the very answer that it waits for.

Told by host and path, never by what a phone says of itself. The answers are those of offspot/captive-portal,
of the WBA's list (captive-behavior) and of the systems' own settings, byte for byte. A new handset is a new
row: /boite/telephones shows what it asked.
"""

import re
from dataclasses import dataclass
from fnmatch import fnmatchcase

OWN_NAMES = re.compile(r"ecole\.lan|[a-z0-9-]+\.local|localhost|[0-9.]+|\[.*")  # an address is nobody's name
PORT = re.compile(r":[0-9]*$")
TEXT, HTML = "text/plain; charset=utf-8", "text/html; charset=utf-8"
KINDLE = """<!DOCTYPE html PUBLIC "-//W3C//DTD HTML 4.01//EN" "http://www.w3.org/TR/html4/strict.dtd">
<html>
<head>
<title>Kindle Reachability Probe Page</title>
<META http-equiv="Content-Type" content="text/html; charset=iso-8859-1">
<!--81ce4465-7167-4dcb-835b-dcc9e44c112a created with python 2.5 uuid.uuid4()-->
</head>
<body bgcolor="#ffffff" text="#000000">
81ce4465-7167-4dcb-835b-dcc9e44c112a
</body>
</html>
"""
APPLE = "<HTML><HEAD><TITLE>Success</TITLE></HEAD><BODY>Success</BODY></HTML>"
APPLES_OWN = (  # asked for nothing else; iOS 7 asks them for a path made of chance
    "captive.apple.com gsp1.apple.com iphone-ld.apple.com netcts.cdn-apple.com www.appleiphonecell.com "
    "www.airport.us www.ibook.info www.itools.info www.thinkdifferent.us"
)
FIREFOX = '<meta http-equiv="refresh" content="0;url=https://support.mozilla.org/kb/captive-portal"/>'
NETWORK_MANAGER = "NetworkManager is online\n"
ONLINE = ("X-NetworkManager-Status", "online")


@dataclass(frozen=True)
class Probe:
    """A row of the table: words for paths (a star is anything) and hosts (none: any foreign one)."""

    system: str
    paths: str
    body: str = ""  # none: a 204
    mime: str = ""
    hosts: str = ""
    headers: tuple[tuple[str, str], ...] = ()

    @property
    def status(self) -> int:
        """Return the code of the answer."""
        return 200 if self.body else 204

    def is_for(self, name: str, path: str) -> bool:
        """Say whether this is what was asked."""
        at_its_host = not self.hosts or name in self.hosts.split()
        return at_its_host and any(fnmatchcase(path, one) for one in self.paths.split())


PROBES = (
    # connectivitycheck.gstatic.com, clients3.google.com; Huawei (with a mark at the end), Xiaomi, Samsung,
    # Oppo, Vivo and Amazon at servers of their own
    Probe("Android, ChromeOS, Fire OS", "/generate_204 /gen_204 /generate_204_*"),
    Probe("Edge", "/captiveportal/generate_204"),
    Probe("iOS, macOS", "/hotspot-detect.html /library/test/success.html", APPLE, HTML),  # www.apple.com too
    Probe("iOS, macOS", "*", APPLE, HTML, APPLES_OWN),
    Probe("Windows 10, 11", "/connecttest.txt", "Microsoft Connect Test", TEXT),
    Probe("Windows", "/ncsi.txt", "Microsoft NCSI", TEXT),
    Probe("Firefox, KaiOS", "/success.txt", "success\n", TEXT, "detectportal.firefox.com"),
    Probe("Firefox", "/canonical.html", FIREFOX, HTML, "detectportal.firefox.com"),
    Probe("GNOME, Arch Linux", "/check_network_status.txt /nm-check.txt", NETWORK_MANAGER, TEXT),
    Probe("Debian", "/nm", NETWORK_MANAGER, TEXT, "network-test.debian.org"),
    Probe("Ubuntu", "/", hosts="connectivity-check.ubuntu.com", headers=(ONLINE,)),
    Probe("KDE", "/", "OK\n", TEXT, "networkcheck.kde.org"),
    Probe("Fedora", "/static/hotspot.txt", "OK\n", TEXT, "fedoraproject.org"),
    Probe("Kindle", "/kindle-wifi/wifistub.html /kindle-wifi/wifistub-eink.html", KINDLE, HTML),
)


def probe_of(host: str, path: str) -> Probe | None:
    """Return the row of the table for what was asked; None for a page that somebody wants."""
    name = name_of(host)
    return next((row for row in PROBES if row.is_for(name, path)), None)


def is_foreign(host: str, own: str) -> bool:
    """Say whether a Host header names somebody else's server: neither `own` nor any name of a box."""
    return host != own and not OWN_NAMES.fullmatch(name_of(host))


def name_of(host: str) -> str:
    """Return the name in a Host header, without its port."""
    return PORT.sub("", host).lower().rstrip(".")
