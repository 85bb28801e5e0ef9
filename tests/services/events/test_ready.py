# SPDX-License-Identifier: LicenseRef-Desk
"""The ready texts are whole, render for a sample and for a bare customer, and fit their channel."""

import re

import pytest

from desk.models.vocabulary import Channel, Topic
from desk.services.channels import Encoding, segments
from desk.services.events import (
    ALIASES,
    FORMATS,
    event_types,
    fields_of,
    kind_of,
    public_status,
    ready_texts,
    sample_of,
    sure_fields,
)
from desk.services.events.ready import LANGUAGES, used
from desk.services.templates import PolicyKind, Rendering, RenderJob, policies_to_json, texts_to_json
from desk.services.templates.names import Names
from desk.services.templates.render import render

TYPES = event_types()
NAMES = Names(aliases=ALIASES, formats=FORMATS)
CHANNELS = {Channel.EMAIL, Channel.SMS}
NARROW = "\u202f"


def all_texts():
    for declared in TYPES:
        for channel, by_language in ready_texts(declared.name).texts.items():
            for language, text in by_language.items():
                yield pytest.param(
                    declared, channel, language, text, id=f"{declared.name}-{channel}-{language}"
                )


ALL_TEXTS = tuple(all_texts())
SHORT_TEXTS = tuple(one for one in ALL_TEXTS if one.values[1] == Channel.SMS)


def rendered(declared, channel, language, fields):
    ready = ready_texts(declared.name)
    job = RenderJob(
        key=declared.name,
        channel=channel,
        language=language,
        texts=texts_to_json(ready.texts),
        policies=policies_to_json(ready.policies),
        fields=fields,
    )
    return render(job, NAMES)


@pytest.mark.parametrize("declared", TYPES, ids=lambda declared: declared.name)
def test_every_allowed_channel_has_a_text_in_every_language(declared):
    texts = ready_texts(declared.name).texts
    assert set(texts) == declared.channels & CHANNELS
    assert all(set(by_language) == set(LANGUAGES) for by_language in texts.values())
    assert set(declared.ready.legs) <= set(texts)


@pytest.mark.parametrize(("declared", "channel", "language", "text"), ALL_TEXTS)
def test_a_text_names_only_known_fields_in_its_own_language(declared, channel, language, text):
    fields = {field.path: field for field in fields_of(declared.name)}
    assert used(text) <= fields.keys()
    written = set(re.findall(r"\{\{\s*([a-z_][a-z0-9_.]*)", f"{text.subject}\n{text.body}"))
    foreign = {
        name for name in written & fields.keys() if language == "fr" and fields[name].alias not in ("", name)
    }
    assert foreign == set()
    assert bool(text.subject) is (channel == Channel.EMAIL)


@pytest.mark.parametrize(("declared", "channel", "language", "text"), ALL_TEXTS)
def test_a_text_renders_for_the_sample(declared, channel, language, text):
    made = rendered(declared, channel, language, sample_of(declared.name))
    assert isinstance(made, Rendering), made
    whole = f"{made.subject}\n{made.text}"
    assert "{" not in whole
    assert not re.search(r"\bNone\b", whole)


@pytest.mark.parametrize(("declared", "channel", "language", "text"), ALL_TEXTS)
def test_a_text_stays_whole_when_everything_that_may_be_missing_is(declared, channel, language, text):
    sample = sample_of(declared.name)
    sure = sure_fields(declared.name) | {"company.name", "location.name", "customer.full_name"}
    made = rendered(declared, channel, language, {path: sample[path] for path in sure if path in sample})
    assert isinstance(made, Rendering), made
    as_written = text.body.splitlines()
    broken = [line for line in made.text.splitlines() if re.search(r":\s*$|\w [.,]|\(\s*\)", line)]
    assert [line for line in broken if line not in as_written] == []
    assert len(made.text) > len("{{ location.name }}")


@pytest.mark.parametrize(("declared", "channel", "language", "text"), SHORT_TEXTS)
def test_a_text_message_fits_one_segment(declared, channel, language, text):
    made = rendered(declared, channel, language, sample_of(declared.name))
    counted = segments(made.text)
    assert counted.because == ()
    assert counted.encoding is Encoding.GSM_7
    assert counted.count == 1, f"{counted.units}: {made.text}"


@pytest.mark.parametrize(("declared", "channel", "language", "text"), ALL_TEXTS)
def test_typography(declared, channel, language, text):
    written = re.sub(r"\{[{%].*?[}%]\}", "x", f"{text.subject}\n{text.body}")
    assert "  " not in written
    if channel == Channel.EMAIL:
        assert "'" not in written
    if channel == Channel.EMAIL and language == "fr":
        assert not re.search(r" [?!:;»]", written)
        assert not re.search(rf"[^\s{NARROW}?!/][?!;»]|[^\s{NARROW}/s][:](?!//)", written)
    if language == "en":
        assert not re.search(r"\s[?!:;]", written.replace("://", ""))


@pytest.mark.parametrize("declared", TYPES, ids=lambda declared: declared.name)
def test_what_may_be_missing_drops_its_sentence(declared):
    policies = ready_texts(declared.name).policies
    assert {policy.kind for policy in policies.values()} <= {PolicyKind.DROP}
    assert not set(policies) & sure_fields(declared.name)


def test_a_commercial_text_message_says_how_to_stop():
    for declared in TYPES:
        texts = ready_texts(declared.name).texts.get(Channel.SMS, {})
        if declared.topic is Topic.COMMERCIAL:
            assert all("stop_text" in used(text) for text in texts.values()), declared.name


def test_every_status_that_customers_hear_of_has_public_words():
    for declared in TYPES:
        kind = kind_of(declared.name)
        if kind is None or not kind.has("status_public_text"):
            continue
        for status in kind.statuses:
            for language in LANGUAGES:
                words = public_status(kind.name, status.code, language)
                assert words
                assert segments(words).encoding is Encoding.GSM_7, words


def test_public_words_follow_the_language_and_fall_back_to_french():
    assert public_status("order", "ready", "fr-CA") == "disponible au retrait"
    assert public_status("order", "ready", "en-GB") == "ready to be collected"
    assert public_status("order", "ready", "de") == "disponible au retrait"
    assert public_status("order", "eaten", "fr") == ""
