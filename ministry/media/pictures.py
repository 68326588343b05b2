"""Every drawing of the catalogue that is made by a script, and the writing of them."""

from collections.abc import Callable, Iterator
from pathlib import Path

from ministry.media import comic, french_lessons, lessons

DRAWINGS: dict[str, Callable[[], str]] = {**lessons.DRAWINGS, **french_lessons.DRAWINGS, **comic.DRAWINGS}


def draw_all(modules: Path) -> Iterator[Path]:
    """Write every drawing under the region's modules; give back each file that was not so already."""
    for place, draw in sorted(DRAWINGS.items()):
        drawing = modules / place
        svg = draw().encode()
        if not drawing.exists() or drawing.read_bytes() != svg:
            drawing.parent.mkdir(parents=True, exist_ok=True)
            drawing.write_bytes(svg)
            yield drawing
