"""What each system asks to find out whether it is online, and the very answer that it waits for.

Told by host and path, never by what a phone says of itself. The answers are those of offspot/captive-portal
and of the WBA's list (captive-behavior), byte for byte. A new handset is a new row: /boite/telephones shows
what it asked.
"""

import re
from dataclasses import dataclass, field

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
FIREFOX = '<meta http-equiv="refresh" content="0;url=https://support.mozilla.org/kb/captive-portal"/>'


@dataclass(frozen=True)
class Probe:
    """A row of the table. Without hosts, any foreign host."""

    system: str
    paths: frozenset[str]
    hosts: frozenset[str] = frozenset()
    status: int = 200
    body: str = ""
    headers: dict[str, str] = field(default_factory=dict)


def _row(
    system: str, paths: str, body: str = "", *, hosts: str = "", mime: str = "", **headers: str
) -> Probe:
    """Return a row; without a body, its answer is a 204."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    typed = {"Content-Type": mime} if mime else {}
    return Probe(
        system,
        frozenset(paths.split()),
        frozenset(hosts.split()),
        status=200 if body else 204,
        body=body,
        headers={**typed, **named},
    )


PROBES = (
    # connectivitycheck.gstatic.com, clients3.google.com; Huawei, Xiaomi and Samsung at servers of their own
    _row("Android, ChromeOS", "/generate_204 /gen_204"),
    # captive.apple.com, www.apple.com, gsp1.apple.com, iphone-ld.apple.com, netcts.cdn-apple.com
    _row(
        "iOS, macOS",
        "/hotspot-detect.html /library/test/success.html",
        "<HTML><HEAD><TITLE>Success</TITLE></HEAD><BODY>Success</BODY></HTML>",
        mime=HTML,
    ),
    _row("Windows 10, 11", "/connecttest.txt", "Microsoft Connect Test", mime=TEXT),
    _row("Windows", "/ncsi.txt", "Microsoft NCSI", mime=TEXT),
    _row("Firefox, KaiOS", "/success.txt", "success\n", hosts="detectportal.firefox.com", mime=TEXT),
    _row("Firefox", "/canonical.html", FIREFOX, hosts="detectportal.firefox.com", mime=HTML),
    _row(
        "GNOME",
        "/check_network_status.txt",
        "NetworkManager is online\n",
        hosts="nmcheck.gnome.org",
        mime=TEXT,
    ),
    _row("Ubuntu", "/", hosts="connectivity-check.ubuntu.com", X_NetworkManager_Status="online"),
    _row("Kindle Fire", "/kindle-wifi/wifistub.html", KINDLE, mime=HTML),
)


def probe_of(host: str, path: str) -> Probe | None:
    """Return the row of the table for what was asked; None for a page that somebody wants."""
    name = name_of(host)
    return next(
        (row for row in PROBES if path in row.paths and (not row.hosts or name in row.hosts)),
        None,
    )


def is_foreign(host: str, own: str) -> bool:
    """Say whether a Host header names somebody else's server: neither `own` nor any name of a box."""
    return host != own and not OWN_NAMES.fullmatch(name_of(host))


def name_of(host: str) -> str:
    """Return the name in a Host header, without its port."""
    return PORT.sub("", host).lower().rstrip(".")
