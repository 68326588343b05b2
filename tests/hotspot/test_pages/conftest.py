"""A phone in the school of Fissel."""

import pytest
from jinja2 import FileSystemBytecodeCache
from phone import Phone

from hotspot.app import create_app
from hotspot.pages.language import LANGUAGES


@pytest.fixture(scope="session")
def templates_made_ready(tmp_path_factory):
    """Where all boxes of these tests keep their compiled templates, those of each language apart."""
    return {code: FileSystemBytecodeCache(str(tmp_path_factory.mktemp(code))) for code in LANGUAGES}


@pytest.fixture
def app(box, templates_made_ready):
    made = create_app(box.settings)
    for code, spoken in made.spoken.items():
        spoken.bytecode_cache = templates_made_ready[code]
    return made


@pytest.fixture
def phone(app):
    return Phone(app)


@pytest.fixture
def awas_phone(phone, awa):
    """A phone that Awa has signed in on."""
    phone.sign_in(awa)
    return phone
