# SPDX-License-Identifier: LicenseRef-Desk
"""Keeps what is told from outside: an event and a payload, turned into a change of a record or into an event."""

from collections.abc import Mapping

from sqlalchemy.orm import Session

from desk import clock
