"""A box with an address on the wall, and a phone that has a lease."""

from dataclasses import replace
from datetime import timedelta

import peewee
import pytest
from handset import MAC, ORIGIN, Handset

from hotspot.app import create_app
from runtime import clock, kernel
from runtime.clock import Clock


@pytest.fixture
def box_clock(monkeypatch):
    """The clock of the box; `.runs(seconds)` lets time go by."""
    ran = [timedelta(seconds=8)]
    monkeypatch.setattr(kernel, "running", lambda: ran[0])
    made = Clock(kernel)
    made.runs = lambda seconds: ran.__setitem__(0, ran[0] + timedelta(seconds=seconds))
    for name in ("now", "seconds_since"):
        monkeypatch.setattr(clock, name, getattr(made, name))
    return made


@pytest.fixture
def on_the_wall(box, tmp_path):
    """The settings of a box with an address, and its file of leases."""
    file = tmp_path / "leases"
    file.write_text(f"1700003600 {MAC} 10.42.0.7 Tecno *\n")
    return replace(box.settings, origin=ORIGIN, leases_file=file)


@pytest.fixture
def handset(on_the_wall, box_clock):
    return Handset(create_app(on_the_wall))


@pytest.fixture
def statements(monkeypatch):
    """Every statement of both databases."""
    asked, execute = [], peewee.Database.execute_sql

    def counted(database, sql, *more):
        asked.append(sql)
        return execute(database, sql, *more)

    monkeypatch.setattr(peewee.Database, "execute_sql", counted)
    return asked
