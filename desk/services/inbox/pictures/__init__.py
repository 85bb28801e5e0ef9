# SPDX-License-Identifier: LicenseRef-Desk
"""Distant pictures of mails: whether they may be shown, and fetching them without telling who looks."""

from desk.services.inbox.pictures.allowing import Pictures
from desk.services.inbox.pictures.fetching import Fetched, PictureFetcher

__all__ = ["Fetched", "PictureFetcher", "Pictures"]
