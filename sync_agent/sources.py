"""Whom to ask: a stick first, then neighbours, then the mirrors. None is believed."""

import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from exchange.messenger import SourceKind, Word
from exchange.trust.checking import NotWhole, TooOld, Trusted, Untrusted, trusted
from sync_agent.carriers.carrier import Carrier
from sync_agent.carriers.folder import Folder, NotThere
from sync_agent.carriers.line import Line
from sync_agent.carriers.mirror import Mirror
from sync_agent.carriers.neighbours import Neighbourhood
from sync_agent.carriers.rsync import (
    LinkBroken,
    MirrorBehind,
    MirrorBusy,
    NobodyThere,
    TooMuchSent,
    TransferRefused,
)
from sync_agent.carriers.stick import sticks
from sync_agent.carriers.watchdog import received_bytes
from sync_agent.down.fetching import Liar
from sync_agent.modem import ModemAsleep
from sync_agent.room import CardFull
from sync_agent.settings import Settings

RSYNC = "rsync://"

# The nearest first: TooOld is an Untrusted, NobodyThere a LinkBroken.
WORDS: tuple[tuple[type[Exception], Word], ...] = (
    (TooOld, "too-old"),
    (Untrusted, "wrong-signature"),
    (Liar, "liar"),
    (TooMuchSent, "liar"),
    (CardFull, "no-room"),
    (TransferRefused, "refused"),
    (MirrorBusy, "busy"),
    (MirrorBehind, "behind"),
    (NotThere, "behind"),
    (NotWhole, "behind"),
    (ModemAsleep, "silent"),
    (NobodyThere, "silent"),
    (LinkBroken, "cut"),
)


@dataclass(frozen=True)
class Source:
    """A carrier that is here now; `address` is what it is remembered by, `version` what a neighbour tells."""

    address: str
    carrier: Carrier
    version: int = 0

    @property
    def kind(self) -> SourceKind:
        """Return of which sort it is."""
        return self.carrier.kind

    @property
    def is_metered(self) -> bool:
        """Say whether asking it costs money."""
        return self.kind == "mirror"


@dataclass
class Around:
    """What is around the box, looked at again and again. `close` at the end."""

    settings: Settings
    country: str
    stop: threading.Event
    password_file: Path | None = None  # of the box: without it no mirror takes its reports
    neighbourhood: Neighbourhood | None = None  # None: not looked for
    _signed: tuple[str, ...] = field(default=(), init=False)
    _signed_at: int = field(default=0, init=False)

    def sources(self) -> Iterator[Source]:
        """Yield who can be asked now, in the order in which they are."""
        for stick in sticks(self.settings.keys_folder):
            yield Source(_content_of(stick.folder), stick)
        given = self.settings.source_list
        for folder in (Path(one) for one in given if not one.startswith(RSYNC)):
            if folder.is_dir():
                yield Source(_content_of(folder), Folder(folder))
        for neighbour in self.neighbourhood.look() if self.neighbourhood else ():
            yield Source(neighbour.address, neighbour, neighbour.version)
        addresses = [one for one in given if one.startswith(RSYNC)]
        for address in dict.fromkeys(one.rstrip("/") for one in (*addresses, *self._signed_mirrors())):
            yield Source(address, self._mirror(address))

    def close(self) -> None:
        """End what serves the neighbours."""
        if self.neighbourhood is not None:
            self.neighbourhood.close()

    def _signed_mirrors(self) -> tuple[str, ...]:
        """Return the mirrors of the signed list, read again when something new was signed."""
        try:
            at = (self.settings.trust_folder / "timestamp.json").stat().st_mtime_ns
        except FileNotFoundError:
            return ()
        if at != self._signed_at:
            known = believed(self.settings.trust_folder)
            with suppress(NotWhole):
                self._signed, self._signed_at = known.mirrors(self.country) if known else (), at
        return self._signed

    def _mirror(self, address: str) -> Mirror:
        received, seconds = self._received_from(address), self.settings.silence_seconds
        return Mirror(address, received, self.stop, seconds, password_file=self.password_file)

    def _received_from(self, address: str) -> Callable[[], int]:
        named = self.settings.link_interface
        return (lambda: received_bytes(named)) if named else Line(address).received


def believed(memory: Path) -> Trusted | None:
    """Return what was checked last; None before that, and after a power cut that has emptied it."""
    try:
        return trusted(memory)
    except (FileNotFoundError, NotWhole, Untrusted):
        return None


def word_for(error: Exception) -> Word | None:
    """Return what an error says of the source; None when it speaks of something else."""
    return next((word for kind, word in WORDS if isinstance(error, kind)), None)


def _content_of(folder: Path) -> str:
    """Return what a tree in a folder is remembered by: brought up to date, it is another source."""
    try:
        signed_at = (folder / "head" / "timestamp.json").stat().st_mtime_ns
    except OSError:  # pulled just now
        signed_at = 0
    return f"{folder}#{signed_at}"
