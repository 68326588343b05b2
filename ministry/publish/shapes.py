"""From YAML nodes to the forms of documents, guided by the form: every mistake is noted with its line.

The form says what a word means: where a text is awaited, `12`, `true` and `0.50` are read as they are
written. Where a blob is awaited, the name of a file beside is read.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

import msgspec
import yaml
from msgspec import inspect as forms

from exchange.documents import Blob
from ministry.publish.problems import Problems, near
from ministry.publish.sheets import Sheet

LANGUAGES = ("fr", "ar", "en")  # those that pages and exercises speak, in the order of choice
NOT_BY_LANGUAGE = {"let"}  # a mapping from text to text that is not a text by language
LISTS_OF_LANGUAGES = {"languages", "feminine"}
NUMBER = re.compile(r"[-+]?[0-9]+\Z")
DEEPEST = 20  # forms nest about seven deep; more is an alias that holds itself
LOST: Any = object()  # what could not be read; its problem has been noted

FormT = TypeVar("FormT")
BlobOf = Callable[[str, str, int], Blob | None]  # name of the file, key that names it, line


def form_of(
    node: yaml.Node, form: type[FormT], shaper: "Shaper", given: Mapping[str, object] | None = None
) -> FormT | None:
    """Return the form written in a node, None when something in it is wrong.

    `given` holds the fields that do not stand in the file: ids and subjects come from its place.
    """
    shape = forms.type_info(form)
    if isinstance(shape, forms.StructType):
        value = shaper.struct(node, shape, "", given or {})
    else:
        value = shaper.value(node, shape, "")
    return None if value is LOST else msgspec.convert(value, form)


@dataclass
class Shaper:
    """Reads the nodes of one sheet; knows where problems go and how the name of a file becomes a blob."""

    sheet: Sheet
    problems: Problems
    blob_of: BlobOf
    depth: int = field(default=0, init=False)

    def struct(
        self, node: yaml.Node, shape: forms.StructType, where: str, given: Mapping[str, object]
    ) -> Any:
        """Return the fields of a form by name, LOST when one is wrong or missing."""
        pairs = self._pairs(node, where)
        if pairs is LOST:
            return LOST
        fields = {each.encode_name: each for each in shape.fields}
        found: dict[str, Any] = dict(given)
        for key, (key_node, value_node) in pairs.items():
            if key in given:
                self._same_as_given(key_node, value_node, given[key])
            elif key in fields:
                found[key] = self.value(value_node, fields[key].type, _below(where, key))
            else:
                self._note(key_node, "unknown-key", found=key, near=near(key, set(fields) - set(given)))
        missing = [name for name, each in fields.items() if each.required and name not in found]
        for name in missing:
            self._note(node, "missing-key", found=name)
        return LOST if missing or LOST in found.values() else found

    def value(self, node: yaml.Node, shape: forms.Type, where: str) -> Any:
        """Return the plain value that a node holds, as the shape wants it, LOST when it does not fit."""
        self.sheet.lines.setdefault(where, self._line(node))
        if self.depth > DEEPEST:
            return self._note(node, "too-deep")
        self.depth += 1
        try:
            return self._fitting(node, shape, where)
        finally:
            self.depth -= 1

    def _fitting(self, node: yaml.Node, shape: forms.Type, where: str) -> Any:
        match shape:
            case forms.UnionType():
                return self._union(node, shape, where)
            case forms.StructType(cls=cls) if cls is Blob:
                return self._blob(node, where)
            case forms.StructType():
                return self.struct(node, shape, where, {})
            case forms.DictType():
                return self._mapping(node, shape, where)
            case forms.VarTupleType() | forms.TupleType():
                return self._sequence(node, shape, where)
            case _:
                return self._scalar(node, shape, where)

    def _union(self, node: yaml.Node, shape: forms.UnionType, where: str) -> Any:
        if isinstance(node, yaml.ScalarNode):
            number = _is_plain(node) and NUMBER.match(node.value)
            wanted: tuple[type, ...] = (forms.IntType, forms.StrType) if number else (forms.StrType,)
        elif isinstance(node, yaml.MappingNode):
            wanted = (forms.StructType, forms.DictType)
        else:
            wanted = (forms.VarTupleType,)
        if isinstance(node, yaml.ScalarNode) and any(_is_blob(each) for each in shape.types):
            return self._blob(node, where)
        for kind in wanted:
            for each in shape.types:
                if isinstance(each, kind):
                    return self._fitting(node, each, where)
        return self._wrong(node, _wanted(next(each for each in shape.types if _wanted(each))))

    def _mapping(self, node: yaml.Node, shape: forms.DictType, where: str) -> Any:
        pairs = self._pairs(node, where, _wanted(shape))
        if pairs is LOST:
            return pairs
        if _is_by_language(shape, where):
            self._check_languages([key_node for key_node, _ in pairs.values()])
            if not pairs:
                return self._note(node, "empty-text", found=_last(where))
        found = {
            key: self.value(value_node, shape.value_type, _below(where, key))
            for key, (_, value_node) in pairs.items()
        }
        if _is_by_language(shape, where):
            self._check_not_blank(pairs, found)
        return LOST if LOST in found.values() else found

    def _sequence(self, node: yaml.Node, shape: forms.VarTupleType | forms.TupleType, where: str) -> Any:
        if not isinstance(node, yaml.SequenceNode):
            return self._wrong(node, "list")
        if isinstance(shape, forms.TupleType):
            if len(node.value) != len(shape.item_types):
                return self._wrong(node, "list")
            items = list(shape.item_types)
        else:
            items = [shape.item_type] * len(node.value)
        if _last(where) in LISTS_OF_LANGUAGES:
            self._check_languages(node.value)
        found = [
            self.value(each, item, f"{where}[{i}]")
            for i, (each, item) in enumerate(zip(node.value, items, strict=True))
        ]
        return LOST if any(each is LOST for each in found) else found

    def _scalar(self, node: yaml.Node, shape: forms.Type, where: str) -> Any:
        if not isinstance(node, yaml.ScalarNode):
            return self._wrong(node, _wanted(shape))
        match shape:
            case forms.IntType():
                is_number = _is_plain(node) and NUMBER.match(node.value)
                return int(node.value) if is_number else self._wrong(node, "number")
            case forms.LiteralType(values=values) if node.value not in values:
                known = sorted(str(value) for value in values)
                return self._note(
                    node,
                    "unknown-value",
                    found=node.value,
                    wanted=", ".join(known),
                    near=near(node.value, set(known)),
                )
            case _ if _is_plain(node) and node.tag.endswith(":null"):
                return self._note(node, "empty-text", found=_last(where))
            case _:
                return node.value

    def _blob(self, node: yaml.Node, where: str) -> Any:
        if not isinstance(node, yaml.ScalarNode):
            return self._wrong(node, "text")
        steps = [
            step for step in re.split(r"[.\[\]]+", where) if step not in LANGUAGES and not step.isdigit()
        ]
        blob = self.blob_of(node.value, steps[-1] if steps[-1] else steps[-2], self._line(node))
        return LOST if blob is None else msgspec.to_builtins(blob)

    def _pairs(self, node: yaml.Node, where: str, wanted: str = "keys") -> Any:
        """Return key → (node of the key, node of the value); LOST when these are not keys."""
        if not isinstance(node, yaml.MappingNode):
            return self._wrong(node, wanted)
        pairs: dict[str, tuple[yaml.Node, yaml.Node]] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                self._wrong(key_node, "text")
            elif key_node.value in pairs:
                self._note(key_node, "double-key", found=key_node.value)
            else:
                pairs[key_node.value] = (key_node, value_node)
                self.sheet.lines[_below(where, key_node.value)] = self._line(key_node)
        return pairs

    def _check_languages(self, nodes: list[yaml.Node]) -> None:
        for node in nodes:
            if isinstance(node, yaml.ScalarNode) and node.value not in LANGUAGES:
                self._note(node, "unknown-language", found=node.value, wanted=", ".join(LANGUAGES))

    def _check_not_blank(self, pairs: Any, found: Mapping[str, Any]) -> None:
        for key, text in found.items():
            if isinstance(text, str) and not text.strip():
                self._note(pairs[key][0], "empty-text", found=key)

    def _same_as_given(self, key_node: yaml.Node, value_node: yaml.Node, given: object) -> None:
        if getattr(value_node, "value", None) != given:
            self._note(key_node, "from-path", found=key_node.value, wanted=str(given))

    def _wrong(self, node: yaml.Node, wanted: str) -> Any:
        found = node.value if isinstance(node, yaml.ScalarNode) else "…"
        return self._note(node, "wrong-type", found=found, wanted=wanted)

    def _note(self, node: yaml.Node, kind: str, **parts: str) -> Any:
        self.problems.note(self.sheet.file, self._line(node), kind, **parts)
        return LOST

    def _line(self, node: yaml.Node) -> int:
        return int(node.start_mark.line) + 1 + self.sheet.lines_before


def _is_plain(node: yaml.ScalarNode) -> bool:
    """Say whether a value stands without quotes; libyaml writes "" for what PyYAML calls None."""
    return not node.style


def _below(where: str, key: str) -> str:
    return f"{where}.{key}" if where else key


def _last(where: str) -> str:
    return where.rpartition(".")[2]


def _is_by_language(shape: forms.DictType, where: str) -> bool:
    if _is_blob(shape.value_type):
        return True
    return isinstance(shape.value_type, forms.StrType) and _last(where) not in NOT_BY_LANGUAGE


def _is_blob(shape: forms.Type) -> bool:
    return isinstance(shape, forms.StructType) and shape.cls is Blob


def _wanted(shape: forms.Type) -> str:
    match shape:
        case forms.IntType():
            return "number"
        case forms.StrType() | forms.LiteralType():
            return "text"
        case forms.DictType(value_type=forms.StrType()):
            return "languages"
        case forms.DictType() | forms.StructType():
            return "keys"
        case forms.VarTupleType() | forms.TupleType():
            return "list"
    return ""
