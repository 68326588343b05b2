"""What the same libraries reach with nothing around them: 30 rows from SQLite a page, one insert an answer.

The page is read once and drawn at each request; `/film` is the server's own way to send a part of a file.
Usage: python -m benchmarks.reference FOLDER FILM PORT
"""

import logging
import re
import sys
from pathlib import Path

from flask import Flask, Response, request
from peewee import IntegerField, Model, SqliteDatabase, TextField
from waitress import serve

PAGE = """<!DOCTYPE html><html lang="fr"><title>30</title><h1>30 leçons</h1><ul>
{% for row in rows %}
<li><a href="/{{ row.id }}">{{ row.title }}</a> {{ row.minutes }} min</li>{% endfor %}</ul>"""


def main() -> None:
    """Serve the reference until told to stop."""
    folder, film, port = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # as the box does
    database = SqliteDatabase(folder / "reference.db", pragmas={"journal_mode": "wal", "synchronous": 2})

    class Lesson(Model):
        title = TextField()
        minutes = IntegerField()

        class Meta:
            database = None

    class Answer(Model):
        text = TextField()

        class Meta:
            database = None

    database.bind([Lesson, Answer])
    database.create_tables([Lesson, Answer])
    Lesson.insert_many([{"title": f"Leçon {number}", "minutes": 3} for number in range(30)]).execute()
    database.close()
    app = Flask(__name__)
    template = app.jinja_env.from_string(PAGE)

    @app.before_request
    def connect() -> None:
        database.connect(reuse_if_open=True)

    @app.get("/")
    def page() -> str:
        return template.render(rows=list(Lesson.select()))

    @app.post("/answer")
    def answer() -> str:
        with database.atomic("IMMEDIATE"):
            Answer.create(text=request.form["answer"])
        return "ok"

    @app.get("/film")
    def part_of_film() -> Response:
        first, last = map(int, re.findall(r"\d+", request.headers["Range"]))
        file = film.open("rb")
        file.seek(first)
        response = Response(
            request.environ["wsgi.file_wrapper"](file, 64 * 1024), status=206, direct_passthrough=True
        )
        response.headers["Content-Length"] = str(last - first + 1)
        return response

    serve(app, host="127.0.0.1", port=port, threads=8)


if __name__ == "__main__":
    main()
