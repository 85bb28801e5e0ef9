# SPDX-License-Identifier: LicenseRef-Desk
"""Five hundred patches leave the memory as it was (slow: `make soak`)."""

from statistics import median
from time import perf_counter

import psutil
import pytest

from desk.ui.widgets import HtmlView

ROW = (
    "<table role='presentation' width='100%' style='border-collapse:collapse'><tr>"
    "<td style='padding:12px;font-family:Arial;font-size:14px;color:#333'>"
    "<div style='background:#f4f4f4;border-radius:6px;padding:10px'><h2 style='color:#0b675e'>Produit</h2>"
    "<p>Bonjour Sophie, votre commande est prête à être retirée, nous sommes ouverts jusqu’à 19 h.</p>"
    "<a href='https://example.com/' style='display:inline-block;padding:8px 14px'>Voir</a>"
    "</div></td></tr></table>"
)
MAIL = "<!doctype html><html lang=fr><body>" + ROW * (52_000 // len(ROW)) + "</body></html>"


def whole_mb():
    """Return the share of memory of this process and those it started."""
    me = psutil.Process()
    return sum(process.memory_full_info().pss for process in [me, *me.children(recursive=True)]) / 1e6


@pytest.mark.soak
@pytest.mark.timeout(300)
def test_memory_is_bounded(shown, qtbot):
    view = shown(HtmlView("Aperçu"), 700, 800)
    with qtbot.waitSignal(view.painted, timeout=60_000):
        view.show_html(MAIL, 0)
    spans, early = [], 0.0
    for revision in range(1, 501):
        start = perf_counter()
        with qtbot.waitSignal(view.painted):
            view.patch_html(MAIL.replace("Produit", f"Produit {revision}"), revision)
        spans.append((perf_counter() - start) * 1000)
        if revision == 50:
            early = whole_mb()
    late = whole_mb()
    print(f"patch to painted p50 {median(spans):.1f} ms; {early:.0f} MB after 50, {late:.0f} MB after 500")
    assert late <= 1.3 * early
