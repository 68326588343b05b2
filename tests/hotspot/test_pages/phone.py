"""A phone that reads pages as a child does, and looks at each one as an examiner does."""

import gzip
import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

FIRST_ANSWER_BYTES = 14 * 1024  # ten packets of 1,460 bytes
ADULTS_ANSWER_BYTES = 40 * 1024
DIRECTIONS = {"fr": "ltr", "en": "ltr", "ar": "rtl"}
FIELDS = {"input", "select", "textarea"}
WITHOUT_END = {"input", "meta", "link", "br", "img", "source", "track", "hr"}


@dataclass
class Form:
    """A form with what stands in its fields."""

    method: str
    action: str
    fields: dict[str, list[str]] = field(default_factory=dict)
    choices: dict[str, list[str]] = field(default_factory=dict)  # name → values that can be chosen
    buttons: list[dict[str, str]] = field(default_factory=list)


class Page(HTMLParser):
    """A page as it was answered."""

    def __init__(self, response):
        super().__init__()
        self.response = response
        self.status = response.status_code
        self.path = response.request.path
        self.wire_bytes = len(response.data)
        zipped = response.headers.get("Content-Encoding") == "gzip"
        self.html = (gzip.decompress(response.data) if zipped else response.data).decode()
        self.elements = []  # (tag, attributes)
        self.forms = []
        self.words = {"h1": [], "title": [], "main": []}
        self.open = []
        self.in_label = 0
        self.select = None
        self.feed(self.html)

    def handle_starttag(self, tag, attributes):
        found = dict(attributes, labelled="yes" if self.in_label else "")
        self.elements.append((tag, found))
        if tag not in WITHOUT_END:
            self.open.append(tag)
        if tag == "label":
            self.in_label += 1
        if tag == "form":
            self.forms.append(Form(found.get("method", "get"), found.get("action") or self.path))
        if tag in FIELDS and self.forms and "form" in self.open:
            self._field(tag, found)
        if tag == "option" and self.select:
            self._option(found)
        if tag == "button" and self.forms and "form" in self.open:
            self.forms[-1].buttons.append(found)

    def handle_startendtag(self, tag, attributes):
        self.elements.append((tag, dict(attributes, labelled="")))

    def handle_endtag(self, tag):
        if tag in self.open:
            while self.open.pop() != tag:
                pass
        if tag == "label":
            self.in_label -= 1

    def handle_data(self, text):
        for name, said in self.words.items():
            if name in self.open and "svg" not in self.open:
                said.append(text)

    def _field(self, tag, found):
        form, name = self.forms[-1], found.get("name", "")
        if tag == "select":
            self.select = name
            return
        if found.get("type") in ("radio", "checkbox"):
            if "disabled" not in found:
                form.choices.setdefault(name, []).append(found["value"])
            if "checked" in found:
                form.fields.setdefault(name, []).append(found["value"])
            return
        form.fields[name] = [found.get("value") or ""]

    def _option(self, found):
        self.forms[-1].choices.setdefault(self.select, []).append(found["value"])
        if "selected" in found:
            self.forms[-1].fields[self.select] = [found["value"]]

    def said(self, name="main"):
        """Return the text, white space put in order, no-break spaces as they are."""
        return re.sub(r"[ \n\t]+", " ", "".join(self.words[name])).strip()

    def all(self, tag, **wanted):
        """Return the attributes of these elements."""
        return [
            found
            for name, found in self.elements
            if name == tag and all(found.get(key) == value for key, value in wanted.items())
        ]

    def links(self):
        """Return where the links lead."""
        return [found["href"] for found in self.all("a") if found.get("href")]

    def form(self, action):
        """Return the form that posts to an address that ends so."""
        return next(form for form in self.forms if form.action.endswith(action))


class Phone:
    """Flask's own client, which looks at every page it gets."""

    def __init__(self, app):
        self.client = app.test_client()

    def get(self, path):
        return self._read(self.client.get(path, headers={"Accept-Encoding": "gzip"}, follow_redirects=True))

    def post(self, path, fields):
        return self._read(self._posted(path, fields))

    def send(self, form, action="", **answers):
        """Send a form with these answers in its fields; `action` is that of another button."""
        return self.post(action or form.action, {**form.fields, **answers})

    def sign_in(self, learner):
        """Touch the three pictures of a learner; return the page that opens."""
        page = self.get(f"/eleve/{learner.id}/code")
        for name in learner.pictures.split():
            page = self.send(page.form("/code"), picture=name)
        return page

    def _posted(self, path, fields):
        return self.client.post(path, data=fields, headers={"Accept-Encoding": "gzip"}, follow_redirects=True)

    def _read(self, response):
        page = Page(response)
        examine(page)
        return page


def examine(page):
    """Fail when the page breaks a rule that all pages keep."""
    assert page.said("h1"), "no first heading"
    assert len(page.all("h1")) == 1, "one first heading a page"
    assert page.said("title"), "a page without a title"
    (html,) = page.all("html")
    assert html["dir"] == DIRECTIONS[html["lang"]]
    for_adults = page.path.startswith(("/enseignant", "/boite"))
    most = ADULTS_ANSWER_BYTES if for_adults else FIRST_ANSWER_BYTES
    assert page.wire_bytes <= most, f"{page.wire_bytes} bytes on the wire"
    policy = page.response.headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
    _examine_elements(page)
    _examine_fields(page)


def _examine_elements(page):
    ids = [found["id"] for _, found in page.elements if found.get("id")]
    assert len(ids) == len(set(ids)), "an id twice"
    for tag, found in page.elements:
        assert tag != "style"
        assert not any(name == "style" or name.startswith("on") for name in found), (
            f"script or style in {tag}"
        )
        assert tag != "script" or found.get("src"), "a script of the page's own"
        assert tag != "img" or "alt" in found, "a picture without words"
        assert tag != "use" or found["xlink:href"].lstrip("#") in ids, "a drawing that the page lacks"
        assert tag != "a" or not found.get("href", "").startswith("http"), "a link out of the box"


def _examine_fields(page):
    named = {found["for"] for found in page.all("label") if found.get("for")}
    for tag, found in page.elements:
        if tag in FIELDS and found.get("type") != "hidden":
            assert found["labelled"] or found.get("aria-label") or found.get("id") in named, (
                f"{found} without a label"
            )
    for form in page.forms:
        assert form.method == "get" or form.fields.get("csrf"), f"{form.action} can be forged"
