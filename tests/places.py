"""Places that have a network of their own, each a network namespace; programs and threads can be in one."""

import ctypes
import os
import secrets
import shutil
import signal
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path

PATH = f"{os.environ['PATH']}:/usr/sbin:/sbin"
PROGRAMS = {
    "ip": "iproute2",
    "nft": "nftables",
    "dnsmasq": "dnsmasq-base",
    "busybox": "busybox",
    "NetworkManager": "network-manager",
    "nmcli": "network-manager",
    "dbus-daemon": "dbus-daemon",
    "unshare": "util-linux",
}
NEW_NETWORK = 0x40000000  # CLONE_NEWNET of setns(2)
HANG_SECONDS = 30  # only ever reached when something hangs
LIBC = ctypes.CDLL(None, use_errno=True)


def why_no_place(*programs):
    """Return why no place with these programs can be made here, "" when it can."""
    if os.geteuid() != 0:
        return "only root makes network namespaces"
    missing = sorted({PROGRAMS[name] for name in ("ip", *programs) if not shutil.which(name, path=PATH)})
    if missing:
        return f"missing: apt-get install {' '.join(missing)}"
    trial = f"trial-{secrets.token_hex(3)}"
    made = subprocess.run(["ip", "netns", "add", trial], capture_output=True, text=True, check=False)
    if made.returncode:
        return f"no network namespaces here: {made.stderr.strip()}"
    subprocess.run(["ip", "netns", "del", trial], check=True)
    return ""


def run(*words, **more):
    """Return what a program prints. Raises CalledProcessError, and shows what it said."""
    done = subprocess.run(
        [str(word) for word in words],
        capture_output=True,
        text=True,
        check=False,
        timeout=HANG_SECONDS,
        env={**os.environ, "PATH": PATH, **more},
    )
    assert done.returncode == 0, f"{words}: {done.stdout}{done.stderr}"
    return done.stdout


def waits_until(true, journal=None):
    """Wait until something is true. Raises AssertionError with the journal when it does not become so."""
    until = time.monotonic() + HANG_SECONDS
    while not true():
        assert time.monotonic() < until, journal.read_text() if journal else "it did not come true"
        time.sleep(0.05)


class Place:
    """One network namespace, gone when it is closed."""

    def __init__(self, role):
        self.name = f"{role}-{secrets.token_hex(3)}"
        self._undo = ExitStack()
        run("ip", "netns", "add", self.name)
        self._undo.callback(run, "ip", "netns", "del", self.name)
        self.ip("link", "set", "lo", "up")
        # Else a browser breaks off what it loads when the address of a new card has settled.
        self.run("sh", "-c", "echo 1 > /proc/sys/net/ipv6/conf/all/disable_ipv6")
        self._thread = ThreadPoolExecutor(1, initializer=_enter, initargs=[self.name])
        self._undo.callback(self._thread.shutdown)

    def __enter__(self):
        return self

    def __exit__(self, *_error):
        self._undo.close()

    def asks_names_of(self, server):
        """Let the programs that are started here from now on ask this server: ip-netns(8)."""
        folder = Path("/etc/netns") / self.name
        folder.mkdir(parents=True)
        self._undo.callback(shutil.rmtree, folder)
        (folder / "resolv.conf").write_text(f"nameserver {server}\n")

    def ip(self, *words):
        return run("ip", "-n", self.name, *words)

    def run(self, *words, **more):
        return run("ip", "netns", "exec", self.name, *words, **more)

    def does(self, work, *given):
        """Return what a function returns that runs on a thread of this place."""
        return self.begins(work, *given).result(HANG_SECONDS)

    def begins(self, work, *given):
        """Return the future of a function on the thread of this place."""
        return self._thread.submit(work, *given)

    @contextmanager
    def running(self, *words, log, **environment):
        """Run a program there, its journal in a file, and stop it at the end."""
        with (
            log.open("ab") as journal,
            subprocess.Popen(
                ["ip", "netns", "exec", self.name, *map(str, words)],
                stdout=journal,
                stderr=journal,
                env={**os.environ, "PATH": PATH, **environment},
                start_new_session=True,
            ) as program,
        ):
            try:
                yield program
            finally:
                os.killpg(program.pid, signal.SIGTERM)  # and what it has started
                program.wait(HANG_SECONDS)

    def cable_to(self, other, card, other_card):
        """Lay a cable between a card of this place and one of another; both are new."""
        self.ip("link", "add", card, "type", "veth", "peer", other_card, "netns", other.name)
        self.ip("link", "set", card, "up")
        other.ip("link", "set", other_card, "up")


def _enter(name):
    """Bring this thread into a place."""
    with Path(f"/run/netns/{name}").open("rb") as space:
        if LIBC.setns(space.fileno(), NEW_NETWORK):
            raise OSError(ctypes.get_errno(), f"setns {name}")
