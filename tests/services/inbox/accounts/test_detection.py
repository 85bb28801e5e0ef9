# SPDX-License-Identifier: LicenseRef-Desk
"""The search for the servers of an address."""

import asyncio

import pytest

from desk.errors import Refused
from desk.services.inbox.accounts.candidate import SettingsSource
from desk.services.inbox.accounts.detection import Look, LookStep, detect
from desk.services.inbox.accounts.lookups import Dns, World
from tests.services.inbox.accounts.documents import Documents
from tests.services.inbox.accounts.names import Names
from tests.services.inbox.accounts.test_autoconfig import config, out, server

pytestmark = pytest.mark.asyncio

ADDRESS = "contact@atelier.example"


class Around:
    """A world of one's own: a name server, a web server, and hosts that answer."""

    def __init__(self, *, records=(), pages=(), there=()):
        self.names, self.web = Names(records), Documents(pages)
        self.there, self.reached = set(there), []

    async def __aenter__(self):
        await self.names.__aenter__()
        await self.web.__aenter__()
        return World(
            dns=Dns(self.names.resolver),
            reach=self._reach,
            autoconfig=self.web.url + "/autoconfig/{domain}",
            well_known=self.web.url + "/well-known/{domain}",
            directory=self.web.url + "/directory/{domain}",
        )

    async def __aexit__(self, *told):
        await self.web.__aexit__(*told)
        await self.names.__aexit__(*told)

    async def _reach(self, host, port, security):
        self.reached.append((host, port, security))
        await asyncio.sleep(0)
        return (host, port) in self.there


MX = {("atelier.example", "MX"): ["10 mx.mail.host.example."]}
OVH = {("atelier.example", "MX"): ["1 mx1.mail.ovh.net."]}
SRV = {
    ("_imaps._tcp.atelier.example", "SRV"): ["0 1 993 in.atelier.example."],
    ("_submission._tcp.atelier.example", "SRV"): ["0 1 587 out.atelier.example."],
}
GUESSED = {("mail.atelier.example", 993), ("smtp.atelier.example", 465), ("mail.atelier.example", 587)}


async def test_the_list_answers_without_the_network():
    async with (around := Around()) as world:
        looks = []
        found = await detect("jean@orange.fr", world=world, on_look=looks.append)
    assert (found.source, found.name, found.incoming.host) == (
        SettingsSource.TABLE,
        "Orange",
        "imap.orange.fr",
    )
    assert looks == [Look(source=SettingsSource.TABLE, step=LookStep.FOUND)]
    assert (around.names.asked, around.web.asked, around.reached) == ([], [], [])


@pytest.mark.parametrize(
    ("records", "pages", "there", "source", "host", "is_sure"),
    [
        (
            MX,
            {"/autoconfig/atelier.example": config()},
            (),
            SettingsSource.AUTOCONFIG,
            "imap.atelier.example",
            True,
        ),
        (
            OVH,
            {"/well-known/atelier.example": config()},
            (),
            SettingsSource.WELL_KNOWN,
            "imap.atelier.example",
            True,
        ),
        (
            OVH,
            {"/directory/atelier.example": config()},
            (),
            SettingsSource.DIRECTORY,
            "imap.atelier.example",
            True,
        ),
        (OVH, {"/directory/ovh.net": config()}, (), SettingsSource.MX, "ssl0.ovh.net", True),
        (
            MX,
            {"/directory/host.example": config()},
            (),
            SettingsSource.MX_DIRECTORY,
            "imap.atelier.example",
            True,
        ),
        ({**MX, **SRV}, {}, GUESSED, SettingsSource.SRV, "in.atelier.example", False),
        (MX, {}, GUESSED, SettingsSource.GUESS, "mail.atelier.example", False),
    ],
)
async def test_the_surest_answer_counts(records, pages, there, source, host, is_sure):
    async with Around(records=records, pages=pages, there=there) as world:
        found = await detect(ADDRESS, world=world)
    assert (found.source, found.incoming.host, found.is_sure) == (source, host, is_sure)


