# SPDX-License-Identifier: LicenseRef-Desk
"""SMS by any service that takes one HTTP request for each message, described by settings."""

import base64
import json
import re
import urllib.parse
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from enum import StrEnum
from uuid import uuid4

from desk import clock
from desk.errors import DeskError, Misconfigured, Problem, Rejected, Unavailable
from desk.models.columns import Json
from desk.models.vocabulary import AttemptOutcome
from desk.services.channels import Parcel
from desk.services.providers.form import Asked, FieldKind, read
from desk.services.providers.http import Answer, Barrier, HttpDoor, Lost, Request, Withdrawn
from desk.services.providers.provider import Blame, Found, HandOver, Receipt
from desk.translation import N_

LONGEST_TEXT = 500

_PLACEHOLDERS = ("to", "from", "text", "reference")
_STATUSES = re.compile(r"\d{3}(-\d{3})?(\s*,\s*\d{3}(-\d{3})?)*")
_HEADER_NAME = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}")


class Method(StrEnum):
    """How the service is asked; with GET the fields are in the address."""

    POST = "POST"
    PUT = "PUT"
    GET = "GET"


class BodyFormat(StrEnum):
    """How the fields are written."""

    JSON = "json"
    FORM = "form"


class Proof(StrEnum):
    """How the account proves itself."""

    HEADER = "header"
    BASIC = "basic"
    NONE = "none"
