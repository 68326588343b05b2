"""Pictures in a text: those of the folder, and drawings that the exercises' own pencil makes."""

from html import escape

from exchange.documents import Blob, Form, Text
from exchange.svg import flaws
from learning.exercises import ExpressionError
from learning.exercises.drawings import render
from ministry.publish.desk import Desk
from ministry.publish.sheets import Sheet


class WrittenDrawing(Form, frozen=True):
    """A drawing in a lesson: its values are constants; its label is in the lesson's language."""

    kind: str
    of: dict[str, str | int | tuple[str | int, ...]]
    label: str | Text


def figure(blob: Blob, alt: str, caption: str) -> str:
    """Return a picture with what must be seen in it and the words under it."""
    under = f"<figcaption>{escape(caption, quote=False)}</figcaption>" if caption else ""
    picture = f'<img src="media/{blob.sha256}/{blob.name}" alt="{escape(alt)}">'
    return f'<figure class="drawing">{picture}{under}</figure>\n'


def drawing_in(text: str, language: str, sheet: Sheet, desk: Desk, number: int) -> tuple[Blob, str] | None:
    """Return the picture of a `drawing` block and its label, None when it cannot be made."""
    written = desk.form_in(text, desk.catalogue, sheet, WrittenDrawing)
    if written is None:
        return None
    label = written.label if isinstance(written.label, str) else written.label.get(language, "")
    if not label.strip():
        desk.note(sheet, "label", "no-alt", found=written.kind)
        return None
    try:
        svg = render(written.kind, written.of, label, language).encode()
    except (ExpressionError, KeyError, TypeError, ValueError) as error:
        desk.note(sheet, "of", "drawing", found=str(error))
        return None
    for flaw in flaws(svg):
        desk.note(sheet, "", "refused-svg", found=flaw.found)
    return desk.blobs.drawn(svg, f"{written.kind}-{number}.svg"), label