async def test_when_nobody_knows_a_person_has_to_say():
    looks = []
    async with Around() as world:
        assert await detect(ADDRESS, world=world, on_look=looks.append) is None
    assert {look.source for look in looks if look.step is LookStep.NOTHING} == set(SettingsSource)


async def test_half_of_it_is_nothing():
    async with Around(records=dict([*SRV.items()][:1]), there={("imap.atelier.example", 993)}) as world:
        assert await detect(ADDRESS, world=world) is None


async def test_a_dangerous_document_is_passed_over():
    bomb = config(head='<!DOCTYPE x [<!ENTITY y "z">]>', name="&y;")
    pages = {"/autoconfig/atelier.example": bomb, "/directory/atelier.example": config()}
    async with Around(pages=pages) as world:
        assert (await detect(ADDRESS, world=world)).source is SettingsSource.DIRECTORY


async def test_guessing_prefers_encrypted_from_the_start_and_the_usual_name():
    there = {
        ("mail.atelier.example", 993),
        ("imap.atelier.example", 993),
        ("smtp.atelier.example", 587),
        ("atelier.example", 465),
    }
    async with Around(there=there) as world:
        found = await detect(ADDRESS, world=world)
    assert (found.incoming.host, found.incoming.security) == ("imap.atelier.example", "tls")
    assert (found.outgoing.host, found.outgoing.port) == ("atelier.example", 465)
    assert found.incoming.username == ADDRESS


async def test_a_guess_at_a_known_server_brings_what_is_known():
    records = {
        ("_imaps._tcp.atelier.example", "SRV"): ["0 1 993 imap.gmail.com."],
        ("_submissions._tcp.atelier.example", "SRV"): ["0 1 465 smtp.gmail.com."],
    }
    async with Around(records=records) as world:
        found = await detect(ADDRESS, world=world)
    assert (found.name, found.browser, found.is_sure) == ("Gmail", "google", False)


async def test_nobody_is_told_the_address():
    async with (around := Around(records=MX)) as world:
        await detect("very.secret.name@atelier.example", world=world)
    assert b"secret" not in bytes(around.web.heard)
    assert not any("secret" in name for name, _ in around.names.asked)


async def test_a_slow_source_does_not_hold_up_a_surer_one(monkeypatch):
    pages = {"/autoconfig/atelier.example": config(), "/directory/atelier.example": "silence"}
    async with (around := Around(pages=pages)) as world:
        found = await detect(ADDRESS, world=world)
        assert found.source is SettingsSource.AUTOCONFIG
    assert not around.web._writers


async def test_a_slow_source_is_given_up(monkeypatch):
    monkeypatch.setattr("desk.services.inbox.accounts.detection.LIMIT_S", 2.0)  # others must answer in it
    pages = {"/autoconfig/atelier.example": "silence", "/well-known/atelier.example": config()}
    async with Around(pages=pages) as world:
        assert (await detect(ADDRESS, world=world)).source is SettingsSource.WELL_KNOWN


async def test_cancelling_stops_every_question():
    pages = dict.fromkeys(["/autoconfig/atelier.example"], "silence")
    async with (around := Around(pages=pages)) as world:
        task = asyncio.create_task(detect(ADDRESS, world=world))
        while "/autoconfig/atelier.example" not in around.web.asked:
            await asyncio.sleep(0.005)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task


@pytest.mark.parametrize("address", ["", "contact", "contact@", "a b@x.fr"])
async def test_an_address_without_an_at_sign_is_refused(address):
    with pytest.raises(Refused) as refused:
        await detect(address)
    assert refused.value.problems[0].code == "bad_email"


async def test_servers_of_others_may_be_named():
    document = config(server(host="imap.host.example"), out(host="smtp.host.example"))
    async with Around(pages={"/autoconfig/atelier.example": document}) as world:
        assert (await detect(ADDRESS, world=world)).outgoing.host == "smtp.host.example"
