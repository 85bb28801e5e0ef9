# SPDX-License-Identifier: LicenseRef-Desk
"""The parts of the gallery: every control, mark and message in its states."""

from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDateEdit,
    QDoubleSpinBox,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QProgressBar,
    QRadioButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from desk.resources import path
from desk.ui import widgets as w
from desk.ui.theme import SIZE

STATES = {
    "Ouvert": ("check-circle", "ok"),
    "Remis": ("check", "ok"),
    "Non inscrite": ("prohibit", "text2"),
    "Échec": ("x-circle", "danger"),
    "Reporté à 8:00": ("moon", "warn"),
    "Rebond": ("arrow-bend-up-left", "danger"),
    "Envoyé": ("paper-plane-tilt", "info"),
    "Lu": ("checks", "ok"),
    "En file": ("hourglass-medium", "text2"),
    "Imprimé": ("printer", "ok"),
}


def row_of(*parts: QWidget, stretch: bool = True) -> QWidget:
    """Return `parts` side by side."""
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(SIZE.space_s)
    for part in parts:
        row.addWidget(part)
    if stretch:
        row.addStretch()
    return line


def controls() -> QWidget:
    """Return every control in its states."""
    whole = QWidget()
    row = QHBoxLayout(whole)
    row.setSpacing(SIZE.space_s)
    row.addWidget(buttons_card(), 1)
    row.addWidget(form_card(), 1)
    row.addWidget(marks_card(), 1)
    whole.resize(1180, 720)
    return whole


def buttons_card() -> QWidget:
    """Return buttons, tabs, chips, switches."""
    card = w.Card()
    add_buttons(card.column)
    add_choices(card.column)
    add_switches(card.column)
    card.column.addStretch()
    return card


def add_buttons(column: QVBoxLayout) -> None:
    """Add buttons of each kind."""
    off = w.PrimaryButton("Envoyer")
    off.setEnabled(False)
    column.addWidget(w.SectionLabel("Boutons"))
    column.addWidget(row_of(w.PrimaryButton("Nouveau", "plus"), w.SecondaryButton("Exporter", "export"), off))
    column.addWidget(
        row_of(
            w.PrimaryButton("Supprimer", "trash", danger=True),
            w.SecondaryButton("Tout arrêter", "hand-palm", danger=True),
        )
    )
    flag = w.IconButton("flag", "Suivi", checkable=True)
    flag.setChecked(True)
    column.addWidget(
        row_of(
            w.LinkButton("Ouvrir la fiche complète"),
            w.LinkButton("Aperçu", "eye", quiet=True),
            w.IconButton("dots-three", "Plus"),
            flag,
        )
    )


def add_choices(column: QVBoxLayout) -> None:
    """Add tabs and chips."""
    column.addWidget(w.SectionLabel("Onglets"))
    segments = w.Segments("Conversations")
    for key, text in (("open", "En cours"), ("asleep", "En veille"), ("done", "Archivées")):
        segments.add(key, text)
    segments.set_count("open", 12)
    column.addWidget(segments)
    tabs = w.Segments("Composer", underline=True)
    tabs.add("reply", "Répondre", "arrow-bend-up-left")
    tabs.add("note", "Note interne", "note-pencil")
    column.addWidget(tabs)
    column.addWidget(w.SectionLabel("Filtres"))
    chips = w.ChipRow("Filtres")
    for icon, text in (("envelope-simple", "Non lus"), ("flag", "Suivis"), ("user", "À moi")):
        chips.add(w.FilterChip(text, icon))
    chips.findChildren(w.FilterChip)[1].setChecked(True)
    column.addWidget(chips)


def add_switches(column: QVBoxLayout) -> None:
    """Add switches, check boxes and progress."""
    column.addWidget(w.SectionLabel("Interrupteurs"))
    on, off_switch, dead = w.Switch("Active", show_label=True), w.Switch("b", show_label=False), w.Switch("c")
    on.setChecked(True)
    dead.setEnabled(False)
    column.addWidget(row_of(on, off_switch, dead))
    check, radio, third = QCheckBox("Abonnés seulement"), QRadioButton("Un seul"), QCheckBox("En partie")
    check.setChecked(True)
    third.setTristate(True)
    third.setCheckState(Qt.CheckState.PartiallyChecked)
    radio.setChecked(True)
    column.addWidget(row_of(check, third, radio))
    column.addWidget(w.SectionLabel("Avancement"))
    pill = w.ProgressPill()
    pill.set_progress("Import clients 64 % · 12 s", 0.64)
    bar = QProgressBar()
    bar.setTextVisible(False)
    bar.setValue(40)
    column.addWidget(row_of(pill))
    column.addWidget(bar)


def form_card() -> QWidget:
    """Return a form with one problem."""
    card = w.Card()
    form = w.Form()
    form.add("name", w.FormField("Nom de la boutique", QLineEdit("Atelier Lyon 2")))
    mail = form.add("mail", w.FormField("Adresse e-mail", QLineEdit("contact@")))
    mail.set_problem("Il manque le nom de domaine après @.")
    combo = QComboBox()
    combo.addItems(["Français", "English"])
    form.add("language", w.FormField("Langue", combo, hint="Celle des messages, pas celle de l’écran."))
    form.add("amount", w.FormField("Montant", QDoubleSpinBox(value=20.0)))
    form.add("days", w.FormField("Jours", QSpinBox(value=3)))
    form.add("day", w.FormField("Date", QDateEdit(QDate(2026, 11, 25), calendarPopup=True)))
    form.add("text", w.FormField("Texte", QPlainTextEdit("Bonjour Sophie,")))
    dead = form.add("dead", w.FormField("Identifiant", QLineEdit("1042")))
    dead.editor.setEnabled(False)
    form.add("auto", w.FormField("Continuer en arrière-plan", w.Switch("")))
    card.column.addWidget(form)
    card.column.addStretch()
    return card


