"""make bench: start, pages, answers, media and size of the box, beside a bare reference in the same run.

The figures that carry from machine to machine are CPU seconds per 1,000 requests and their ratio to the
reference; requests per second and waits depend on what else the machine does.
"""

import http.client
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

from benchmarks.load import PHONES, Ask, Measured, cpu_seconds, measure, page, resident_mb

BIN = Path(sys.executable).parent
PORT, REFERENCE_PORT = 8790, 8791
ANSWERS = 90  # three tries for each of thirty phones: then the worked answer is shown
ROW = "{:<44}{:>12}{:>12}{:>12}{:>12}"


def main() -> None:
    """Print the table."""
    folder = Path(tempfile.mkdtemp(prefix="bench-"))
    try:
        _bench(folder)
    finally:
        shutil.rmtree(folder)


def _bench(folder: Path) -> None:
    environment = {**os.environ, "HOTSPOT_DATA_FOLDER": str(folder / "sn"), "HOTSPOT_PORT": str(PORT)}
    seconds = {
        "publish": _timed(BIN / "ministry", "publish", "--country", "SN", "--to", folder / "repo"),
        "install": _timed(BIN / "hotspot", "install", folder / "repo", "--country", "SN", env=environment),
        "demonstration": _timed(BIN / "hotspot", "demonstration", env=environment),
    }
    began = time.perf_counter()
    box = subprocess.Popen([BIN / "hotspot", "serve"], env=environment, stdout=subprocess.DEVNULL)
    _ready(PORT, "/sante")
    seconds["start until the first answer"] = time.perf_counter() - began
    bare = subprocess.Popen([sys.executable, "-m", "benchmarks.reference", str(folder), str(REFERENCE_PORT)])
    _ready(REFERENCE_PORT, "/")
    try:
        for what, took in seconds.items():
            print(f"{what:<44}{took:>10.2f} s")
        _compare(box, bare)
    finally:
        box.terminate()
        bare.terminate()
        box.wait()
        bare.wait()


def _compare(box: subprocess.Popen[bytes], bare: subprocess.Popen[bytes]) -> None:
    print(
        f"{'memory after the start':<44}{resident_mb(box.pid):>10.0f} MB, "
        f"reference {resident_mb(bare.pid):.0f} MB"
    )
    print(ROW.format("", "CPU s/1000", "req/s", "p99 ms", "wire bytes"))
    reference = measure(bare, REFERENCE_PORT, page("/"))
    _row("reference: 30 rows, not compressed", reference)
    for path in ("/", "/catalogue", "/eleve/"):
        _row(path, measure(box, PORT, page(path)), reference)
    cookie, question = _guest_at_a_question()
    _row("a question", measure(box, PORT, page(question, cookie)), reference)
    kept = measure(bare, REFERENCE_PORT, _bare_answer(), ANSWERS)
    _row("reference: one answer kept", kept)
    _row("an answer, marked and kept", measure(box, PORT, _an_answer(), ANSWERS), kept)
    print(
        f"{'memory after the load':<44}{resident_mb(box.pid):>10.0f} MB, "
        f"reference {resident_mb(bare.pid):.0f} MB"
    )
    print(f"{'CPU in all':<44}{cpu_seconds(box.pid):>10.1f} s")


def _row(name: str, measured: Measured, reference: Measured | None = None) -> None:
    ratio = f"  ×{measured.cpu_seconds_per_1000 / reference.cpu_seconds_per_1000:.1f}" if reference else ""
    figures = (
        f"{measured.cpu_seconds_per_1000:.2f}",
        f"{measured.requests_per_second:.0f}",
        f"{measured.slowest_of_100_ms:.0f}",
        measured.wire_bytes,
    )
    print(ROW.format(name, *figures) + ratio)


def _timed(*command: object, env: dict[str, str] | None = None) -> float:
    began = time.perf_counter()
    subprocess.run([str(part) for part in command], env=env, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - began


def _ready(port: int, path: str) -> None:
    for _ in range(600):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=5).close()
            return
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.02)
    raise RuntimeError(f"nothing answers at port {port}")


def _guest_at_a_question() -> tuple[str, str]:
    """Return a guest's cookie and the address of their first question."""
    connection = http.client.HTTPConnection("127.0.0.1", PORT)
    sets = _get(connection, "/catalogue?genre=exercises")[1]
    grain = re.search(r'href="(/grains/[^"]+)"', sets)
    assert grain is not None, "no set of exercises"
    headers, start = _get(connection, grain[1])
    cookie = headers["Set-Cookie"].split(";")[0]
    action = re.search(r'action="(/pratique/[^"]+/commencer)"', start)
    assert action is not None
    answer = _post(connection, action[1], {"csrf": _token(start)}, cookie)
    cookie = answer.headers["Set-Cookie"].split(";")[0]
    return cookie, answer.headers["Location"]


def _an_answer() -> Ask:
    """Return how phones answer: each is a guest with a question open; only the answers are measured.

    The same try sent again is answered from what was kept, so each phone moves on to its next try.
    """
    phones = {}
    for number in range(PHONES):
        cookie, address = _guest_at_a_question()
        body = _get(http.client.HTTPConnection("127.0.0.1", PORT), address, cookie)[1]
        phones[number] = (cookie, address, _token(body))

    def ask(connection: http.client.HTTPConnection, turn: int) -> bytes:
        cookie, address, token = phones[turn // 1000]
        _post(connection, address, {"csrf": token, "try": str(turn % 1000 + 1), "answer": "98765"}, cookie)
        return b""

    return ask


def _bare_answer() -> Ask:
    def ask(connection: http.client.HTTPConnection, _turn: int) -> bytes:
        connection.request(
            "POST", "/answer", "answer=12", {"Content-Type": "application/x-www-form-urlencoded"}
        )
        return connection.getresponse().read()

    return ask


def _get(
    connection: http.client.HTTPConnection, path: str, cookie: str = ""
) -> tuple[http.client.HTTPMessage, str]:
    connection.request("GET", path, headers={"Cookie": cookie})
    answer = connection.getresponse()
    return answer.headers, answer.read().decode()


def _post(
    connection: http.client.HTTPConnection, path: str, fields: dict[str, str], cookie: str
) -> http.client.HTTPResponse:
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": cookie}
    connection.request("POST", path, urllib.parse.urlencode(fields), headers)
    answer = connection.getresponse()
    answer.read()
    return answer


def _token(body: str) -> str:
    found = re.search(r'name="csrf" value="([^"]+)"', body)
    assert found is not None, body[:300]
    return found[1]


if __name__ == "__main__":
    main()
