# SPDX-License-Identifier: LicenseRef-Desk
"""Translation: the engines, what is kept of them, and the worker that brings messages into other languages."""
