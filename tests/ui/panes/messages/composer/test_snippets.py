# SPDX-License-Identifier: LicenseRef-Desk
"""What a slash offers."""

import pytest

from desk import clock
from desk.bootstrap import stock
from desk.models.vocabulary import Channel
from desk.services.inbox import SavedReplies, SavedReplyDraft
from desk.services.templates import Block, BlockKind, Text
from desk.translation import translator
from desk.ui.panes.messages.composer.snippets import (
    Situation,
    Snippet,
    found,
    plain_text,
    read_shelf,
    shortcut_of,
)
from tests.ui.frame import make_shop

pytestmark = pytest.mark.usefixtures("checked_once")

MAIL = Channel.EMAIL


def snippet(shortcut, name, text="x", **texts):
    return Snippet(shortcut=shortcut, name=name, saved_id=shortcut, texts={MAIL: {"fr": ("", text), **texts}})


SOME = (
    snippet("retrait", "Commande prête au retrait"),
    snippet("retard", "Retard de livraison – excuses"),
    snippet("retour", "Procédure de retour produit", "Renvoyez le colis"),
    snippet("horaires", "Nos horaires", "Nous ouvrons"),
)


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("ret", ["retrait", "retard", "retour"]),
        ("RETOUR", ["retour"]),
        ("livr", ["retard"]),
        ("colis", ["retour"]),
        ("prete", ["retrait"]),
        ("zzz", []),
        ("", ["retrait", "retard", "retour", "horaires"]),
    ],
)
def test_they_are_found_by_shortcut_name_and_words(typed, names):
    assert [one.shortcut for one in found(SOME, typed, Situation(channel=MAIL))] == names


def test_what_says_nothing_on_a_channel_is_not_offered_there():
    assert found(SOME, "ret", Situation(channel=Channel.SMS)) == ()


def template(name, kind=""):
    return Snippet(
        shortcut=name, name=name, template_id=name, record_kind=kind, texts={MAIL: {"fr": ("", "x")}}
    )


def test_what_fits_the_conversation_is_offered_first():
    often = Snippet(shortcut="b", name="b", saved_id="b", used=9, texts={MAIL: {"fr": ("", "x")}})
    some = (template("adresse"), template("rdv", "appointment"), template("prete", "order"), SOME[0], often)

    def order(**around):
        return [one.shortcut for one in found(some, "", Situation(channel=MAIL, **around))]

    assert order(record_kind="order") == ["b", "retrait", "prete", "rdv", "adresse"]
    assert order(record_kind="order", recent=("prete", "adresse"))[:2] == ["prete", "b"]
    assert order(record_kind="order", recent=("adresse",))[-1] == "adresse"
    assert order() == ["b", "retrait", "rdv", "prete", "adresse"]


def test_the_words_are_in_the_customers_language():
    one = snippet("a", "A", "bonjour", en=("Hi", "hello"))
    assert one.words(MAIL, "en-GB", "fr") == ("Hi", "hello")
    assert one.words(MAIL, "ja", "fr") == ("", "bonjour")
    assert one.words(Channel.SMS, "fr", "fr") == ("", "")


def test_a_name_makes_a_shortcut():
    assert shortcut_of("Commande prête – prévenir !") == "commande-prete-prevenir"


def test_a_mail_of_blocks_becomes_words():
    inner = Block(kind=BlockKind.TEXT, text="**Sur place** : [plan](https://x.example)")
    blocks = (
        Block(kind=BlockKind.HEADING, text="Prête"),
        Block(kind=BlockKind.IMAGE, url="https://x.example/a.png"),
        Block(kind=BlockKind.CONDITIONAL, condition="x", blocks=(inner,)),
        Block(kind=BlockKind.BUTTON, text="Payer", url="https://pay.example"),
    )
    assert (
        plain_text(Text(blocks=blocks))
        == "Prête\n\nSur place : plan https://x.example\n\nPayer https://pay.example"
    )
    assert plain_text(Text(body=" **a** ")) == "a"


def test_saved_replies_lead_and_published_templates_follow(db):
    make_shop(db)

    def work(session):
        draft = SavedReplyDraft(name="Horaires", shortcut="h", texts={"fr": ("", "Ouvert")})
        SavedReplies(session).create(draft, at=clock.now())
        stock(session, translator("fr"), clock.now())

    db.write_now(work)
    shelf = db.read_now(read_shelf)
    assert shelf.language == "fr"
    assert shelf.snippets[0].shortcut == "h"
    assert len(shelf.snippets) > 3
    templates = [one for one in shelf.snippets if one.template_id]
    assert any(one.words(MAIL, "fr", "fr")[1] for one in templates)
    first = found(templates, "", Situation(channel=MAIL, record_kind="order"))[0]
    assert first.record_kind == "order"
    assert all(one.words(MAIL, "fr", "fr")[1] for one in found(templates, "", Situation(channel=MAIL)))
