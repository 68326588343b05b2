"""The only place that runs rsync: one session, watched, and never left behind.

`sh` ends only the parent when its time is over; the child would go on downloading, and the next try pay for
the same bytes again. So each session is a process group of its own, ended as a whole, always.
"""

import os
import signal
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from pathlib import Path

import psutil
import sh

from exchange.errors import NeedsAPerson, WorthAnotherTry
from sync_agent.carriers.watchdog import Watchdog
from sync_agent.room import CardFull

LOOK_SECONDS = 0.25
LOOK_STEPS = 10  # between two looks at the line it is asked so often whether the session has ended
SERVED_KIB_PER_S = 2048  # to a neighbour: the air is the class's
MERCY_SECONDS = 2  # between SIGTERM, by which rsync writes down what it holds, and SIGKILL
QUICK_MERCY_SECONDS = 0.3  # where it must bring no more: until SIGKILL it goes on reading
AT_ONCE = "--sockopts=TCP_NODELAY"  # else a small word waits until the one before has arrived
COMMON = ("--quiet", "--contimeout=15", "--timeout=60", "--no-motd", "--protect-args", AT_ONCE)

# rsync(1), "EXIT VALUES"
BEHIND = {23, 24}  # the mirror has not all that its manifest names: another source, or later
BROKEN = {10, 12, 20, 30, 35}  # socket, stream, signal, timeouts
REFUSED = {1, 2, 3, 4, 5, 6, 13, 14, 22}
NO_ROOM = 11
BUSY_WORDS = "max connections"
NOBODY_WORDS = ("getaddrinfo", "failed to connect")  # code 10 as well
CUT_WORDS = ("did not see server greeting", "didn't get server startup line")  # code 5 as well


_MEANWHILE: ContextVar[Callable[[], None]] = ContextVar("_MEANWHILE", default=lambda: None)


class LinkBroken(WorthAnotherTry):
    """The line was cut, or went silent."""


class NobodyThere(LinkBroken):
    """The line never reached the mirror: no such name, no way to it, or nobody at the door."""


class MirrorBusy(WorthAnotherTry):
    """The mirror has as many sessions as it takes."""


class MirrorBehind(WorthAnotherTry):
    """The mirror does not have what it should."""


class TransferRefused(NeedsAPerson):
    """The other side refuses this transfer, and will refuse it the next time."""


class TooMuchSent(NeedsAPerson):
    """The other side sends more than what was asked for."""


class Stopped(WorthAnotherTry):
    """The agent was asked to stop."""


@contextmanager
def telling(meanwhile: Callable[[], None]) -> Iterator[None]:
    """Call `meanwhile` at each look at a session that runs within the block: a film may take hours."""
    before = _MEANWHILE.set(meanwhile)
    try:
        yield
    finally:
        _MEANWHILE.reset(before)


def run(
    arguments: Sequence[str], watchdog: Watchdog, stop: threading.Event, names: Sequence[str] = ()
) -> int:
    """Run one session to its end; return how many bytes the line brought meanwhile.

    `names` are given to `--files-from=-`.

    Raises:
        LinkBroken, MirrorBusy, MirrorBehind: another try may do.
        TransferRefused, CardFull, TooMuchSent: a person must look.
        Stopped: `stop` was set.
    """
    if names:
        arguments = ("--files-from=-", *arguments)
    session = sh.Command("rsync")(
        *COMMON,
        *arguments,
        _in="".join(f"{name}\n" for name in names) or None,
        _bg=True,
        _bg_exc=False,
        _new_session=True,  # else its group is ours, and we would end ourselves
        _tty_out=False,
        _ok_code=list(range(256)),
    )
    verdict = ""
    try:
        verdict = _watch(session, watchdog, stop)
    finally:
        _end_group(session.pid, QUICK_MERCY_SECONDS if verdict == "too much" else MERCY_SECONDS)
    with suppress(sh.SignalException):
        session.wait()
    _tell(verdict, session)
    return watchdog.bytes


def end_strays(folder: Path) -> None:
    """End sessions into a folder that an agent has left when it was killed: they would go on downloading."""
    for program in psutil.process_iter(["cmdline"]):
        words = program.info["cmdline"] or [""]
        if Path(words[0]).name == "rsync" and words[-1].startswith(f"{folder}/"):
            with suppress(psutil.Error):  # ended just now
                program.kill()


def start_daemon(config: Path) -> None:
    """Start rsync's own server; it leaves this program at once, its number in the file that `config` names.

    Raises:
        TransferRefused: it does not take its settings.
    """
    try:
        sh.Command("rsync")("--daemon", f"--config={config}", f"--bwlimit={SERVED_KIB_PER_S}")
    except sh.ErrorReturnCode as error:
        raise TransferRefused(error.stderr.decode(errors="replace").strip()) from error


def _watch(session: sh.RunningCommand, watchdog: Watchdog, stop: threading.Event) -> str:
    """Return why the session had to end, "" when it ended by itself."""
    while session.is_alive():
        verdict = watchdog.look(time.monotonic())
        if verdict:
            return verdict
        _MEANWHILE.get()()
        for _ in range(LOOK_STEPS):
            if stop.wait(LOOK_SECONDS / LOOK_STEPS):
                return "stop"
            if not session.is_alive():
                break
    watchdog.look(time.monotonic())
    return ""


def _end_group(group: int, mercy_seconds: float) -> None:
    """End what is left of a session; rsync's receiver waits for a dead socket, so SIGTERM is not enough."""
    with suppress(ProcessLookupError):
        os.killpg(group, signal.SIGTERM)
        until = time.monotonic() + mercy_seconds
        while time.monotonic() < until:
            time.sleep(LOOK_SECONDS / 5)
            os.killpg(group, 0)
        os.killpg(group, signal.SIGKILL)


def _tell(verdict: str, session: sh.RunningCommand) -> None:
    """Raise what the end of a session means; nothing when all is well."""
    said = session.stderr.decode(errors="replace").strip()[-500:]
    if verdict == "stop":
        raise Stopped("L'agent s'arrête.")
    if verdict == "silent":
        raise LinkBroken("La ligne ne donne plus rien.")
    if verdict == "too much":
        raise TooMuchSent("La source envoie plus que demandé : elle n'est plus écoutée.")
    code = session.exit_code
    if code == 0:
        return
    if code in BEHIND:
        raise MirrorBehind(said)
    if BUSY_WORDS in said:
        raise MirrorBusy(said)
    if code == NO_ROOM:
        raise CardFull(f"Plus de place sur la carte : {said}")
    if code in REFUSED and not any(words in said for words in CUT_WORDS):
        raise TransferRefused(f"rsync {code} : {said}")
    if any(words in said for words in NOBODY_WORDS):
        raise NobodyThere(f"rsync {code} : {said}")
    raise LinkBroken(f"rsync {code} : {said}")  # unknown codes too: another try, another source
