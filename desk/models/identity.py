# SPDX-License-Identifier: LicenseRef-Desk
"""Makes ids: time-ordered UUIDs (RFC 9562, version 7) as 32 hexadecimal digits, made here and never by a database."""

import os
import threading
import time
from typing import NewType

CustomerId = NewType("CustomerId", str)
LocationId = NewType("LocationId", str)
OperatorId = NewType("OperatorId", str)
RecordId = NewType("RecordId", str)
EventId = NewType("EventId", str)
RuleId = NewType("RuleId", str)
TemplateId = NewType("TemplateId", str)
VersionId = NewType("VersionId", str)
EvaluationId = NewType("EvaluationId", str)
NotificationId = NewType("NotificationId", str)
DeliveryId = NewType("DeliveryId", str)
ProviderId = NewType("ProviderId", str)

_VERSION = 0x7000
_VARIANT = 0x8000000000000000
_DRAWN_BYTES = 4096
"""Randomness asked of the system at once."""


class _Source:
    """Gives ids that grow, within one process strictly, between processes by the millisecond."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._millisecond = 0
        self._count = 0
        self._random = b""
        self._used = 0

    def next(self) -> str:
        with self._lock:
            if self._used >= len(self._random):
                self._random, self._used = os.urandom(_DRAWN_BYTES), 0
            self._used += 8
            random = int.from_bytes(self._random[self._used - 8 : self._used]) >> 2
            millisecond = max(time.time_ns() // 1_000_000, self._millisecond)
            if millisecond == self._millisecond:
                self._count += 1
                if self._count > 0xFFF:
                    millisecond += 1
                    self._count = 0
            else:
                self._count = 0
            self._millisecond = millisecond
            count = self._count
        return f"{millisecond:012x}{_VERSION | count:04x}{_VARIANT | random:016x}"


_source = _Source()


def new_id() -> str:
    """Return a fresh id; ids of one process sort in the order they were made."""
    return _source.next()
