# SPDX-License-Identifier: LicenseRef-Desk
"""Templates as answers: rendered for the customer, with holes for what nobody knows."""

import asyncio

import pytest
from PySide6.QtCore import QObject

from desk.models.vocabulary import Channel, PointKind
from desk.services.delivery import placeholder_names
from desk.services.shop import CustomerDraft, Customers, PointDraft
from desk.services.templates import (
    Block,
    BlockKind,
    Library,
    Policy,
    PolicyKind,
    Renderer,
    TemplateCard,
    Text,
    Wording,
)
from desk.ui.jobs import Jobs
from desk.ui.panes.messages.composer.readings import About
from desk.ui.panes.messages.composer.template_words import TemplateWords, Wanted, read_job, rendered
from tests.ui.frame import make_shop, open_at

GREETING = "Bonjour {{ customer.first_name }},"
BRANCHES = (
    Block(kind=BlockKind.TEXT, text=GREETING),
    Block(
        kind=BlockKind.CONDITIONAL,
        condition='customer.language == "en"',
        blocks=(Block(kind=BlockKind.TEXT, text="You speak English."),),
        otherwise=(Block(kind=BlockKind.TEXT, text="Vous parlez français."),),
    ),
    Block(kind=BlockKind.TEXT, text="Commande {{ order.number }}."),
)


@pytest.fixture
def paul(db):
    make_shop(db)
    points = (PointDraft(kind=PointKind.EMAIL, address="paul@x.example"),)
    draft = CustomerDraft(first_name="Paul", last_name="Petit", language="fr", points=points)
    return db.write_now(lambda s: Customers(s).create(draft))


def template(db, policies=None, **texts):
    def work(session):
        said = {Channel(channel): {"fr": text} for channel, text in texts.items()}
        made = Library(session).create(
            TemplateCard(name="Prête", event_kind="order.ready"), Wording(texts=said, policies=policies or {})
        )
        Library(session).publish(made)
        return made

    return db.write_now(work)


def made(db, wanted):
    async def play():
        renderer = Renderer(placeholder_names())
        try:
            return await rendered(renderer, db.read_now(lambda s: read_job(s, wanted)))
        finally:
            await renderer.close()

    return asyncio.run(play())


def wish(template_id, customer_id, channel=Channel.EMAIL):
    return Wanted(
        template_id=template_id, channel=channel, language="fr", about=About(customer_id=customer_id)
    )


def test_the_branch_that_holds_is_said_and_the_unknown_is_a_hole(db, paul):
    subject, text = made(db, wish(template(db, email=Text(subject="Prête", blocks=BRANCHES)), paul))
    assert subject == "Prête"
    assert text.startswith("Bonjour Paul,\n\nVous parlez français.\n\nCommande [[")
    assert "You speak" not in text
    assert "{" not in text
    assert text.endswith("]].")


def test_the_foot_of_a_rule_stays_away(db, paul):
    _subject, text = made(db, wish(template(db, email=Text(subject="Prête", body=GREETING)), paul))
    assert text == "Bonjour Paul,"


def test_a_sentence_that_a_rule_would_drop_is_a_hole(db, paul):
    body = f"{GREETING}\n\nVotre commande {{{{ order.number }}}} est prête."
    drop = {"order.number": Policy(kind=PolicyKind.DROP)}
    _subject, text = made(db, wish(template(db, policies=drop, email=Text(subject="Prête", body=body)), paul))
    assert text.startswith("Bonjour Paul,\n\nVotre commande [[")


def test_a_sentence_whose_value_no_hole_can_stand_for_leaves_its_hole_at_the_end(db, paul):
    body = f"{GREETING}\n\nLe {{{{ order.due_at|datetime('day') }}}} à {{{{ order.number }}}}.\n\nA bientôt"
    _subject, text = made(db, wish(template(db, email=Text(subject="Prête", body=body)), paul))
    assert text.startswith("Bonjour Paul,\n\nA bientôt\n[[")
    assert text.endswith("]]")


def test_a_line_of_dashes_in_a_template_stays(db, paul):
    body = f"{GREETING}\n\n--\n\nA bientôt"
    _subject, text = made(db, wish(template(db, email=Text(subject="Prête", body=body)), paul))
    assert text == "Bonjour Paul,\n\n--\n\nA bientôt"


def test_an_sms_is_said_as_one(db, paul):
    short = template(
        db, sms=Text(body=f"{GREETING} {{% if order.number is filled %}}x{{% else %}}y{{% endif %}}")
    )
    assert made(db, wish(short, paul, Channel.SMS)) == ("", "Bonjour Paul, y")


def test_what_cannot_be_rendered_is_told(db, paul, tmp_path, qapp, qt_run):
    only_mail = template(db, email=Text(subject="Prête", body=GREETING))
    assert made(db, wish(only_mail, paul, Channel.SMS)) is None

    async def scene():
        owner, told = QObject(), []
        jobs = Jobs(owner)
        words = TemplateWords(open_at(db, tmp_path), jobs, owner)
        words.make(wish("0" * 32, paul), told.append)
        words.make(wish(only_mail, paul), told.append)
        await jobs.finish()
        assert sorted(told, key=bool) == [None, ("Prête", "Bonjour Paul,")]
        owner.deleteLater()
        await asyncio.sleep(0.05)
        await jobs.finish()

    qt_run(scene())
