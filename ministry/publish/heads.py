"""What the YAML head of a grain says, by kind; files are named relative to the module's folder."""

from exchange.documents import Blob, Form


class LessonHead(Form, frozen=True):
    """A text to read, with the voice of a person where there is one."""

    kind: str
    title: str
    minutes: int
    sound: Blob | None = None


class VideoHead(Form, frozen=True):
    """A video, the picture before it starts, and what is said in it."""

    kind: str
    title: str
    minutes: int
    video: Blob
    poster: Blob
    subtitles: Blob | None = None


class AudioHead(Form, frozen=True):
    """A tale, a podcast."""

    kind: str
    title: str
    minutes: int
    audio: Blob


class WrittenPanel(Form, frozen=True):
    """One picture of a comic, in one language."""

    picture: Blob
    alt: str
    text: str = ""


class ComicHead(Form, frozen=True):
    """A story in pictures."""

    kind: str
    title: str
    minutes: int
    panels: tuple[WrittenPanel, ...]


class DocumentHead(Form, frozen=True):
    """A sheet to print."""

    kind: str
    title: str
    minutes: int
    file: Blob


class PictureHead(Form, frozen=True):
    """A picture to look at."""

    kind: str
    title: str
    minutes: int
    picture: Blob
    alt: str


Head = LessonHead | VideoHead | AudioHead | ComicHead | DocumentHead | PictureHead
HEADS: dict[str, type[Head]] = {
    "lesson": LessonHead,
    "video": VideoHead,
    "audio": AudioHead,
    "comic": ComicHead,
    "document": DocumentHead,
    "picture": PictureHead,
}
