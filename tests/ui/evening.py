# SPDX-License-Identifier: LicenseRef-Desk
"""A whole sitting for a test: the window opens a shop, and closes at the end."""

import asyncio

from desk.ui.sitting import Sitting


class Evening:
    """A sitting that runs in the background of a test."""

    def __init__(self, window, place, *, sample=False):
        self.sitting = Sitting(window, place, sample=sample)
        self.window = window

    async def __aenter__(self):
        self.task = asyncio.get_running_loop().create_task(self.sitting.run())
        return self.sitting

    async def __aexit__(self, *_how):
        self.window.close()
        await asyncio.wait_for(self.task, 20)
