# SPDX-License-Identifier: LicenseRef-Desk
"""The one history of the tables, for SQLite and PostgreSQL alike."""
