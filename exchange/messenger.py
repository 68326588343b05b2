"""What the box and its messenger tell each other: two small files, each with one writer.

`sync.json` is the messenger's last word, `sync-wishes.json` what the head of the school has chosen. They hold
codes, never sentences: who reads them says them in his own language. Times are ISO 8601, UTC.
"""

from pathlib import Path
from typing import Annotated, Literal, TypeVar

import msgspec

from exchange.store import written_whole

LARGEST_BYTES = 65_536  # of either file; a longer one is damaged

Doing = Literal[
    "resting",
    "looking",
    "fetching",
    "sending",
    "waiting-hours",
    "waiting-budget",
    "waiting-room",
    "waiting-source",
    "stopped",
]
Word = Literal[
    "never",
    "new",
    "nothing-new",
    "cut",
    "silent",
    "busy",
    "behind",
    "refused",
    "wrong-signature",
    "too-old",
    "liar",
    "no-room",
]
SourceKind = Literal["mirror", "stick", "neighbour"]
Count = Annotated[int, msgspec.Meta(le=10**18)]  # more can be neither reckoned with nor shown
Stage = Literal["", "packs", "texts", "pictures", "media"]
Halt = Literal[
    "",
    "copied",  # two reports came under one number: the card was copied, or put back to an old state
    "replaced",  # the ministry has given its name another key
    "struck-off",  # the ministry hears it no more
]


class SourceWord(msgspec.Struct, frozen=True):
    """What came of the last time that a source was asked."""

    name: str  # as people call it: "miroir.example:873", "CLE-ROUGE"
    kind: SourceKind
    at: str
    word: Word


class LastWord(msgspec.Struct, frozen=True):
    """What the messenger is doing, what is coming and what waits; numbers are bytes unless they say other."""

    at: str = ""
    country: str = ""
    box: str = ""  # "" until this box is enrolled
    doing: Doing = "stopped"
    stage: Stage = ""  # of what is being fetched
    shown: str = ""  # the edition whose texts and pictures are here
    coming: str = ""  # the edition that is being fetched, "" when all of it is here
    left_files: Count = 0
    left_bytes: Count = 0
    whole_bytes: Count = 0  # of all that was missing when `coming` was begun
    bytes_per_hour: Count = 0  # the usual rate, 0 until it is known
    reports_waiting: Count = 0  # how many
    reports_bytes: Count = 0
    receipt_at: str = ""  # when the ministry last said what it has
    halt: Halt = ""  # why it takes no report of this box any more
    day_bytes: Count = 0
    day_limit_bytes: Count = 0  # 0: no limit
    month_bytes: Count = 0
    month_limit_bytes: Count = 0  # 0: no limit
    sources: tuple[SourceWord, ...] = ()


class Wishes(msgspec.Struct, frozen=True):
    """What the head has chosen."""

    only_at_night: bool = False
    month_mb: Count = 0  # 0: no limit beyond that of the settings
    update_now: str = ""  # when "update now" was last pressed: each press counts once


Form = TypeVar("Form", LastWord, Wishes)


def last_word_file(data_folder: Path) -> Path:
    """Return where the messenger's last word stands."""
    return data_folder / "sync.json"


def wishes_file(data_folder: Path) -> Path:
    """Return where the head's choices stand."""
    return data_folder / "sync-wishes.json"


def read_last_word(data_folder: Path) -> LastWord:
    """Return the last word; that of a stopped messenger when there is none, or it cannot be read."""
    return _read(last_word_file(data_folder), LastWord)


def write_last_word(data_folder: Path, word: LastWord) -> None:
    """Replace the last word. Raises OSError where the card takes nothing."""
    _write(last_word_file(data_folder), word)


def read_wishes(data_folder: Path) -> Wishes:
    """Return the head's choices; no wish when there are none, or they cannot be read."""
    return _read(wishes_file(data_folder), Wishes)


def write_wishes(data_folder: Path, wishes: Wishes) -> None:
    """Replace the head's choices. Raises OSError where the card takes nothing."""
    _write(wishes_file(data_folder), wishes)


def _read(file: Path, form: type[Form]) -> Form:
    try:
        with file.open("rb") as opened:
            return msgspec.json.decode(opened.read(LARGEST_BYTES), type=form)
    except (OSError, ValueError, RecursionError):  # empty after a power cut, of another form, too deep
        return form()


def _write(file: Path, content: LastWord | Wishes) -> None:
    with written_whole(file) as new:
        new.write(msgspec.json.encode(content, order="sorted"))
