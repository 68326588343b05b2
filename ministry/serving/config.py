"""The configuration of rsync's daemon: five folders to read, and one to drop into that nobody can read.

Each folder is a module of its own, because Debian's daemon finds no names below a folder of a module. Tried
with the real daemon: tests/ministry/test_serving.py.
"""

import grp
import pwd
import shlex
from pathlib import Path

from ministry.ingest.places import NOBODY, Places, daemon_user

PORT = 873  # rsync's own
MODULES = ("head", "packs", "docs", "blobs", "receipts")
REPORT_NAME = "[0-9]" * 4 + "-" + "[0-9]" * 8 + "-" + "[0-9a-f]" * 16 + ".rpt"
MOST_FILES, MOST_KIB = 500, 8192  # of a box, that wait to be taken; it sends one report of 8 KiB a week
# What a client could ask the daemon for: none has a use here, and several were once a way out.
REFUSED = (
    "delete* remove-source-files inplace append* partial partial-dir backup* links devices specials D "
    "hard-links xattrs acls write-devices copy-dest compare-dest link-dest temp-dir log-file perms owner "
    "group dirs"
)
HEAD = """\
# ministry serve-files
port = {port}
use chroot = yes
list = no
reverse lookup = no
forward lookup = no
max verbosity = 1
timeout = 120
socket options = TCP_NODELAY
"""
PULL = """
[{name}]
path = {path}
uid = {user}
gid = {group}
read only = yes
max connections = 400
refuse options = checksum delete
dont compress = {uncompressed}
"""
DROP = """
[drop]
path = {arriving}
uid = {user}
gid = {group}
auth users = *
secrets file = {secrets}
read only = no
write only = yes
incoming chmod = F600,D700
munge symlinks = yes
max connections = 200
timeout = 60
include = /{report}
exclude = *
refuse options = {refused}
pre-xfer exec = {guard}
post-xfer exec = {out_of_reach}
"""
# rsync knows no quota: a session begins only where there is room, and is ended when it has filled it.
GUARD = (
    "P={arrived}; fits() {{ "
    '[ $(du -sck "$RSYNC_MODULE_PATH" "$P" | tail -n 1 | cut -f 1) -le {kib} ] && '
    '[ $(du -sc --inodes "$RSYNC_MODULE_PATH" "$P" | tail -n 1 | cut -f 1) -le {files} ]; }}; '
    "(while sleep 1 && kill -0 $RSYNC_PID; do "
    "fits || for session in $(pgrep -P $RSYNC_PID); do pkill -KILL -P $session; kill -KILL $session; done; "
    "done) >/dev/null 2>&1 </dev/null & fits"
)
OUT_OF_REACH = "find \"$RSYNC_MODULE_PATH\" -maxdepth 1 -name '*.rpt' -exec mv -n -t {arrived} {{}} +"


def config(repo: Path, places: Places, port: int = PORT) -> str:
    """Return rsyncd.conf for the publisher's tree and the drop of reports."""
    pulls = [_pull(repo.absolute(), name) for name in MODULES]
    return "".join([HEAD.format(port=port), *pulls, _drop(Places(places.folder.absolute()))])


def _pull(repo: Path, name: str) -> str:
    uncompressed = "*" if name == "blobs" else ""
    return PULL.format(name=name, path=repo / name, uncompressed=uncompressed, **_as(NOBODY))


def _drop(places: Places) -> str:
    arrived = shlex.quote(f"{places.arrived('')}") + "/$RSYNC_USER_NAME"
    return DROP.format(
        arriving=places.arriving("%RSYNC_USER_NAME%"),
        secrets=places.secrets,
        report=REPORT_NAME,
        refused=REFUSED,
        guard=GUARD.format(arrived=arrived, kib=MOST_KIB, files=MOST_FILES),
        out_of_reach=OUT_OF_REACH.format(arrived=arrived),
        **_as(daemon_user(places.folder)),
    )


def _as(user: str) -> dict[str, str]:
    return {"user": user, "group": grp.getgrgid(pwd.getpwnam(user).pw_gid).gr_name}
