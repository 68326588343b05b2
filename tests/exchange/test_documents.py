"""A document has one writing: what is read again is the same, and so are its bytes."""

import json

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from exchange.documents import Blob, Document, Edition, Exercise, Grain, Module, Pack, Register, Skill, encode

texts = st.dictionaries(st.sampled_from(["fr", "ar", "en"]), st.text(min_size=1), min_size=1)
names = st.from_regex(r"[a-z][a-z-]{0,20}", fullmatch=True)
hashes = st.from_regex(r"[0-9a-f]{64}", fullmatch=True)
blobs = st.builds(Blob, hashes, st.integers(0, 60_000_000), st.just("audio/mpeg"), names)
exercises = st.builds(
    Exercise,
    name=names,
    type=st.sampled_from(["number", "choice", "text"]),
    ask=texts,
    let=st.dictionaries(names, st.text()),
    right=st.text() | texts,
    hints=st.lists(texts, max_size=3).map(tuple),
    sound=st.dictionaries(st.just("fr"), blobs),
)
skills = st.builds(
    Skill,
    id=names,
    title=texts,
    subject=st.sampled_from(["maths", "french"]),
    year=st.integers(0, 13),
    exercises=st.lists(exercises, max_size=3).map(tuple),
    hard=st.lists(names).map(tuple),
    remediation=st.lists(texts, max_size=4).map(tuple),
)
registers = st.builds(
    Register,
    id=names,
    misconceptions=st.dictionaries(names, texts),
    moved=st.dictionaries(names, st.lists(names).map(tuple)),
)
grains = st.builds(
    Grain,
    id=names,
    kind=st.sampled_from(["lesson", "audio"]),
    title=texts,
    minutes=st.integers(1, 60),
    html=texts,
)
modules = st.builds(
    Module,
    id=names,
    title=texts,
    subject=st.just("maths"),
    year=st.integers(0, 13),
    grains=st.lists(grains, max_size=3).map(tuple),
)


@given(document=skills | modules | registers)
def test_a_document_comes_back_as_it_was_and_is_canonical_json(document):
    encoded = encode(document)
    again, plain = msgspec.json.decode(encoded, type=Document), json.loads(encoded)

    assert again == document
    assert encode(again) == encoded
    assert json.dumps(plain, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode() == encoded


@given(packs=st.dictionaries(names, hashes))
def test_an_edition_does_not_depend_on_the_order_of_its_packs(packs):
    turned = dict(reversed(packs.items()))

    assert encode(Edition("sn", "2026.1", packs)) == encode(Edition("sn", "2026.1", turned))


@given(docs=st.dictionaries(hashes, st.integers(1, 1_000_000)), inside=st.lists(blobs).map(tuple))
def test_a_pack_comes_back_as_it_was(docs, inside):
    pack = Pack("region/maths/1", tuple(docs), tuple(docs.values()), inside)

    assert msgspec.json.decode(encode(pack), type=Pack) == pack
