# SPDX-License-Identifier: LicenseRef-Desk
"""The ways out: accounts at mail servers and message services, who looks after them, and what their failures mean."""
