"""Whom to ask: a stick first, then neighbours, then the mirrors. None is believed."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from exchange.messenger import SourceKind, Word
from exchange.trust.checking import NotWhole, TooOld, Untrusted
from sync_agent.carriers.carrier import Carrier
from sync_agent.carriers.folder import Folder, NotThere
from sync_agent.carriers.mirror import Mirror
from sync_agent.pull import Liar
from sync_agent.room import CardFull
from sync_agent.rsync import LinkBroken, MirrorBehind, MirrorBusy, TooMuchSent, TransferRefused
from sync_agent.settings import Settings
from sync_agent.watchdog import received_bytes

RSYNC = "rsync://"

# The nearest first: TooOld is an Untrusted.
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
    (LinkBroken, "cut"),
)


@dataclass(frozen=True)
class Source:
    """A carrier that is here now; `address` is what it is remembered by."""

    address: str
    kind: SourceKind
    carrier: Carrier

    @property
    def is_metered(self) -> bool:
        """Say whether asking it costs money."""
        return self.kind == "mirror"


def sources_of(settings: Settings, stop: threading.Event) -> Iterator[Source]:
    """Yield what the settings name, those that cost nothing first."""
    received = _counter_of(settings.link_interface)
    given = settings.source_list
    for folder in (Path(one) for one in given if not one.startswith(RSYNC)):
        if folder.is_dir():
            yield Source(str(folder), "stick", Folder(folder))
    for address in (one for one in given if one.startswith(RSYNC)):
        yield Source(address, "mirror", Mirror(address.rstrip("/"), received, stop))


def word_for(error: Exception) -> Word | None:
    """Return what an error says of the source; None when it speaks of something else."""
    return next((word for kind, word in WORDS if isinstance(error, kind)), None)


def _counter_of(interface: str) -> Callable[[], int]:
    return lambda: received_bytes(interface)
