# SPDX-License-Identifier: LicenseRef-Desk
"""How many examples a property tries that costs microseconds: as many in the suite as in a soak."""

from hypothesis import settings

MANY = settings(deadline=None, max_examples=1000)
"""For what reads strangers' words: what forty examples do not find, somebody sends. Others keep to the profile's."""
