# SPDX-License-Identifier: LicenseRef-Desk
"""Who speaks: the identity, look and habits of a location, as a message shows them."""

import re
from dataclasses import dataclass

COLOUR = "#0B6B5D"
_HEX = re.compile(r"#[0-9a-fA-F]{6}")
_PICTURE = re.compile(r"https://[^\s\"'<>]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Brand:
    """A location's identity; every part may be empty.

    colour: "#rrggbb". logo: an https address. footer: the legal line. zone: IANA name; country: ISO 3166;
    currency: ISO 4217. The last three decide how dates, telephone numbers and amounts are written.
    """

    name: str = ""
    legal_name: str = ""
    address: str = ""
    phone: str = ""
    email: str = ""
    website: str = ""
    colour: str = COLOUR
    logo: str = ""
    footer: str = ""
    zone: str = "Europe/Paris"
    country: str = "FR"
    currency: str = "EUR"

    @property
    def band(self) -> str:
        """The colour of the head and the buttons; the house colour when it is not one."""
        return self.colour if _HEX.fullmatch(self.colour) else COLOUR

    @property
    def ink(self) -> str:
        """White or near-black, whichever reads better on `band`."""
        red, green, blue = (int(self.band[at : at + 2], 16) / 255 for at in (1, 3, 5))
        luminance = 0.2126 * red**2.2 + 0.7152 * green**2.2 + 0.0722 * blue**2.2
        return "#ffffff" if luminance < 0.36 else "#1b1f1d"

    @property
    def picture(self) -> str:
        """The logo's address; empty when it is not a plain https one."""
        return self.logo if _PICTURE.fullmatch(self.logo) else ""
