# SPDX-License-Identifier: LicenseRef-Desk
"""What the library gives out reads itself."""

from desk.models.vocabulary import Channel
from desk.services.templates import Policy, PolicyKind, Text, VersionTexts, Wording, languages_of

WORDING = Wording(
    texts={
        "email": {"fr": Text(subject="s", body="b"), "en": Text(subject="s")},
        "sms": {"de": Text(body="b")},
    },
    policies={"a": Policy(kind=PolicyKind.DEFAULT, default="x")},
)


def test_languages_are_those_that_say_something():
    texts, policies = WORDING.to_json()
    wanted = {Channel.EMAIL: frozenset({"fr"}), Channel.SMS: frozenset({"de"})}
    assert languages_of(texts) == wanted
    assert VersionTexts(id="v", texts=texts, policies=policies).languages == wanted
    assert languages_of({"email": {"fr": {"blocks": [{"kind": "divider"}]}}})[Channel.EMAIL] == {"fr"}


def test_a_wording_is_kept_as_json():
    assert WORDING.to_json()[1] == {"a": {"policy": "default", "default": "x"}}
