# SPDX-License-Identifier: LicenseRef-Desk
"""What the page reads."""

from desk.models.vocabulary import Channel, PointKind
from desk.services.preferences import ConsentDraft, Consents, SuppressionDraft, Suppressions
from desk.services.shop import CustomerFilter, Customers
from desk.ui.panes.customers.readings import read_card, read_page, read_shop, read_tags, read_twins


def test_a_page_says_what_each_agreed_to(db, sophie):
    yes = ConsentDraft(
        customer_id=sophie, topic="commercial", channel=Channel.SMS, granted=True, source="counter"
    )
    db.write_now(lambda s: Consents(s).record(yes))
    first, second = db.read_now(lambda s: read_page(s, CustomerFilter(), None, 10))
    assert first.granted == {("commercial", Channel.SMS)}
    assert second.granted == frozenset()
    assert db.read_now(lambda s: read_page(s, CustomerFilter(), first, 10)) == (second,)


def test_a_card_holds_everything(db, sophie):
    line = SuppressionDraft(channel=Channel.EMAIL, address="sophie.bernard@mail.example", reason="manual")
    db.write_now(lambda s: Suppressions(s).add(line))
    view = db.read_now(lambda s: read_card(s, sophie, 10))
    assert view.card.full_name == "Sophie Bernard"
    assert [row.reference for row in view.records] == ["1042"]
    assert [row.reason for row in view.suppressions] == ["manual"]
    assert view.consent("commercial", Channel.EMAIL) is None
    assert (view.sends, view.upcoming, view.skipped, view.has_older) == ((), (), (), False)
    assert db.read_now(lambda s: read_card(s, "nobody", 10)) is None


def test_twins_share_an_address(db, sophie, make):
    address = (PointKind.EMAIL, "sophie.bernard@mail.example")
    twin = make("Zimmer", address)
    assert [one.id for one in db.read_now(lambda s: read_card(s, sophie, 10)).twins] == [twin]
    assert len(db.read_now(lambda s: read_twins(s, (address,)))) == 2
    db.write_now(lambda s: Customers(s).archive(twin, seen_version=1))
    assert db.read_now(lambda s: read_card(s, sophie, 10)).twins == ()


def test_the_shop_knows_its_staff_and_languages(db, sophie):
    shop = db.read_now(read_shop)
    assert [one.name for one in shop.operators] == ["Camille Martin"]
    assert shop.place_name(shop.places[0].id) == "Atelier Lyon 2"
    assert shop.place_name(None) == ""
    assert shop.default_language == "fr"


def test_the_tags_in_use_are_read_by_themselves(db, make):
    make("Pro", tags=("pro",))
    assert [(one.tag, one.count) for one in db.read_now(read_tags)] == [("pro", 1)]
    assert db.read_now(read_shop).tags == ()