def marks_card() -> QWidget:
    """Return badges, people, checks, bars."""
    card = w.Card()
    add_marks(card.column)
    add_messages(card.column)
    return card


def add_marks(column: QVBoxLayout) -> None:
    """Add badges, states and people."""
    column.addWidget(w.SectionLabel("Marques"))
    box = QWidget()
    flow = w.FlowLayout(box, gap=SIZE.space_xs)
    for role in ("neutral", "tint", "primary", "note", "danger", "warn", "ok", "info", "chat", "push"):
        flow.addWidget(w.Badge(role, role))
    flow.addWidget(w.Badge("E-mail", "email", "envelope-simple"))
    flow.addWidget(w.Badge("12", "primary"))
    column.addWidget(box)
    column.addWidget(
        row_of(*(w.StateLabel(STATES[s][0], s, STATES[s][1]) for s in ("Ouvert", "Échec", "Rebond")))
    )
    people = [
        w.Avatar("Sophie Bernard", channel="email"),
        w.Avatar("Marc Delaunay", channel="sms"),
        w.Avatar("Lina Nowak", channel="chat"),
        w.Avatar("Camille Martin", SIZE.avatar_xl),
        w.Avatar("Julien Lopez", SIZE.avatar_s),
    ]
    column.addWidget(row_of(*people))


def add_messages(column: QVBoxLayout) -> None:
    """Add checks, bars and an empty state."""
    column.addWidget(w.SectionLabel("Contrôles"))
    checks = w.CheckList("Contrôles")
    checks.set_items(
        [
            w.CheckItem(key="a", text="Réception et envoi fonctionnent.", state="ok"),
            w.CheckItem(
                key="b", text="Trouvé par déduction.", detail="Vérifiez le nom du serveur.", state="warn"
            ),
            w.CheckItem(key="c", text="Le serveur refuse ce mot de passe.", state="danger", verb="Ressaisir"),
            w.CheckItem(key="d", text="Recherche des serveurs…", state="busy"),
            w.CheckItem(key="e", text="Test d’envoi", state="todo"),
        ]
    )
    column.addWidget(checks)
    for role, text, verb in (
        ("warn", "Hors connexion. 2 réponses partiront dès le retour du réseau.", "Réessayer"),
        ("danger", "La boîte refuse le mot de passe.", "Se reconnecter"),
    ):
        bar = w.InfoBar(role)
        column.addWidget(bar)
        bar.show_message(text, verb=verb, details="535 5.7.8 authentication failed")
    empty = w.EmptyState(
        "paper-plane-tilt",
        "Rien n’a encore été envoyé.",
        "Simulez une règle.",
        "Simuler",
    )
    column.addWidget(empty, 1)


def phone() -> QWidget:
    """Return the telephone, the words of a page, and the popup of a pill."""
    whole = QWidget()
    row = QHBoxLayout(whole)
    bubble = w.PhoneBubble("ATELIER")
    bubble.set_messages(
        ["Bonjour Sophie, votre vélo est prêt à être retiré. L’atelier est ouvert jusqu’à 19 h."],
        "83 / 160 · 1 SMS · 1 crédit",
    )
    row.addWidget(bubble, 0, Qt.AlignmentFlag.AlignTop)
    view = w.HtmlView("Aperçu", allow_web=False)
    view.show_html("<h1>Votre vélo est prêt</h1><p>Bonjour <b>Sophie</b>,</p><ul><li>un<li>deux</ul>")
    row.addWidget(view, 1)
    popup = w.PillPopup(whole)
    popup.setWindowFlags(Qt.WindowType.Widget)
    popup.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground, False)
    options = [
        w.Option(key="ready", label="Prête", icon="check-circle", group="Commande"),
        w.Option(key="late", label="En retard", icon="clock", group="Commande"),
        *(w.Option(key=str(n), label=f"Statut {n}", group="Autres") for n in range(7)),
        w.Option(key="no", label="SMS", icon="device-mobile", group="Autres", reason="Pas de numéro."),
    ]
    popup.set_options(options, "late")
    popup.setFixedWidth(SIZE.popup_width)
    row.addWidget(popup, 0, Qt.AlignmentFlag.AlignTop)
    stack = w.ToastStack(whole)
    stack.show_toast(
        "Envoi dans {seconds} s",
        [("Annuler", lambda: None), ("Envoyer", lambda: None)],
        seconds=8,
        icon="paper-plane-tilt",
    )
    whole.resize(1100, 420)
    return whole


def icons() -> QWidget:
    """Return all icons."""
    whole = QWidget()
    flow = w.FlowLayout(whole)
    for file in sorted((path("icons") / "regular").glob("*.svg")):
        flow.addWidget(w.IconMark(file.stem, "text2", 24))
    whole.resize(800, 260)
    return whole
