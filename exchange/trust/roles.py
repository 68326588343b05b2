"""The roles that sign, what each may sign, how many of its keys it takes, and for how long.

A role of a country is named with the country: "country-sn". A pack is signed below the name of its owner, as
"region/<sha256>" or "sn/<sha256>": a pattern of TUF does not cross "/", and these need none that does.
"""

import re
from datetime import timedelta

REGION = "region"
SOFTWARE = "software"
RECEIPTS = "receipts"
COUNTRY, ENROL = "country-", "enrol-"
ROOT_KEYS, ROOT_THRESHOLD = 3, 2
SOFTWARE_KEYS, SOFTWARE_THRESHOLD = 3, 2
TOP = ("root", "targets", "snapshot", "timestamp")
ONLINE = ("snapshot", "timestamp", RECEIPTS)  # their keys work every day on the publishing machine

# Metadata lives as long as the slowest carrier needs: a stick that comes once a term.
LIVES = {
    "root": timedelta(days=3 * 365),
    "targets": timedelta(days=365),
    "snapshot": timedelta(days=120),
    "timestamp": timedelta(days=120),
}
LIVES_DELEGATED = timedelta(days=365)
EDITION = "edition"  # the field of a country's metadata that says which packs make its edition
MIRRORS = "mirrors"  # the field beside it: where boxes of the country may fetch, "rsync://host[:port]" each
MIRROR = re.compile(r"rsync://[A-Za-z0-9][A-Za-z0-9.-]*(?::[0-9]{1,5})?(?:/[A-Za-z0-9_-]+)?")
ISSUED = "issued"  # the field of the timestamp that says when it was signed: the box's time floor


def country_role(country: str) -> str:
    """Return the role that signs a country's editions: "country-sn"."""
    return COUNTRY + country


def enrol_role(country: str) -> str:
    """Return the role that signs the boxes of a country: "enrol-sn"."""
    return ENROL + country


def owner_of_role(role: str) -> str:
    """Return below which name a role signs: "sn" for "country-sn", "enrol/sn" for "enrol-sn"."""
    if role.startswith(ENROL):
        return f"enrol/{role.removeprefix(ENROL)}"
    return role.removeprefix(COUNTRY)


def owner_of_pack(pack: str, country: str) -> str:
    """Return whose a pack of a country's edition is: "region" for "region/maths/2", else the country."""
    return REGION if pack.startswith(f"{REGION}/") else country


def target_of(owner: str, sha256: str) -> str:
    """Return under which name a file is signed."""
    return f"{owner}/{sha256}"


def life_of(role: str) -> timedelta:
    """Return for how long what a role has signed is taken for new."""
    return LIVES.get(role, LIVES_DELEGATED)
