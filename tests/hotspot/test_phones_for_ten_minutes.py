"""A full school for ten minutes: sixty phones on the real edition of Sénégal, and nothing goes wrong.

PHONES_SECONDS=60 makes it one minute.
"""

import os
import threading
import time
import urllib.request
from collections import Counter
from pathlib import Path

import pytest
import scripted_phones as children
from schools import free_port, open_school
from scripted_phones import Phone

SECONDS = int(os.environ.get("PHONES_SECONDS", "600"))
PHONES = 60
MEMORY_MB = 120
GENTLE_END_SECONDS = 60  # what a child has begun is finished


@pytest.mark.slow
def test_sixty_phones_for_ten_minutes(published, tmp_path):
    with open_school("SN", published("SN"), tmp_path / "box", free_port()) as school:
        wait_for_the_name(tmp_path / "box" / "log.txt")
        threads_before = threads_of(school)
        phones = [Phone(school, number) for number in range(PHONES)]
        play(phones, school)
        report(phones, school)

        assert [error for phone in phones for error in phone.told.errors] == []
        assert kept_by(school) == Counter(one for phone in phones for one in phone.told.kept)
        assert memory_mb(school) <= MEMORY_MB
        assert threads_of(school) == threads_before
        assert all(answers_at_once(school) for _ in range(50))
        assert spilled(school) == []
    assert (tmp_path / "box" / "log.txt").read_text().count("Traceback") == 0


def play(phones, school):
    """Every second phone is in the hand of a pupil, the others in that of somebody who looks around."""
    pupils, films, sets = school.pupils(), films_of(school), school.grains("exercises")
    until = time.monotonic() + SECONDS
    threads = [
        threading.Thread(target=live, args=[phone, pupils[phone.number // 2 :: PHONES], films, sets, until])
        for phone in phones
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(SECONDS + GENTLE_END_SECONDS)
    assert not any(thread.is_alive() for thread in threads), "a phone hangs"


def live(phone, pupils, films, sets, until):
    """Do what children do until the bell; whatever goes wrong is noted."""
    pupil = pupils[0] if pupils and phone.number % 2 == 0 else None
    doings = [children.practise] * 6 + [children.look_around, children.search]
    try:
        while time.monotonic() < until:
            if pupil and phone.dice.random() < 0.3:
                children.sign_in(phone, pupil)
            phone.open("/eleve/accueil" if pupil else "/")
            phone.dice.choice(doings)(phone, phone.dice.choice(sets))
            if phone.dice.random() < 0.15:
                seeing = phone.dice.choice((children.watch, children.watch_slowly, children.vanish))
                seeing(phone, phone.dice.choice(films))
    except Exception as error:  # whatever it is, the test tells it
        phone.told.errors.append(f"phone {phone.number}: {error!r}")
    finally:
        phone.connection.close()


def films_of(school):
    rows = school.catalogue(
        "SELECT '/media/' || sha256 || '/' || name FROM media_row WHERE mime LIKE 'video/%'"
    )
    assert rows
    return rows


def kept_by(school):
    rows = school.rows("SELECT question_id, try_number FROM attempt")
    return Counter((row["question_id"], row["try_number"]) for row in rows)


def memory_mb(school):
    pages = int(Path(f"/proc/{school.server.pid}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def cpu_seconds(school):
    fields = Path(f"/proc/{school.server.pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def wait_for_the_name(journal):
    """The name of the box takes a thread more than its beginning; had or not, the journal tells."""
    until = time.monotonic() + GENTLE_END_SECONDS
    while "hotspot.machine.multicast" not in journal.read_text():
        assert time.monotonic() < until, journal.read_text()
        time.sleep(0.1)


def threads_of(school):
    return len(os.listdir(f"/proc/{school.server.pid}/task"))


def answers_at_once(school):
    with urllib.request.urlopen(school.address + "/sante", timeout=5) as answer:
        return answer.status == 200


def spilled(school):
    folder = Path(f"/proc/{school.server.pid}/fd")
    return [os.readlink(one) for one in folder.iterdir() if "(deleted)" in os.readlink(one)]


def report(phones, school):
    asked = sum(phone.told.requests for phone in phones)
    kept = sum(len(phone.told.kept) for phone in phones)
    cpu = cpu_seconds(school)
    print(f"{asked} requests, {kept} answers, {cpu:.1f} s CPU, {memory_mb(school):.0f} MB")
