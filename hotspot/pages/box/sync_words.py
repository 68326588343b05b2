"""What pages say of new lessons on their way: the messenger's codes, in the words of people."""

import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from markupsafe import Markup

from exchange.messenger import LastWord, SourceKind, Word, last_word_file, read_last_word
from hotspot.pages.box.box_row import left_to_right
from hotspot.pages.hour import written
from hotspot.pages.language import translate as _
from hotspot.pages.language import translate_count as _n
from hotspot.pages.naming import minutes_words, size_words

AN_HOUR, LONG_AGO = timedelta(hours=1), timedelta(days=60)
YEARS = range(1970, 2100)  # that a clock may say
MINUTES_BELOW, HOURS_BELOW = 90, 48  # beyond, the next larger unit says it better

NEEDS_A_PERSON: dict[Word, str] = {"refused": "bad", "wrong-signature": "bad", "liar": "bad"}
STATE_OF: dict[Word, str] = {
    "new": "good",
    "nothing-new": "good",
    "too-old": "warn",
    "no-room": "warn",
    **NEEDS_A_PERSON,
}


@dataclass(frozen=True)
class Heard:
    """The messenger's last word, and what time it would say that it is now (UTC).

    Its clock, not the one that people are shown: ages are then right, whatever either of them shows.
    """

    word: LastWord
    now: datetime

    @property
    def age(self) -> timedelta:
        """How long ago that word was written; none where there is no word."""
        at = moment(self.word.at)
        return self.now - at if at else timedelta()


def heard(data_folder: Path) -> Heard:
    """Return what the messenger last said."""
    word = read_last_word(data_folder)
    at = moment(word.at)
    try:
        seconds = time.time() - last_word_file(data_folder).stat().st_mtime
    except FileNotFoundError:
        seconds = 0
    return Heard(word, (at or datetime.now(UTC)) + timedelta(seconds=max(seconds, 0)))


def source_words(word: Word) -> str:
    """Return what came of the last time that a source was asked, and what to do where something is."""
    return {
        "never": _("Pas encore demandé."),
        "new": _("A donné de nouvelles leçons."),
        "nothing-new": _("Rien de nouveau."),
        "cut": _("La ligne s’est coupée. La boîte continuera là où elle s’est arrêtée."),
        "silent": _("Ne répond pas. La boîte essaiera de nouveau."),
        "busy": _("Beaucoup de boîtes à la fois. La boîte essaiera de nouveau."),
        "behind": _("N’a pas encore toutes les nouvelles leçons. La boîte essaiera de nouveau."),
        "refused": _("A refusé la boîte. Appelez votre technicien."),
        "wrong-signature": _(
            "Ces leçons ne sont pas signées par le ministère : la boîte n’a rien pris. "
            "Appelez votre technicien."
        ),
        "too-old": _(
            "Ses leçons sont plus anciennes que celles de la boîte : elle n’a rien pris, et rien n’est perdu."
        ),
        "liar": _("A donné un faux fichier : la boîte l’a jeté. Appelez votre technicien."),
        "no-room": _("La place manque. Appelez votre technicien."),
    }[word]


def source_name(kind: SourceKind, name: str) -> Markup:
    """Return where lessons come from: Clé USB « CLE-ROUGE »."""
    kinds = {"mirror": _("Réseau"), "stick": _("Clé USB"), "neighbour": _("Boîte voisine")}
    return Markup("{} {}").format(kinds[kind], left_to_right(name))


def edition_name(word: LastWord, edition: str) -> Markup:
    """Return an edition with its country: SN 2026.3."""
    return left_to_right(f"{word.country.upper()} {edition}")


def left_words(word: LastWord) -> str:
    """Return how much is still to come: 3 fichiers, 28 Mo; "" while only the lists of it are coming."""
    if word.stage == "packs":
        return ""
    files = _n("%(num)s fichier", "%(num)s fichiers", word.left_files)
    return files + _(", ") + size_words(word.left_bytes)


def rate_words(word: LastWord) -> str:
    """Return how fast it usually goes, "" while that is not known."""
    return _("%(size)s par heure", size=size_words(word.bytes_per_hour)) if word.bytes_per_hour else ""


def time_left_words(word: LastWord) -> str:
    """Return how long it will take at the usual rate, "" while it waits or that is not known."""
    is_waiting = word.doing == "stopped" or word.doing.startswith("waiting")
    if is_waiting or not word.bytes_per_hour or not left_words(word):
        return ""
    minutes = -(-60 * word.left_bytes // word.bytes_per_hour)
    return _("%(time)s environ", time=_time_words(minutes))


def ago(at: str, now: datetime) -> str | Markup:
    """Return how long ago that was; the date where it is still to come or many days away; "–" for never."""
    when = moment(at)
    if when is None:
        return "–"
    age = now - when
    if age < -AN_HOUR or age > LONG_AGO:
        return left_to_right(written(when))
    minutes = max(age // timedelta(minutes=1), 0)
    return _("il y a %(time)s", time=_time_words(minutes)) if minutes else _("à l’instant")


def moment(at: str) -> datetime | None:
    """Return a time that the messenger has written down, None when it is none."""
    try:
        when = datetime.fromisoformat(at)
    except ValueError:
        return None
    return when if when.tzinfo and when.year in YEARS else None


def _time_words(minutes: int) -> str:
    if minutes < MINUTES_BELOW:
        return minutes_words(minutes)
    hours = round(minutes / 60)
    if hours < HOURS_BELOW:
        return _n("%(num)s heure", "%(num)s heures", hours)
    return _n("%(num)s jour", "%(num)s jours", round(hours / 24))
