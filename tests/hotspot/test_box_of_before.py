"""A box whose school was made before adults had accounts: it comes up to date, and its school gets a head."""

import shutil
import sqlite3
from contextlib import closing

import pytest

from hotspot.app import create_app
from hotspot.content import catalogue
from hotspot.school import classes, codes, demonstration
from hotspot.school.adults import accounts, label
from hotspot.school.opening import MIGRATIONS, close_school, migrate_school, open_school
from hotspot.school.tables import database
from runtime.database import migrate

SCHOOL = """
    INSERT INTO school VALUES (1, 'École de Fissel', 'Fissel', 'sn', ?);
    INSERT INTO school_class VALUES (1, 'CI', 1);
    INSERT INTO teacher (name) VALUES ('Mme Sow'), ('Mme Sow');
    INSERT INTO learner VALUES
        (1, 1, 'Awa', 1, 'sun hen drum', 1, 1, 1, 'fr', '2026-01-05T08:00:00.000000+00:00')
"""
PASSWORD = "mil et mangue"


@pytest.fixture
def of_before(empty_box, tmp_path):
    """A box with an edition and a school of five migrations."""
    settings, scripts = empty_box.settings, tmp_path / "migrations"
    empty_box.install()
    close_school()
    settings.school_file.unlink()
    scripts.mkdir()
    for script in sorted(MIGRATIONS.glob("[0-9]*.py"))[:5]:
        shutil.copy(script, scripts)
    open_school(settings)
    migrate(database, scripts)
    close_school()
    with closing(sqlite3.connect(settings.school_file)) as school:
        school.executescript(SCHOOL.replace("?", f"'{codes.hash_of('1111 2222')}'"))
    migrate_school(settings)
    return empty_box


def test_its_pupils_find_their_class_and_the_label_makes_a_head(of_before):
    made = label.new_label(of_before.settings)
    phone = create_app(of_before.settings).test_client()

    assert "Awa" in phone.get("/eleve/classe/1").text
    phone.get("/enseignant/secours")
    with phone.session_transaction() as session:
        token = session["csrf"]
    typed = {"name": "Mme Sow", "code": made.recovery, "password": PASSWORD, "again": PASSWORD}
    led = phone.post("/enseignant/secours", data={"csrf": token, **typed})

    assert led.location == "/enseignant/"
    assert "CI" in phone.get("/enseignant/").text
    assert [(one.name, one.role) for one in accounts.teachers()] == [("Mme Sow", "head")]


def test_a_demonstration_gets_its_head(of_before):
    of_before.settings.codes_file.write_text("1111 2222\n")
    catalogue.open_catalogue(of_before.settings)

    assert not demonstration.prepare(of_before.settings)

    code, head = of_before.settings.codes_file.read_text().splitlines()
    name, password = head.split("\t")
    assert code == "1111 2222"
    assert accounts.is_password(accounts.teacher_called(name), password)
    assert [one.name for one in classes.classes()] == ["CI"]
