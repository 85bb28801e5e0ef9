# SPDX-License-Identifier: LicenseRef-Desk
"""Settings of the shop that every workstation shares."""

from typing import Any

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from desk.models.base import Base
from desk.models.columns import Document


class Setting(Base):
    """One named value; `services.shop.settings` knows the names."""

    __tablename__ = "setting"

    name: Mapped[str] = mapped_column(String(60), primary_key=True)
    value: Mapped[Any] = mapped_column(Document)
