"""What new handsets have asked, in memory, for the « laboratoire des téléphones ».

Nothing about people: a handset is a number that means nothing after a restart; what is noted is the first
quarter of an hour after it has come, without the part of an address after the question mark.
"""

from collections import OrderedDict
from dataclasses import dataclass, field
from threading import Lock
from time import monotonic

HANDSETS_AT_MOST = 64  # with fewer, the phones of a hall would push each other out, and come anew each time
LINES_AT_MOST = 15  # of each: half a megabyte in all
FIRST_SECONDS = 15 * 60
LONGEST = 80  # characters of a host, of a path

Line = tuple[str, str, str]  # host, path, answer


@dataclass
class Handset:
    """A phone by a number, and how often it asked what."""

    number: int
    came: float
    asked: dict[Line, int] = field(default_factory=dict)


class Laboratory:
    """The handsets of one box; the one that came first is forgotten first."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._handsets: OrderedDict[str, Handset] = OrderedDict()
        self._numbers = 0

    def note(self, device: str, host: str, path: str, answer: str) -> None:
        """Note what a device has asked, if it came a short while ago."""
        with self._lock:
            handset = self._handsets.get(device) or self._newcomer(device)
            line = (_plain(host), _plain(path), answer)
            known = line in handset.asked or len(handset.asked) < LINES_AT_MOST
            if known and monotonic() - handset.came < FIRST_SECONDS:
                handset.asked[line] = handset.asked.get(line, 0) + 1

    def handsets(self) -> list[Handset]:
        """Return the handsets, the newest first."""
        with self._lock:
            found = [Handset(one.number, one.came, dict(one.asked)) for one in self._handsets.values()]
        return found[::-1]

    def _newcomer(self, device: str) -> Handset:
        self._numbers += 1
        self._handsets[device] = Handset(self._numbers, monotonic())
        if len(self._handsets) > HANDSETS_AT_MOST:
            self._handsets.popitem(last=False)
        return self._handsets[device]


def _plain(text: str) -> str:
    """Return a text that stands on one line, whatever was sent."""
    return "".join(letter if letter.isprintable() else "?" for letter in text[:LONGEST])
