"""What the same libraries reach with nothing around them: the measure of the box's own speed.

Flask, waitress and peewee as a good developer writes them in an afternoon: model rows, a template of Jinja,
gzip, an FTS5 table, the server's own file wrapper. No trick that slows it, none that speeds it.
Usage: python -m benchmarks.reference FOLDER RESOURCES FILM PORT
"""

import gzip
import logging
import re
import sys
from pathlib import Path
from typing import Any

from flask import Flask, Response, redirect, request
from peewee import SQL, CharField, ForeignKeyField, IntegerField, Model, SqliteDatabase, TextField, fn
from playhouse.sqlite_ext import FTS5Model, RowIDField, SearchField
from waitress import serve

from benchmarks.resources import GRAINS_A_MODULE, content

ROWS_A_TOPIC = 30
ROWS_FOUND = 20
THREADS = 8
LEVEL = 6  # of gzip, as the box compresses
HEAD = """
<!doctype html><html lang="fr"><meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1"><link rel="stylesheet" href="/s.css">
<title>{{ title }}</title><h1>{{ title }}</h1>
<nav><a href="/">Accueil</a> <a href="/search">Chercher</a></nav>
"""
ROWS = """
<ul>{% for row in rows %}<li class="{{ row.kind }}">
<a href="/resource/{{ row.id }}">{{ row.title }}</a>
<p>{{ row.description }}</p>
<small>{{ row.kind }} · {{ row.minutes }} min · {{ "%.1f"|format(row.size / 1000) }} Ko</small></li>
{% endfor %}</ul>
"""
FOUND = """
<p>{{ total }} réponses</p>{% for name, counts in facets.items() %}<h2>{{ name }}</h2><ul>
{% for value, count in counts %}<li>
<a href="?q={{ words|urlencode }}&amp;{{ name }}={{ value }}">{{ value }}</a>
({{ count }})</li>{% endfor %}</ul>{% endfor %}"""

database = SqliteDatabase(None)
app = Flask(__name__)
topic_page = app.jinja_env.from_string(HEAD + ROWS)
search_page = app.jinja_env.from_string(HEAD + FOUND + ROWS)
kept: dict[int, bytes] = {}


class Table(Model):
    class Meta:
        database = database


class Topic(Table):
    title = CharField()


class Resource(Table):
    topic = ForeignKeyField(Topic)
    title = CharField()
    description = TextField()
    kind = CharField(index=True)
    subject = CharField(index=True)
    year = IntegerField(index=True)
    language = CharField(index=True)
    minutes = IntegerField()
    size = IntegerField()


class ResourceText(FTS5Model):
    rowid = RowIDField()
    title = SearchField()
    body = SearchField()

    class Meta:
        database = database
        options = {"tokenize": "unicode61 remove_diacritics 2"}  # noqa: RUF012 – peewee reads it


class Answer(Table):
    learner = IntegerField(index=True)
    question = IntegerField()
    text = TextField()


@app.before_request
def connect() -> None:
    database.connect(reuse_if_open=True)


@app.after_request
def compress(response: Response) -> Response:
    if response.mimetype == "text/html" and "Content-Encoding" not in response.headers:
        response.set_data(gzip.compress(response.get_data(), LEVEL))
        response.headers["Content-Encoding"] = "gzip"
    return response


@app.get("/topic/<int:number>")
def topic(number: int) -> str:
    one = Topic.get_by_id(number)
    rows = list(Resource.select().where(Resource.topic == one).limit(ROWS_A_TOPIC))
    return topic_page.render(title=one.title, rows=rows)


@app.post("/topic/<int:number>")
def answer(number: int) -> Any:
    with database.atomic("IMMEDIATE"):
        Answer.create(learner=request.form["learner"], question=number, text=request.form["answer"])
    return redirect(f"/topic/{number}", 303)


@app.get("/search")
def search() -> str:
    words = request.args.get("q", "")
    match = ResourceText.match(" ".join(f'"{word}"' for word in words.replace('"', "").split()))
    found = Resource.select().join(ResourceText, on=(Resource.id == ResourceText.rowid)).where(match)
    facets = {
        column.name: list(found.select(column, fn.COUNT(Resource.id)).group_by(column).tuples())
        for column in (Resource.subject, Resource.year, Resource.kind, Resource.language)
    }
    rows = list(found.order_by(SQL("rank")).limit(ROWS_FOUND))
    return search_page.render(title="Chercher", words=words, total=found.count(), facets=facets, rows=rows)


@app.get("/generate_204")
def probe() -> Response:
    return Response(status=204)


@app.get("/kept/<int:number>")
def kept_page(number: int) -> Response:
    if number not in kept:
        kept[number] = gzip.compress(topic(number).encode(), LEVEL)
    headers = {"Content-Encoding": "gzip", "Cache-Control": "max-age=60"}
    return Response(kept[number], mimetype="text/html", headers=headers)


@app.get("/film")
def part_of_film() -> Response:
    first, last = map(int, re.findall(r"\d+", request.headers["Range"]))
    file = Path(app.config["film"]).open("rb")  # noqa: SIM115 – the server closes it
    file.seek(first)
    wrapped = request.environ["wsgi.file_wrapper"](file, 64 * 1024)
    response = Response(wrapped, status=206, mimetype="video/mp4", direct_passthrough=True)
    response.headers["Content-Length"] = str(last - first + 1)
    return response


def fill(resources: int) -> None:
    """Lay the same resources into our tables as the box has."""
    database.create_tables([Topic, Resource, ResourceText, Answer])
    grains = [
        (module, grain) for module, _skill in content(resources // GRAINS_A_MODULE) for grain in module.grains
    ]
    with database.atomic():
        for place, (module, grain) in enumerate(grains):
            if place % ROWS_A_TOPIC == 0:
                shelf = Topic.create(title=module.title["fr"])
            body = grain.html.get("fr", "")
            row = Resource.create(
                topic=shelf,
                title=grain.title["fr"],
                description=body[3:90],
                kind=grain.kind,
                subject=module.subject,
                year=module.year,
                language="ar" if "ar" in grain.html else "fr",
                minutes=grain.minutes,
                size=len(body),
            )
            ResourceText.create(rowid=row.id, title=row.title, body=body[3:-4])


def main() -> None:
    folder, resources, film, port = Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3], int(sys.argv[4])
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # as the box does
    file = folder / f"reference-{resources}.db"
    database.init(file, pragmas={"journal_mode": "wal", "synchronous": 2, "cache_size": -8000})
    fill(resources)
    database.close()
    app.config["film"] = film
    serve(app, host="127.0.0.1", port=port, threads=THREADS, connection_limit=200)


if __name__ == "__main__":
    main()
