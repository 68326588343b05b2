"""What the same libraries reach with nothing around them: 30 rows from SQLite a page, one insert an answer.

Usage: python -m benchmarks.reference FOLDER PORT
"""

import sys
from pathlib import Path

from flask import Flask, render_template_string, request
from peewee import IntegerField, Model, SqliteDatabase, TextField
from waitress import serve

PAGE = """<!DOCTYPE html><html lang="fr"><title>30</title><h1>30 leçons</h1><ul>
{% for row in rows %}
<li><a href="/{{ row.id }}">{{ row.title }}</a> {{ row.minutes }} min</li>{% endfor %}</ul>"""


def main() -> None:
    """Serve the reference until told to stop."""
    folder, port = Path(sys.argv[1]), int(sys.argv[2])
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

    @app.before_request
    def connect() -> None:
        database.connect(reuse_if_open=True)

    @app.get("/")
    def page() -> str:
        return render_template_string(PAGE, rows=list(Lesson.select()))

    @app.post("/answer")
    def answer() -> str:
        with database.atomic("IMMEDIATE"):
            Answer.create(text=request.form["answer"])
        return "ok"

    serve(app, host="127.0.0.1", port=port, threads=8)


if __name__ == "__main__":
    main()
