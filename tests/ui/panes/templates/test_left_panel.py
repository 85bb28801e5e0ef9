# SPDX-License-Identifier: LicenseRef-Desk
"""The left dock shows one of two parts."""

from tests.ui.frame import spoken


def test_one_part_at_a_time(shop, on_stage):
    async def scene(stage):
        await stage.ready()
        left = stage.page.left
        assert left.part() == "library"
        assert stage.page.library.isVisible()
        left.parts.setCurrentIndex(1)
        assert stage.page.variables.isVisible()
        assert not stage.page.library.isVisible()
        stage.run("insert")
        assert left.part() == "variables"
        with spoken("fr"):
            assert left.parts.tabText(0) == "Bibliothèque"

    on_stage(scene)
