# SPDX-License-Identifier: LicenseRef-Desk
"""How the parts of the customer card are called, and how large it is; quick to load, unlike the card."""

ACTIVITY, DETAILS, CONSENTS = "activity", "details", "consents"
PARTS = (ACTIVITY, DETAILS, CONSENTS)
WIDTH, LEAST_WIDTH = 340, 316
HEIGHT, LEAST_HEIGHT = 480, 160
"""About; of the place that is kept for it."""
