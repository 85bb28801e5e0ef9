# SPDX-License-Identifier: LicenseRef-Desk
"""As whom Desk presents itself: nobody, until the shop says so."""

import pytest

from desk.errors import NotFound, Refused
from desk.services.providers import ClientDraft, SignInClients


def saved(db, name, **more):
    draft = ClientDraft(**{"client_id": "id-1", **more})
    db.write_now(lambda session: SignInClients(session).save(name, draft))
    return db.read_now(lambda session: SignInClients(session).get(name))


def test_nothing_is_built_in(any_db):
    row = any_db.read_now(lambda session: SignInClients(session).get("google"))
    assert (row.client_id, row.service.label) == ("", "Google")


def test_the_shops_own_registration_is_kept(any_db):
    saved(any_db, "microsoft", client_id="id-m")
    row = saved(any_db, "google", client_id=" id-g ")
    assert (row.client_id, row.client("s").secret, row.secret_name) == ("id-g", "s", "sign_in_client:google")
    assert any_db.read_now(lambda session: SignInClients(session).get("microsoft")).client_id == "id-m"


def test_another_service_brings_its_addresses(any_db):
    row = saved(
        any_db,
        "other",
        authorize_url="https://id.x.fr/authorize",
        token_url="https://id.x.fr/token",
        scopes="mail  offline",
    )
    assert (row.service.authorize_url, row.service.scopes) == (
        "https://id.x.fr/authorize",
        ("mail", "offline"),
    )


@pytest.mark.parametrize(
    ("name", "draft", "places"),
    [
        ("google", {"client_id": " "}, ["client_id"]),
        ("other", {"client_id": ""}, ["client_id", "authorize_url", "token_url"]),
        ("other", {"authorize_url": "http://id.x.fr", "token_url": "https://id.x.fr"}, ["authorize_url"]),
        ("other", {"authorize_url": "https://", "token_url": "ftp://x"}, ["authorize_url", "token_url"]),
    ],
)
def test_what_cannot_work_is_refused(db, name, draft, places):
    with pytest.raises(Refused) as refused:
        saved(db, name, **draft)
    assert [problem.place for problem in refused.value.problems] == places


def test_an_unknown_service_is_unknown(db):
    with pytest.raises(NotFound):
        db.read_now(lambda session: SignInClients(session).get("nobody"))
    with pytest.raises(NotFound):
        saved(db, "nobody")
