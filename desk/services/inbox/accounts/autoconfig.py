# SPDX-License-Identifier: LicenseRef-Desk
"""Reads what a domain or a directory says of its mail servers (clientConfig 1.1), and trusts it with nothing; pure."""

from dataclasses import dataclass, field
from xml.parsers import expat

from desk.services.inbox.accounts.addressing import MailAddress, ascii_host
from desk.services.inbox.accounts.candidate import Candidate, MailServer, SettingsSource, SignInWay
from desk.services.inbox.accounts.services import service_at

MOST_BYTES = 64 * 1024
MOST_ELEMENTS = 4000
DEEPEST = 12
LONGEST_TEXT = 300

_SECURITY = {"SSL": "tls", "TLS": "tls", "STARTTLS": "starttls"}
_WAYS = {
    "password-cleartext": SignInWay.PASSWORD,
    "plain": SignInWay.PASSWORD,
    "password-encrypted": SignInWay.PASSWORD,
    "secure": SignInWay.PASSWORD,
    "oauth2": SignInWay.BROWSER,
}


class Unreadable(Exception):
    """It is no such document, or one that wants to do harm."""


@dataclass(slots=True)
class _Told:
    """One server as the document tells it: the first word for each thing counts, but for the ways to sign in."""

    kind: str
    words: dict[str, str] = field(default_factory=dict)
    ways: list[SignInWay] = field(default_factory=list)


def read_autoconfig(document: bytes, address: MailAddress, source: SettingsSource) -> Candidate | None:
    """Return the best pair of servers it tells for `address`; None when there is none that Desk would use.

    Raises Unreadable: too big, too deep, a document type or entities, no XML. Servers without encryption are
    passed over, and so is POP.
    """
    reader = _Reader()
    reader.feed(document)
    incoming = _first(reader.servers, "imap", address)
    outgoing = _first(reader.servers, "smtp", address)
    if incoming is None or outgoing is None:
        return None
    server, told = incoming
    known = service_at(server.host)
    return Candidate(
        source=source,
        incoming=server,
        outgoing=outgoing[0],
        name=reader.name or (known.name if known is not None else ""),
        sign_in=known.sign_in
        if known is not None
        else tuple(dict.fromkeys(told.ways)) or (SignInWay.PASSWORD,),
        browser=known.browser if known is not None else "",
        notes=known.notes if known is not None else (),
        help=known.help if known is not None else "",
    )


def _first(servers: list[_Told], kind: str, address: MailAddress) -> tuple[MailServer, _Told] | None:
    for told in servers:
        server = _server(told, address) if told.kind == kind else None
        if server is not None:
            return server, told
    return None


def _server(told: _Told, address: MailAddress) -> MailServer | None:
    host = ascii_host(_filled(told.words.get("hostname", ""), address))
    port = told.words.get("port", "")
    security = _SECURITY.get(told.words.get("sockettype", "").upper(), "")
    is_port = port.isascii() and port.isdecimal() and len(port) <= 5 and 0 < int(port) < 65536
    if host is None or not is_port or not security or not told.ways:
        return None
    username = _filled(told.words.get("username", "") or "%EMAILADDRESS%", address)
    return MailServer(host=host, port=int(port), security=security, username=username)


def _filled(text: str, address: MailAddress) -> str:
    for name, value in (
        ("%EMAILADDRESS%", address.whole),
        ("%EMAILLOCALPART%", address.local),
        ("%EMAILDOMAIN%", address.domain),
    ):
        text = text.replace(name, value)
    return text


class _Reader:
    """Goes through a document once; what is not asked for is passed over."""

    def __init__(self) -> None:
        self.servers: list[_Told] = []
        self.name = ""
        self._path: list[str] = []
        self._count = 0
        self._text = ""
        self._parser = expat.ParserCreate()
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._characters
        # A document type is where entities come from; none of these documents needs one.
        self._parser.StartDoctypeDeclHandler = self._refuse
        self._parser.EntityDeclHandler = self._refuse
        self._parser.ExternalEntityRefHandler = self._refuse_reference

    def feed(self, document: bytes) -> None:
        if len(document) > MOST_BYTES:
            raise Unreadable("too_big")
        try:
            self._parser.Parse(document, True)  # noqa: FBT003 - expat takes it by position only
        except (expat.ExpatError, ValueError, LookupError) as error:
            raise Unreadable("no_xml") from error

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._count += 1
        self._path.append(name.lower())
        self._text = ""
        if self._count > MOST_ELEMENTS or len(self._path) > DEEPEST:
            raise Unreadable("too_deep")
        if self._is_in_provider(3) and self._path[-1] in {"incomingserver", "outgoingserver"}:
            self.servers.append(_Told(kind=attributes.get("type", "").lower()))

    def _end(self, _name: str) -> None:
        text = self._text.strip()
        if self._is_in_provider(3) and self._path[-1] == "displayname" and not self.name:
            self.name = "".join(sign for sign in text if sign.isprintable())[:60]
        elif self._is_in_provider(4) and self._path[2] in {"incomingserver", "outgoingserver"}:
            self._tell(self.servers[-1], self._path[-1], text)
        self._path.pop()
        self._text = ""

    def _tell(self, told: _Told, what: str, text: str) -> None:
        if what == "authentication":
            way = _WAYS.get(text.lower())
            told.ways += [way] if way is not None else []
        else:
            told.words.setdefault(what, text)

    def _characters(self, text: str) -> None:
        self._text = (self._text + text)[:LONGEST_TEXT]

    def _refuse(self, *_told: object) -> None:
        raise Unreadable("entities")

    def _refuse_reference(self, *_told: str | None) -> int:
        raise Unreadable("entities")

    def _is_in_provider(self, depth: int) -> bool:
        return len(self._path) == depth and self._path[:2] == ["clientconfig", "emailprovider"]
