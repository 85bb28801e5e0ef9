# SPDX-License-Identifier: LicenseRef-Desk
"""Makes shops to measure on: one that sends, one with a hundred thousand customers and a million deliveries."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import insert

from desk import clock
from desk.models import (
    ConsentEntry,
    ContactPoint,
    Customer,
    Location,
    Provider,
    Rule,
    Setting,
    Template,
    TemplateVersion,
    new_id,
)
from desk.models.vocabulary import (
    Channel,
    PointKind,
    PointState,
    RuleState,
    VersionState,
)
from desk.services.rules import Leg, RuleSpec, Timing, Trigger
from desk.services.rules import spec_to_json as rule_json
from desk.services.shop import fold
from desk.services.store import Database, Session, open_database

CHUNK = 5_000
FIRST = (
    "Sophie",
    "Marc",
    "Nadia",
    "Hugo",
    "Amina",
    "Théo",
    "Lina",
    "Élodie",
    "Kenji",
    "Jeanne",
    "Omar",
    "Zoë",
)
LAST = (
    "Bernard",
    "Delaunay",
    "Ferrand",
    "Besson",
    "Rahmani",
    "Vasseur",
    "Nowak",
    "Garnier",
    "Tanaka",
    "Collet",
)


def insert_many(session: Session, table: Any, rows: Iterator[dict[str, Any]] | list[dict[str, Any]]) -> None:
    """Insert rows in chunks."""
    chunk: list[dict[str, Any]] = []
    for row in rows:
        chunk.append(row)
        if len(chunk) == CHUNK:
            session.execute(insert(table), chunk)
            chunk = []
    if chunk:
        session.execute(insert(table), chunk)


def location(session: Session) -> str:
    """Keep one location, open around the clock; return its id."""
    id_ = new_id()
    now = clock.now()
    always = {str(day): [["00:00", "24:00"]] for day in range(7)}
    session.execute(
        insert(Location).values(
            id=id_, created_at=now, updated_at=now, name="Atelier Lyon 2", timezone="Europe/Paris",
            opening=always, holidays={}, brand={}, is_default=True,
        )
    )  # fmt: skip
    return id_


def live(session: Session) -> None:
    """Take the shop out of trial mode."""
    session.execute(insert(Setting), [{"name": "trial_mode", "value": False}])


def mail_account(session: Session, port: int, connections: int = 64) -> str:
    """Keep an account at a local server without encryption; return its id."""
    id_ = new_id()
    now = clock.now()
    settings = {"host": "127.0.0.1", "port": port, "security": "none", "connections": connections}
    session.execute(
        insert(Provider).values(
            id=id_, created_at=now, updated_at=now, version=1, kind="smtp", channel=Channel.EMAIL, name="Sink",
            settings=settings, sender_address="contact@shop.example", sender_name="Café des Lilas",
        )
    )  # fmt: skip
    return id_


def customers(session: Session, count: int, location_id: str) -> list[str]:
    """Keep customers who agreed to operational e-mail; return their ids."""
    now = clock.now()
    ids = [new_id() for _ in range(count)]

    def name(at: int) -> tuple[str, str]:
        return FIRST[at % len(FIRST)], f"{LAST[at // len(FIRST) % len(LAST)]} {at}"

    def row(at: int) -> dict[str, Any]:
        first, last = name(at)
        return {
            "id": ids[at], "created_at": now, "updated_at": now, "first_name": first, "last_name": last,
            "language": "fr", "location_id": location_id, "name_key": fold(f"{last} {first}"),
            "search_text": fold(f"{first} {last} client{at}@example.org"), "registered_at": now.date(),
        }  # fmt: skip

    insert_many(session, Customer, (row(at) for at in range(count)))
    insert_many(
        session,
        ContactPoint,
        (
            {"id": new_id(), "customer_id": id_, "kind": PointKind.EMAIL, "address": f"client{at}@example.org",
             "state": PointState.OK, "position": 0}
            for at, id_ in enumerate(ids)
        ),
    )  # fmt: skip
    insert_many(
        session,
        ConsentEntry,
        (
            {"id": new_id(), "customer_id": id_, "topic": "operational", "channel": Channel.EMAIL, "granted": True,
             "at": now, "source": "import"}
            for id_ in ids
        ),
    )  # fmt: skip
    return ids


def template(session: Session, texts: dict[str, Any]) -> tuple[str, str]:
    """Keep a published template; return its id and its version's."""
    id_, version_id = new_id(), new_id()
    now = clock.now()
    session.execute(insert(Template).values(id=id_, created_at=now, updated_at=now, name="Prête"))
    session.execute(
        insert(TemplateVersion).values(
            id=version_id, template_id=id_, number=1, state=VersionState.PUBLISHED, created_at=now, updated_at=now,
            published_at=now, texts=texts, policies={},
        )
    )  # fmt: skip
    return id_, version_id


def rule(session: Session, template_id: str, spec: RuleSpec, name: str = "Commande prête") -> str:
    """Keep an active rule; return its id."""
    id_ = new_id()
    now = clock.now()
    session.execute(
        insert(Rule).values(
            id=id_, created_at=now, updated_at=now, version=1, name=name, state=RuleState.ACTIVE,
            event_kind=spec.trigger.event_kind, spec=rule_json(spec), template_id=template_id,
        )
    )  # fmt: skip
    return id_


def at_once(kind: str) -> RuleSpec:
    """Return a rule that sends an e-mail as soon as an event of `kind` happens."""
    return RuleSpec(
        trigger=Trigger(event_kind=kind),
        legs=(Leg(channel=Channel.EMAIL),),
        timing=Timing(quiet=None),
        grace_minutes=0,
    )


def fresh_database(folder: Path) -> Database:
    """Return an empty database in `folder`."""
    return open_database(f"sqlite:///{folder / 'desk.db'}")
