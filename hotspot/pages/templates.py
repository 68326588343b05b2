"""The templates, once for each language: a sentence is translated when its template is read, not each time.

A page has some forty sentences; looking each up at every request took a third of the time of a page.
"""

from collections.abc import Callable, Mapping, MutableMapping
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, nodes
from jinja2.visitor import NodeTransformer

from hotspot.pages.language import translations

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
        self.in_words = _InWords(texts.gettext)
        self.install_gettext_callables(texts.gettext, texts.ngettext, newstyle=True)  # type: ignore[attr-defined]
        self.globals.update(words)

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Return the words of all templates as one dictionary: jinja2's chain of two is slow to read."""
        return {**self.globals, **(d or {})}

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        """Return the tree of a template, its sentences translated: jinja2 joins them to the text around."""
        tree: nodes.Template = self.in_words.visit(super()._parse(source, name, filename))
        return tree


class _InWords(NodeTransformer):
    """Puts a sentence in the place of `_("…")` where nothing has to be filled in."""

    def __init__(self, gettext: Callable[[str], str]) -> None:
        self.gettext = gettext

    def visit_Call(self, node: nodes.Call, *args: Any, **kwargs: Any) -> nodes.Node:  # noqa: N802 – jinja2's
        """Return the sentence itself, else the call as it was."""
        self.generic_visit(node, *args, **kwargs)
        is_sentence = isinstance(node.node, nodes.Name) and node.node.name == "_" and not node.kwargs
        if is_sentence and isinstance(node.args[0], nodes.Const):
            return nodes.Const(self.gettext(node.args[0].value) % {}, lineno=node.lineno)
        return node
