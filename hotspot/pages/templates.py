"""The templates, once for each language: a sentence is translated when its template is read, not each time.

A page has some forty sentences; looking each up at every request took a third of the time of a page.
"""

from collections.abc import Callable, Mapping, MutableMapping
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, nodes
from jinja2.visitor import NodeTransformer

from hotspot.pages import static
from hotspot.pages.language import direction, translations

FOLDER = Path(__file__).parent.parent / "templates"


class Spoken(Environment):
    """The templates in one language, read anew only when the program starts."""

    def __init__(self, language: str, words: Mapping[str, Callable[..., object]]) -> None:
        super().__init__(
            loader=FileSystemLoader(FOLDER),
            autoescape=True,
            auto_reload=False,
            trim_blocks=True,
            lstrip_blocks=True,
            extensions=["jinja2.ext.i18n"],
        )
        texts = translations(language)
        self.known = _Known(
            {
                "_": lambda text: texts.gettext(text) % {},
                "static": static.address,
                "language": lambda: language,
                "direction": lambda: direction(language),
            }
        )
        self.install_gettext_callables(texts.gettext, texts.ngettext, newstyle=True)  # type: ignore[attr-defined]
        self.globals.update(words)

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Return the words of all templates as one dictionary: jinja2's chain of two is slow to read."""
        return {**self.globals, **(d or {})}

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        """Return the tree of a template with what is known: jinja2 joins it to the text around."""
        tree: nodes.Template = self.known.visit(super()._parse(source, name, filename))
        return tree


class _Known(NodeTransformer):
    """Puts in the place of a call what it returns on every page of a language: `_("Suite")`, `language()`."""

    def __init__(self, words: Mapping[str, Callable[..., str]]) -> None:
        self.words = words

    def visit_Call(self, node: nodes.Call, *args: Any, **kwargs: Any) -> nodes.Node:  # noqa: N802 – jinja2's
        """Return what the call returns where that is known, else the call as it was."""
        self.generic_visit(node, *args, **kwargs)
        name = node.node.name if isinstance(node.node, nodes.Name) else ""
        given = [one.value for one in node.args if isinstance(one, nodes.Const)]
        if name not in self.words or node.kwargs or len(given) < len(node.args):
            return node
        return nodes.Const(self.words[name](*given), lineno=node.lineno)
