"""The tutor's parameters travel with an edition: a country's own, else the region's, else none."""

import msgspec
import pytest

from exchange.documents import Document, Pack, Parameters, encode
from exchange.store import Store
from ministry.publish.difference import published

REGION = Parameters("region", 0.5, {"base": 1.0}, items={"region/maths/count-to-10#count#0": 1.25})
SENEGAL = Parameters("senegal", -0.5, {"base": 1.0})


def parameters_in(repo, code):
    store = Store(repo)
    edition = published(repo, code).edition
    packs = [msgspec.json.decode(store.read("packs", name), type=Pack) for name in edition.packs.values()]
    read = [
        msgspec.json.decode(store.read_document(name), type=Document) for pack in packs for name in pack.docs
    ]
    return [one for one in read if isinstance(one, Parameters)]


def test_without_parameters_an_edition_brings_none(authors, tmp_path):
    assert parameters_in(authors.publish(tmp_path / "repo"), "sn") == []


def test_parameters_of_the_region_go_to_every_country_but_those_with_their_own(authors, tmp_path):
    authors.write("region/parameters.json", encode(REGION))
    authors.write("countries/sn/parameters.json", encode(SENEGAL))

    repo = authors.publish(tmp_path / "repo", "sn", "tn")

    assert parameters_in(repo, "sn") == [SENEGAL]
    assert parameters_in(repo, "tn") == [REGION]


@pytest.mark.parametrize(
    "content", ["{", "[]", '{"document":"parameters","version":7}', '{"document":"skill"}']
)
def test_a_file_of_another_kind_is_a_mistake(authors, content):
    authors.write("region/parameters.json", content)

    (mistake,) = authors.mistakes()

    assert mistake.startswith("region/parameters.json:1: Ce ne sont pas des paramètres du tuteur")
    assert "ministry calibrate" in mistake
