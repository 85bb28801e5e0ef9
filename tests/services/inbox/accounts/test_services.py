# SPDX-License-Identifier: LicenseRef-Desk
"""The list of mail services."""

import pytest

from desk.services.inbox.accounts.addressing import ascii_host, parted
from desk.services.inbox.accounts.candidate import ServiceNote, SettingsSource, SignInWay
from desk.services.inbox.accounts.services import known_services, service_at, service_by_mx, service_for
from desk.services.providers import preset, provider_kind

ADDRESS = parted("jean@x.fr")


@pytest.mark.parametrize(
    ("address", "imap", "smtp"),
    [
        ("jean@gmail.com", "imap.gmail.com:993", "smtp.gmail.com:465"),
        ("jean@orange.fr", "imap.orange.fr:993", "smtp.orange.fr:465"),
        ("jean@wanadoo.fr", "imap.orange.fr:993", "smtp.orange.fr:465"),
        ("jean@sfr.fr", "imap.sfr.fr:993", "smtp.sfr.fr:465"),
        ("jean@bbox.fr", "imap.bbox.fr:993", "smtp.bbox.fr:465"),
        ("jean@laposte.net", "imap.laposte.net:993", "smtp.laposte.net:465"),
        ("jean@gmx.de", "imap.gmx.net:993", "mail.gmx.net:465"),
        ("jean@hotmail.fr", "outlook.office365.com:993", "smtp-mail.outlook.com:587"),
        ("jean@icloud.com", "imap.mail.me.com:993", "smtp.mail.me.com:587"),
        ("jean@telenet.be", "imap.telenet.be:993", "smtp.telenet.be:587"),
        ("jean@proton.me", "127.0.0.1:1143", "127.0.0.1:1025"),
    ],
)
def test_where_the_mail_of_an_address_is(address, imap, smtp):
    whose = parted(address)
    found = service_for(whose.domain).candidate(whose, SettingsSource.TABLE)
    places = [f"{server.host}:{server.port}" for server in (found.incoming, found.outgoing)]
    assert places == [imap, smtp]
    assert found.incoming.username == address


def test_some_sign_in_with_half_the_address():
    whose = parted("jean.dupont@free.fr")
    assert service_for("free.fr").candidate(whose, SettingsSource.TABLE).outgoing.username == "jean.dupont"


def test_there_are_at_least_sixty_and_every_one_could_work():
    services = known_services()
    assert len(services) >= 60
    assert len({service.name for service in services}) == len(services)
    problems = provider_kind("smtp").problems
    for service in services:
        assert service.domains or service.mx
        assert service.sign_in or ServiceNote.NO_IMAP in service.notes
        for place in (service.incoming, service.outgoing):
            if place is None:
                assert ServiceNote.NO_IMAP in service.notes
                continue
            assert ascii_host(place.host) == place.host
            assert place.security in {"tls", "starttls"}
            assert (place.port in {993, 465}) == (place.security == "tls")
        if service.outgoing is not None:
            assert problems({**service.outgoing.settings, "username": "jean"}) == ()
        if SignInWay.BROWSER in service.sign_in:
            assert preset(service.browser) is not None
        assert not service.help or service.help.startswith("https://")


def test_no_domain_belongs_to_two_and_no_ending_either():
    for names in ([one.domains for one in known_services()], [one.mx for one in known_services()]):
        everything = [name for of_one in names for name in of_one]
        assert len(everything) == len(set(everything))
        assert all(ascii_host(name) == name for name in everything)


@pytest.mark.parametrize(
    ("host", "name"),
    [
        ("mx1.mail.ovh.net", "OVHcloud"),
        ("aspmx.l.google.com", "Gmail"),
        ("atelier-fr.mail.protection.outlook.com", "Microsoft 365"),
        ("eur.olc.protection.outlook.com", "Outlook"),
        ("spool.mail.gandi.net", "Gandi"),
        ("mta-gw.infomaniak.ch", "Infomaniak"),
        ("mx00.ionos.fr", "IONOS (France)"),
        ("mx01.mail.icloud.com", "iCloud"),
        ("mx-aol.mail.gm0.yahoodns.net", "AOL"),
        ("mx-eu.mail.am0.yahoodns.net", "Yahoo"),
    ],
)
def test_who_takes_the_mail_tells_whose_it_is(host, name):
    assert service_by_mx(host).name == name


def test_a_stranger_is_nobody():
    assert service_by_mx("mx.atelier.example") is None
    assert service_by_mx("evil-google.com") is None
    assert service_for("atelier.example") is None
    assert service_at("imap.atelier.example") is None


def test_a_server_leads_back_to_its_service():
    assert service_at(" IMAP.gmail.com").name == "Gmail"
    assert service_at("smtp.gmail.com").name == "Gmail"


def test_a_service_without_imap_says_so():
    found = service_for("tuta.com").candidate(ADDRESS, SettingsSource.TABLE)
    assert (found.incoming, found.outgoing, found.notes) == (None, None, (ServiceNote.NO_IMAP,))
