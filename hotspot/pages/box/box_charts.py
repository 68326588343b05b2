"""The week of the box as small charts: a curve each, drawn as SVG, with the sentence that says the same."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from statistics import mean

from hotspot.machine import phones_here, week
from hotspot.machine.week import Look
from hotspot.pages.language import translate as _
from hotspot.pages.naming import decimal, size_words
from hotspot.settings import Settings
from runtime.room import BYTES_A_MB

STEP = timedelta(minutes=30)  # a dot for each
STEPS = week.A_WEEK // STEP
HEIGHT = 60  # of the drawing, in its own unit; a step is one wide
FEWEST = 2  # dots that make a curve

Dots = dict[int, float]  # how many steps after the beginning of the week → value


@dataclass(frozen=True)
class Chart:
    """A curve. `line` is the d of an SVG path; `top` is what its highest line stands for."""

    name: str
    line: str
    top: str
    sentence: str
    small: str


def charts_of(settings: Settings) -> list[Chart]:
    """Return the charts of what this machine measures, once there is something to draw."""
    looks = week.looks(settings)
    limit = phones_here.limit(settings)
    drawn = [
        _chart(_("Place libre"), _dots(looks, lambda look: look.free_disk_mb, min), 0, _megabytes),
        _chart(_("Température"), _dots(looks, lambda look: look.celsius, max), 80, _celsius),
        _chart(_("Mémoire libre"), _dots(looks, lambda look: look.free_memory_mb, min), 0, _megabytes),
        _chart(_("Téléphones"), _dots(looks, lambda look: look.phones, max), limit or 0, decimal),
    ]
    return [chart for chart in drawn if chart]


def _dots(looks: list[Look], value_of: Callable[[Look], float | None], worst: Callable[..., float]) -> Dots:
    """Return the worst value of each half hour."""
    found: dict[int, list[float]] = {}
    for look in looks:
        value = value_of(look)
        if value is not None:
            found.setdefault(STEPS - 1 - min(look.age // STEP, STEPS - 1), []).append(value)
    return {step: worst(values) for step, values in sorted(found.items())}


def _chart(name: str, dots: Dots, at_least: float, words: Callable[[float], str]) -> Chart | None:
    """Return the chart, from 0 to the highest value or to `at_least`; None for too few dots."""
    if len(dots) < FEWEST:
        return None
    values, top = list(dots.values()), max(*dots.values(), at_least, 1)
    low, high, now = words(min(values)), words(max(values)), words(values[-1])
    return Chart(
        name=name,
        line=_line(dots, top),
        top=words(top),
        sentence=_(
            "%(name)s cette semaine : de %(low)s à %(high)s, %(usual)s en moyenne, %(now)s maintenant.",
            name=name,
            low=low,
            high=high,
            usual=words(round(mean(values), 1)),
            now=now,
        ),
        small=_("de %(low)s à %(high)s", low=low, high=high),
    )


def _line(dots: Dots, top: float) -> str:
    """Return the path; where the box was off it is broken."""
    parts, before = [], -2
    for step, value in dots.items():
        parts.append(
            f"{'L' if step == before + 1 else 'M'}{step} {HEIGHT - round(max(value, 0) / top * HEIGHT)}"
        )
        if step != before + 1:
            parts.append("h.5")  # a dot alone is seen too
        before = step
    return "".join(parts)


def _megabytes(value: float) -> str:
    return size_words(round(value) * BYTES_A_MB)


def _celsius(value: float) -> str:
    return f"{decimal(value)} °C"
