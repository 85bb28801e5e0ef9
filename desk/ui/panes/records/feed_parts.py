# SPDX-License-Identifier: LicenseRef-Desk
"""How the parts of the event feed's pane are called, and how large it is; quick to load, unlike the pane."""

FEED, FIELDS = "feed", "fields"
WIDTH, LEAST_WIDTH = 316, 288
HEIGHT, LEAST_HEIGHT = 440, 240
"""About; of the place that is kept for it."""
