"""The rows of the box's own page: one thing of the box each, how it is, and what to do about it."""

from dataclasses import dataclass

from flask import g

from hotspot.content import catalogue
from hotspot.machine import health
from hotspot.pages.language import translate as _
from hotspot.pages.naming import decimal, size_words

BYTES_A_MB = 1_000_000
LOW_DISK_MB = 2000  # below, videos of the next edition may not fit
HOT_CELSIUS = 70  # a Pi slows down at 80
WORST_FIRST = ("bad", "warn", "good")


@dataclass(frozen=True)
class Row:
    """One thing of the box. `state` is good, warn or bad; `bar` is how much of how much, in MB."""

    name: str
    value: str
    state: str = "good"
    advice: str = ""
    bar: tuple[int, int] | None = None


def rows_of(found: health.Health) -> list[Row]:
    """Return what there is to say of the box; what needs a person stands first."""
    rows = [
        Row(_("Version du programme"), found.version),
        _edition_row(),
        _disk_row(found),
        Row(_("Mémoire libre"), size_words(found.free_memory_mb * BYTES_A_MB)),
        *_heat_rows(found),
        Row(_("En marche depuis"), _duration(found.up_minutes)),
    ]
    return sorted(rows, key=lambda row: WORST_FIRST.index(row.state))


def _edition_row() -> Row:
    if g.get("edition_is_here"):
        return Row(_("Édition"), f"{catalogue.country().id.upper()} {catalogue.edition()}")
    return Row(_("Édition"), "–", "bad", _("Installez une édition : hotspot install DÉPÔT"))


def _disk_row(found: health.Health) -> Row:
    used_mb = found.total_disk_mb - found.free_disk_mb
    low = found.free_disk_mb < LOW_DISK_MB
    advice = _("Il reste peu de place. Prévoyez une carte plus grande.") if low else ""
    size = size_words(found.free_disk_mb * BYTES_A_MB)
    return Row(_("Place libre"), size, "warn" if low else "good", advice, (used_mb, found.total_disk_mb))


def _heat_rows(found: health.Health) -> list[Row]:
    """Return the temperature, where the machine measures it."""
    if found.temperature is None:
        return []
    hot = found.temperature >= HOT_CELSIUS
    advice = _("Mettez la boîte à l’ombre, à 10 cm du mur.") if hot else ""
    return [Row(_("Température"), f"{decimal(found.temperature)} °C", "warn" if hot else "good", advice)]


def _duration(all_minutes: int) -> str:
    hours, minutes = divmod(all_minutes, 60)
    return _("%(hours)s h %(minutes)s min", hours=hours, minutes=minutes)
