"""The real programs read our files, and change nothing: NetworkManager's, dnsmasq, nft.

Besides the root helper, the only place of the box that runs other programs.
"""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from hotspot.machine.wifi import files
from hotspot.machine.wifi.errors import RefusedFile

PACKAGES = {"nmcli": "network-manager", "dnsmasq": "dnsmasq-base", "nft": "nftables", "unshare": "util-linux"}
SYSTEM_PROGRAMS = "/usr/sbin:/sbin"  # not on the path of every account
LEFT_OUT = {"autoconnect=true"}  # NetworkManager does not write what is its default


def check_texts(made: dict[str, str]) -> None:
    """Check the texts as `check_files` does, in a folder of their own. Raises RefusedFile."""
    with tempfile.TemporaryDirectory() as folder:
        check_files(files.lay_down(Path(folder), made))


def check_files(laid: dict[str, Path]) -> None:
    """Let each program read its file.

    Raises:
        RefusedFile: one refuses its file, or is missing.
    """
    _check_keyfile(laid[files.KEYFILE])
    drop_in, table = laid[files.DROP_IN], laid[files.TABLE]
    _run(drop_in, [_path_of("dnsmasq"), "--test", f"--conf-file={drop_in}"])
    # Only root may ask nft, so anyone else asks as root of a network of her own.
    as_root = [] if os.geteuid() == 0 else [_path_of("unshare"), "--map-root-user", "--net"]
    _run(table, [*as_root, _path_of("nft"), "--check", "--file", str(table)])


def _check_keyfile(file: Path) -> None:
    """Let nmcli read the file and write it again: no line of ours may be lost or changed on the way."""
    ours = file.read_bytes()
    words = [_path_of("nmcli"), "--offline", "connection", "modify", "connection.id", "hotspot-ecole"]
    again = _run(file, words, ours)
    lost = set(ours.decode().splitlines()) - set(again.splitlines()) - LEFT_OUT
    if lost:
        names = ", ".join(sorted(line.partition("=")[0] for line in lost))  # the value may be the key
        raise RefusedFile(f"{file.name} : NetworkManager ne comprend pas {names}. Changez cette valeur.")


def _run(file: Path, words: list[str], given: bytes = b"") -> str:
    """Return what a program answers to words of our own; no shell reads them."""
    own = {**os.environ, "LC_ALL": "C.UTF-8"}
    done = subprocess.run(words, input=given, capture_output=True, check=False, env=own)  # noqa: S603
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip()
        raise RefusedFile(f"{file.name} est refusé : {said}")
    return done.stdout.decode()


def _path_of(program: str) -> str:
    """Return where a program is.

    Raises:
        RefusedFile: it is not installed.
    """
    found = shutil.which(program, path=f"{os.environ.get('PATH', os.defpath)}:{SYSTEM_PROGRAMS}")
    if found is None:
        raise RefusedFile(
            f"Il manque le programme {program}. Installez-le : sudo apt-get install {PACKAGES[program]}"
        )
    return found
