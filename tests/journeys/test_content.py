# SPDX-License-Identifier: LicenseRef-Desk
"""What people write: a text that never ends holds only itself up, and nothing typed becomes a header."""

import email
import email.policy
from collections import Counter

import pytest
from sqlalchemy import select, update

from desk.models import ContactPoint, Customer, Delivery, Location, Provider
from desk.models.vocabulary import DeliveryState, Reason
from desk.services.store import Change
from desk.services.templates import Text
from tests.journeys.engine import drain
from tests.journeys.post_office import PostOffice
from tests.journeys.shop import Shop

LOOPS = "{% for a in order.parts %}{% for b in order.parts %}x{% endfor %}{% endfor %}"
BOMB = {"email": {"fr": Text(subject="Commande {{ order.number }}", body=LOOPS)}}
EVIL = "Zoë\r\nBcc: spy@evil.example\r\nX-Injected: yes\r\n\r\n<b>body</b>"
NAME = 'Zoë "<x@y>" 😀'


def test_a_text_that_never_ends_holds_only_itself(tmp_path, sqlite_url):
    shop = Shop(tmp_path / "home", sqlite_url)
    with PostOffice() as office:
        shop.set_up(texts=BOMB)
        shop.account(office.port)
        shop.people(50)
        guilty = shop.customers[25]
        shop.ready([one for one in shop.customers if one != guilty], {"order.parts": ["pneu", "frein"]})
        shop.ready([guilty], {"order.parts": ["x"] * 30_000})
        service = shop.start()
        shop.wait(lambda: len(office.mails) == 49, patience_s=30)
        shop.wait(lambda: shop.states() == {DeliveryState.SENT: 49, DeliveryState.QUEUED: 1})
        assert service.stop() == 0
        held = shop.desk.db.read_now(
            lambda s: s.execute(
                select(Delivery.customer_id, Delivery.reason).where(Delivery.state == DeliveryState.QUEUED)
            ).one()
        )
        assert tuple(held) == (guilty, Reason.RENDER_ERROR)
        assert "kunde25@kunde.example" not in {mail.recipient for mail in office.mails}
    shop.close()


PEOPLE = ("first_name", "last_name", "company", "address", "number")
"""What a broken import may have written of a customer or an order; one customer has one of them."""


def poison(session, shop):
    """Write line ends into one field of each customer, behind the keepers' backs."""
    for field, customer in zip(PEOPLE, shop.customers, strict=True):
        mine = update(Customer).where(Customer.id == customer)
        if field in ("first_name", "last_name", "company"):
            session.execute(mine.values(**{"first_name": "", "last_name": "", field: EVIL}))
        elif field == "address":
            evil = "kunde3@kunde.example>\r\nRCPT TO:<spy@evil.example"
            session.execute(
                update(ContactPoint).where(ContactPoint.customer_id == customer).values(address=evil)
            )


def played(shop, office, work):
    """Let five messages be made after `work(session)`; return their states; nothing was smuggled in."""
    shop.set_up()
    shop.account(office.port)
    shop.people(len(PEOPLE))
    shop.desk.db.write_now(work, *Change)
    shop.ready(shop.customers[:4])
    shop.ready(shop.customers[4:], more={"order.number": EVIL})
    drain(shop)
    states = shop.states()
    assert sum(states.values()) == len(PEOPLE), states
    assert len(office.mails) == states.get(DeliveryState.SENT, 0)
    assert b"spy@evil.example" not in b"".join(commands(office.heard))
    for mail in office.mails:
        untouched(mail)
    return states


def test_nothing_typed_about_a_customer_becomes_a_header(tmp_path, sqlite_url, log_guard):
    log_guard.allow("is held")
    shop = Shop(tmp_path / "home", sqlite_url)
    with PostOffice() as office:
        played(shop, office, lambda session: poison(session, shop))
        assert "kunde3@kunde.example" not in {mail.recipient for mail in office.mails}
    shop.close()


@pytest.mark.parametrize(
    "work",
    [
        update(Provider).values(sender_name=EVIL),
        update(Provider).values(sender_address="a@b.example\r\nBcc: spy@evil.example"),
        update(Location).values(name=EVIL, address=EVIL, phone=EVIL),
    ],
    ids=["sender_name", "sender_address", "location"],
)
def test_nothing_typed_about_the_shop_becomes_a_header(tmp_path, sqlite_url, log_guard, work):
    log_guard.allow("is held")
    shop = Shop(tmp_path / "home", sqlite_url)
    with PostOffice() as office:
        played(shop, office, lambda session: session.execute(work))
    shop.close()


def commands(heard):
    """Return the lines of a conversation that are no part of a message."""
    in_body = False
    for line in bytes(heard).splitlines(keepends=True):
        if in_body:
            in_body = line != b".\r\n"
        else:
            yield line
            in_body = line == b"DATA\r\n"


def untouched(mail):
    assert mail.recipient in {f"kunde{n}@kunde.example" for n in range(len(PEOPLE))}
    head = mail.raw.partition(b"\r\n\r\n")[0].replace(b"\r\n ", b" ").replace(b"\r\n\t", b" ")
    names = Counter(line.partition(b":")[0].lower() for line in head.split(b"\r\n"))
    assert not {b"bcc", b"x-injected", b"cc"} & names.keys(), head
    assert max(names.values()) == 1, head
    assert b"\n" not in mail.raw.replace(b"\r\n", b"")
    assert b"\r" not in mail.raw.replace(b"\r\n", b"")


def test_an_odd_name_arrives_as_it_is(tmp_path, sqlite_url):
    shop = Shop(tmp_path / "home", sqlite_url)
    with PostOffice() as office:
        shop.set_up()
        shop.account(office.port)
        shop.people(1)
        shop.desk.db.write_now(
            lambda s: (
                s.execute(update(Customer).values(first_name=NAME, last_name="")),
                s.execute(update(Provider).values(sender_name=NAME)),
            ),
            *Change,
        )
        shop.ready(more={"order.number": NAME, "customer.first_name": NAME})
        drain(shop)
        [mail] = office.mails
        untouched(mail)
        message = email.message_from_bytes(mail.raw, policy=email.policy.default)
        [recipient], [sender] = message["To"].addresses, message["From"].addresses
        assert (recipient.display_name, recipient.addr_spec) == (NAME, "kunde0@kunde.example")
        assert (sender.display_name, sender.addr_spec) == (NAME, "contact@atelier.example")
        assert message["Subject"] == f"Commande {NAME}"
        plain = message.get_body(("plain",)).get_content()
        assert f"Bonjour {NAME}" in plain
    shop.close()
