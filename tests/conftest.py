"""What tests of several rooms share: the real catalogue, published once."""

import fcntl
import os
from pathlib import Path

import pytest
from hypothesis import settings
from playwright.sync_api import sync_playwright
from schools import publish

HERE = Path(__file__).parent
settings.register_profile("school", deadline=None)  # a busy machine is no fault
settings.load_profile("school")


def pytest_collection_modifyitems(items):
    """Begin with the whole circle, which takes longest: else one process waits for the other at the end."""
    items.sort(key=lambda item: item.path.parent != HERE)


@pytest.fixture(scope="session")
def published(tmp_path_factory):
    """country (or "all") → folder of its published tree; made once, also when several test processes run."""
    mine = tmp_path_factory.getbasetemp()
    shared = (mine.parent if "PYTEST_XDIST_WORKER" in os.environ else mine) / "published"
    shared.mkdir(exist_ok=True)

    def of(country):
        with (shared / f"{country}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not (shared / country / ".done").exists():
                publish(country, shared / country)
                (shared / country / ".done").touch()
        return shared / country

    return of


@pytest.fixture(scope="session")
def playwright():
    """What drives browsers; a process can have only one."""
    with sync_playwright() as driver:
        yield driver
