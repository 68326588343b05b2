"""A phone in the school of Fissel."""

import pytest
from jinja2 import FileSystemBytecodeCache
from phone import Phone

from hotspot.app import create_app


@pytest.fixture(scope="session")
def templates_made_ready(tmp_path_factory):
    """Where all boxes of these tests keep their compiled templates."""
    return FileSystemBytecodeCache(str(tmp_path_factory.mktemp("templates")))


@pytest.fixture
def app(box, templates_made_ready):
    made = create_app(box.settings)
    made.jinja_env.bytecode_cache = templates_made_ready
    return made


@pytest.fixture
def phone(app):
    return Phone(app)


@pytest.fixture
def awas_phone(phone, awa):
    """A phone that Awa has signed in on."""
    phone.sign_in(awa)
    return phone
