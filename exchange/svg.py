"""Which SVG pictures may travel: drawings only, whole in themselves.

An SVG file can run script, load from elsewhere and blow up in memory. A drawing needs none of it, so
whatever is not on the list is refused, with its line.
"""

import re
from dataclasses import dataclass, field
from xml.parsers import expat

SVG = "http://www.w3.org/2000/svg"
XLINK = "http://www.w3.org/1999/xlink"
XML = "http://www.w3.org/XML/1998/namespace"

ELEMENTS = set(
    """
    svg g defs symbol use title desc path rect circle ellipse line polyline polygon text tspan
    linearGradient radialGradient stop clipPath mask pattern marker
    """.split()  # noqa: SIM905 – forty quoted strings would hide what is missing
)
XML_ATTRIBUTES = frozenset({f"{XML} lang", f"{XML} space"})
FUNCTION = re.compile(r"([\w-]*)\s*\(|\\")  # a backslash could spell url( otherwise
PLAIN_FUNCTIONS = {"translate", "rotate", "scale", "matrix", "skewX", "skewY", "rgb"}
OWN_REFERENCE = re.compile(r"url\(\s*(['\"]?)#[\w.-]+\1\s*\)\Z")
WORDS = {"aria-label", "aria-labelledby", "class", "id", "font-family"}
DEEPEST = 50  # elements within elements; a drawing has about five


@dataclass(frozen=True)
class Flaw:
    """Something in a picture that makes it be refused. `found` is what stands there, `line` where."""

    line: int
    kind: str  # "not-xml", "not-svg", "doctype", "instruction", "element", "attribute", "reference", "depth"
    found: str


def flaws(picture: bytes) -> list[Flaw]:
    """Return everything that makes an SVG picture unfit to travel, nothing for a plain drawing."""
    reader = _Reader(expat.ParserCreate(namespace_separator=" "))
    try:
        reader.parser.Parse(picture, True)
    except _Doctype:  # what follows could be entities that grow without end: it is not read
        pass
    except expat.ExpatError as error:
        reader.flaws.append(Flaw(error.lineno, "not-xml", expat.ErrorString(error.code) or ""))
    return reader.flaws


class _Doctype(Exception):  # noqa: N818 – not a failure, a sign to stop
    """A document type was declared: reading stops there."""


@dataclass
class _Reader:
    """Goes through a picture element by element, and notes what is not on the list."""

    parser: expat.XMLParserType
    flaws: list[Flaw] = field(default_factory=list)
    depth: int = 0

    def __post_init__(self) -> None:
        self.parser.StartElementHandler = self._element
        self.parser.EndElementHandler = self._end
        self.parser.StartDoctypeDeclHandler = self._doctype
        self.parser.ProcessingInstructionHandler = self._instruction

    def _note(self, kind: str, found: str) -> None:
        self.flaws.append(Flaw(self.parser.CurrentLineNumber, kind, found[:60]))

    def _doctype(self, name: str, *_rest: object) -> None:
        self._note("doctype", f"<!DOCTYPE {name}>")
        raise _Doctype

    def _instruction(self, target: str, _text: str) -> None:
        self._note("instruction", f"<?{target}?>")

    def _element(self, name: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        namespace, _, plain = name.rpartition(" ")
        if self.depth == 1 and (namespace, plain) != (SVG, "svg"):
            self._note("not-svg", f"<{plain}>")
        if self.depth == DEEPEST:
            self._note("depth", f"<{plain}>")
        if namespace != SVG or plain not in ELEMENTS:
            self._note("element", f"<{plain}>")
            return
        for attribute, value in attributes.items():
            self._attribute(attribute, value)

    def _end(self, name: str) -> None:
        self.depth -= 1

    def _attribute(self, name: str, value: str) -> None:
        plain = name.rpartition(" ")[2]
        if name in ("href", f"{XLINK} href"):
            if not value.startswith("#"):
                self._note("reference", f'{plain}="{value}"')
        elif (
            (" " in name and name not in XML_ATTRIBUTES) or plain.lower().startswith("on") or plain == "style"
        ):
            self._note("attribute", f'{plain}="{value}"')
        elif plain not in WORDS and _reaches_outside(value):
            self._note("reference", f'{plain}="{value}"')


def _reaches_outside(value: str) -> bool:
    if OWN_REFERENCE.match(value.strip()):
        return False
    return any(found.group(1) not in PLAIN_FUNCTIONS for found in FUNCTION.finditer(value))
