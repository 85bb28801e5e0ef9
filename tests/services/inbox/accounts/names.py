# SPDX-License-Identifier: LicenseRef-Desk
"""A DNS server on this computer that knows what the test tells it."""

import asyncio

import dns.asyncresolver
import dns.flags
import dns.message
import dns.rcode
import dns.rrset


class Names(asyncio.DatagramProtocol):
    """`records`: (name, kind) → texts, as in a zone file. is_silent: it never answers. `asked`: the names."""

    def __init__(self, records=(), *, is_silent=False):
        self.records = dict(records)
        self.is_silent = is_silent
        self.asked = []

    async def __aenter__(self):
        loop = asyncio.get_running_loop()
        self._transport, _ = await loop.create_datagram_endpoint(lambda: self, local_addr=("127.0.0.1", 0))
        self.port = self._transport.get_extra_info("sockname")[1]
        return self

    async def __aexit__(self, *_):
        self._transport.close()
        await asyncio.sleep(0)

    @property
    def resolver(self):
        found = dns.asyncresolver.Resolver(configure=False)
        found.nameservers = ["127.0.0.1"]
        found.port = self.port
        return found

    def connection_made(self, transport):
        pass

    def datagram_received(self, data, addr):
        question = dns.message.from_wire(data)
        wanted = question.question[0]
        kind = dns.rdatatype.to_text(wanted.rdtype)
        name = wanted.name.to_text().rstrip(".")
        self.asked.append((name, kind))
        if self.is_silent:
            return
        answer = dns.message.make_response(question)
        answer.flags |= dns.flags.AA | dns.flags.RA
        texts = self.records.get((name, kind), ())
        if texts:
            answer.answer.append(dns.rrset.from_text_list(wanted.name, 60, "IN", kind, list(texts)))
        else:
            answer.set_rcode(dns.rcode.NXDOMAIN)
        self._transport.sendto(answer.to_wire(), addr)
