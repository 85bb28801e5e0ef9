# SPDX-License-Identifier: LicenseRef-Desk
"""Puts the program together: one place where everything meets."""

from typing import TYPE_CHECKING

from desk.doors import opened

if TYPE_CHECKING:
    from desk.bootstrap.new_shop import ShopDraft, create_shop, open_sample
    from desk.bootstrap.opening import Desk, open_desk
    from desk.bootstrap.service import Service
    from desk.bootstrap.setting_up import Done, set_up
    from desk.bootstrap.shop_file import ShopPlan, read_shop_file
    from desk.bootstrap.stocking import activate, open_sample_rules, stock
    from desk.bootstrap.syncing import chosen_mailboxes, sync_for_ever, sync_once, sync_worker
else:
    __getattr__ = opened(
        __name__,
        {
            "new_shop": "ShopDraft create_shop open_sample",
            "opening": "Desk open_desk",
            "service": "Service",
            "setting_up": "Done set_up",
            "shop_file": "ShopPlan read_shop_file",
            "stocking": "activate open_sample_rules stock",
            "syncing": "chosen_mailboxes sync_for_ever sync_once sync_worker",
        },
    )

__all__ = [
    "Desk",
    "Done",
    "Service",
    "ShopDraft",
    "ShopPlan",
    "activate",
    "chosen_mailboxes",
    "create_shop",
    "open_desk",
    "open_sample",
    "open_sample_rules",
    "read_shop_file",
    "set_up",
    "stock",
    "sync_for_ever",
    "sync_once",
    "sync_worker",
]
