# SPDX-License-Identifier: LicenseRef-Desk
"""Simulation: the service's own decision on what is only imagined; nothing is written."""

from typing import TYPE_CHECKING

from desk.doors import opened

if TYPE_CHECKING:
    from desk.services.simulation.forecast import concerned
    from desk.services.simulation.imagining import Imagined, imagine
    from desk.services.simulation.scene import Asked, usual_record
else:
    __getattr__ = opened(
        __name__,
        {
            "forecast": "concerned",
            "imagining": "Imagined imagine",
            "scene": "Asked usual_record",
        },
    )

__all__ = ["Asked", "Imagined", "concerned", "imagine", "usual_record"]
