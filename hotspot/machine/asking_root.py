"""What may be asked of the root helper, a closed list, and how: one line each way on a Unix socket."""

import socket
from pathlib import Path

import msgspec

from exchange.errors import NeedsAPerson

LARGEST_BYTES = 4096  # of a request or an answer, its end of line included
JOURNAL_BYTES = 60_000  # of the journal that is told
LARGEST_JOURNAL_BYTES = LARGEST_BYTES + 2 * JOURNAL_BYTES  # as JSON: at worst each character takes two
PATIENCE_SECONDS = 150  # the helper's longest work: the files checked, then four programs


class ApplyWifi(msgspec.Struct, tag="apply-wifi", tag_field="verb", forbid_unknown_fields=True, frozen=True):
    """Try the Wi-Fi that is set; it is undone unless a phone comes back."""


class ConfirmWifi(
    msgspec.Struct, tag="confirm-wifi", tag_field="verb", forbid_unknown_fields=True, frozen=True
):
    """Keep the Wi-Fi on trial."""


class RestartWifi(
    msgspec.Struct, tag="restart-wifi", tag_field="verb", forbid_unknown_fields=True, frozen=True
):
    """Stop the access point and start it again."""


class PowerOff(msgspec.Struct, tag="power-off", tag_field="verb", forbid_unknown_fields=True, frozen=True):
    """Switch the machine off in order."""


class Restart(msgspec.Struct, tag="restart", tag_field="verb", forbid_unknown_fields=True, frozen=True):
    """Stop the machine in order and start it again."""


class ReadJournal(
    msgspec.Struct, tag="read-journal", tag_field="verb", forbid_unknown_fields=True, frozen=True
):
    """Tell the last lines that the programs of the box have written."""


Request = ApplyWifi | ConfirmWifi | RestartWifi | PowerOff | Restart | ReadJournal


class Answer(msgspec.Struct, frozen=True):
    """Whether it was done, and in French what happened or how to mend it."""

    done: bool
    told: str


class HelperAway(NeedsAPerson):
    """The helper does not run, or does not answer this account."""


class Refused(NeedsAPerson):
    """The helper did not do it; the message says why."""


def ask(place: Path, request: Request) -> str:
    """Return what the helper at this socket has done, in French.

    Raises:
        Refused: it did not do it.
        HelperAway: it cannot be reached.
    """
    try:
        with socket.socket(socket.AF_UNIX) as line:
            line.settimeout(PATIENCE_SECONDS)
            line.connect(str(place))
            line.sendall(msgspec.json.encode(request) + b"\n")
            with line.makefile("rb") as heard:
                answer = msgspec.json.decode(heard.readline(_largest_answer(request)), type=Answer)
    except (OSError, ValueError) as error:
        raise _away(place) from error
    if not answer.done:
        raise Refused(answer.told)
    return answer.told


def check_present(place: Path) -> None:
    """See that the helper listens at this socket, without asking for anything. Raises HelperAway."""
    try:
        with socket.socket(socket.AF_UNIX) as line:
            line.settimeout(PATIENCE_SECONDS)
            line.connect(str(place))
    except OSError as error:
        raise _away(place) from error


def _largest_answer(request: Request) -> int:
    return LARGEST_JOURNAL_BYTES if isinstance(request, ReadJournal) else LARGEST_BYTES


def _away(place: Path) -> HelperAway:
    return HelperAway(
        f"Le programme d'aide ne répond pas sur {place}. Démarrez-le : sudo systemctl start hotspot-helper"
    )
