# SPDX-License-Identifier: LicenseRef-Desk
"""Paints every widget in both looks: `QT_QPA_PLATFORM=offscreen python -m tests.ui.gallery OUT_DIR`."""

import sys
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import (
    QApplication,
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

from desk.ui import widgets as w
from desk.ui.rows_model import Column, RowsModel
from desk.ui.theme import SIZE, apply


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """A row of the table shown."""

    at: str
    who: str
    rule: str
    channel: str
    channel_word: str
    icon: str
    state: str
    role: str
    about: str


def sent(at: str, who: str, rule: str, channel: str, state: str, about: str) -> Sent:
    """Return a row of the table."""
    words = {"email": "E-mail", "sms": "SMS", "push": "App", "letter": "Courrier"}
    icon, role = STATES[state]
    return Sent(at=at, who=who, rule=rule, channel=channel, channel_word=words[channel], icon=icon, state=state,
                role=role, about=about)  # fmt: skip


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

ROWS = (
    sent("14:33", "Sophie Bernard", "Commande prête", "email", "Ouvert", "1042"),
    sent("14:31", "Marc Delaunay", "Rappel de rendez-vous J-1", "sms", "Remis", "RDV 88"),
    sent("14:30", "Nadia Ferrand", "Anniversaire – bon d’achat", "email", "Non inscrite", "—"),
    sent("14:28", "Hugo Besson", "Commande prête", "sms", "Échec", "1038"),
    sent("14:27", "Amina Rahmani", "Demande d’avis", "sms", "Reporté à 8:00", "1029"),
    sent("14:20", "Pharmacie Arnaud", "Facture échue – relance 1", "email", "Rebond", "F-2291"),
    sent("14:02", "Théo Vasseur", "Commande prête", "email", "Envoyé", "1017"),
    sent("13:58", "Lina Nowak", "Commande prête", "push", "Lu", "1011"),
    sent("13:12", "Kenji Tanaka", "Commande prête", "email", "En file", "1008"),
    sent("12:55", "Jeanne Collet", "Abonnement – résiliation", "letter", "Imprimé", "A-55"),
)

STEPS = (
    w.TraceStep(title="Anniversaire dans 3 jours", detail="Né(e) le 28 novembre", time="14:30"),
    w.TraceStep(title="Règle active, version 2", detail="Anniversaire – bon d’achat", time="14:30"),
    w.TraceStep(title="E-mail refusé", time="14:30", icon="x-circle", role="danger",
                detail="Thème « Offres » non accepté (centre de préférences, 12 oct.)"),
    w.TraceStep(title="Heures calmes 20:00 – 8:00", detail="Reporté à l’ouverture", time="+10 h 45",
                icon="pause-circle", role="warn"),
    w.TraceStep(title="1. E-mail", detail="sophie.bernard@mail.fr", time="8:00", icon="envelope-simple", role="email"),
    w.TraceStep(title="Arrêt : aucun canal restant", detail="Rien n’a été débité", time="14:30", icon="prohibit",
                role="text2", fill=False),
)  # fmt: skip


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


def table() -> w.DeskTable:
    """Return a table of sends."""
    columns = [
        Column(name="at", header="Heure", text=lambda row: row.at),
        Column(name="who", header="Client", text=lambda row: row.who),
        Column(name="rule", header="Règle", text=lambda row: row.rule),
        Column(name="channel", header="Canal", text=lambda row: row.channel_word),
        Column(name="state", header="État", text=lambda row: row.state),
        Column(name="about", header="Objet lié", text=lambda row: row.about),
    ]
    made = w.DeskTable("Envois")
    model: RowsModel[Sent, str] = RowsModel(columns, key=lambda row: row.at, parent=made)
    model.set_rows(ROWS)
    made.setModel(model)
    made.set_cells(
        {
            "at": lambda row: w.DateCell(text=row.at),
            "who": lambda row: w.TextCell(text=row.who, kind="strong"),
            "channel": lambda row: w.ChannelCell(channel=row.channel, word=row.channel_word),
            "state": lambda row: w.StateCell(icon=row.icon, word=row.state, role=row.role),
        },
        {"at": 70, "who": 150, "rule": 214, "channel": 104, "state": 146, "about": 90},
    )
    made.setSortingEnabled(True)
    made.show_sort("at", ascending=False)
    made.selectRow(2)
    return made


def history() -> QWidget:
    """Return something like the page of sends."""
    pane = w.Pane()
    head = pane.padded()
    header = w.PageHeader("Envois")
    header.add_action(w.SecondaryButton("3 échecs : renvoyer…", "arrow-clockwise"))
    head.addWidget(header)
    tiles = [
        ("paper-plane-tilt", "214", "envoyés aujourd’hui", "info"),
        ("check-circle", "201", "remis", "ok"),
        ("moon", "4", "reportés", "warn"),
        ("prohibit", "6", "non inscrits", "text2"),
        ("x-circle", "3", "échecs à traiter", "danger"),
    ]
    made = []
    for icon, value, caption, role in tiles:
        tile = w.KpiTile(icon, caption, role)
        tile.set_value(value)
        made.append(tile)
    made[3].setChecked(True)
    head.addWidget(row_of(*made, stretch=False))
    chips = w.ChipRow("Filtres")
    search = w.SearchField("Client, règle, adresse, numéro…")
    search.setFixedWidth(230)
    chips.add_widget(search)
    today = chips.add(w.FilterChip("Aujourd’hui", "calendar-blank"))
    today.set_options([("all", "Toutes les dates"), ("today", "Aujourd’hui")], "all")
    today.choose("today")
    for text in ("Tous les canaux", "Tous les états"):
        chips.add(w.FilterChip(text)).set_options([("", text)])
    chips.add_widget(w.LinkButton("Exporter", "export", quiet=True))
    chips.add_widget(w.IconButton("columns", "Colonnes"))
    head.addWidget(chips)
    pane.column.addWidget(table(), 1)
    pane.column.addWidget(w.Divider())
    foot = QHBoxLayout()
    foot.setContentsMargins(SIZE.space_m, SIZE.space_s, SIZE.space_m, SIZE.space_s)
    foot.addWidget(w.Text("1 sélectionné sur 214", "meta"), 1)
    foot.addWidget(w.Text("Chargé à la demande : 18 402 envois conservés (24 mois)", "muted"))
    pane.column.addLayout(foot)
    whole = QWidget()
    row = QHBoxLayout(whole)
    row.setSpacing(SIZE.space_s)
    row.addWidget(pane, 1)
    row.addWidget(why())
    whole.resize(1180, 660)
    return whole


def why() -> QWidget:
    """Return the Why panel."""
    pane = w.Pane()
    pane.setFixedWidth(306)
    column = pane.padded()
    header = w.PageHeader("Pourquoi ?", level="h2")
    header.add_action(w.IconButton("push-pin", "Détacher"))
    header.add_action(w.IconButton("x", "Fermer"))
    column.addWidget(header)
    card = w.Card(quiet=True)
    line = QHBoxLayout()
    line.addWidget(w.IconMark("prohibit", "text2", SIZE.icon_xl))
    texts = QVBoxLayout()
    texts.setSpacing(0)
    texts.addWidget(w.Text("Non envoyé : cliente non inscrite", "h3"))
    texts.addWidget(w.Text("Aucun canal n’était autorisé pour Nadia Ferrand.", "meta", wrap=True))
    line.addLayout(texts, 1)
    card.column.addLayout(line)
    column.addWidget(card)
    trace = w.TraceList("Étapes")
    trace.set_steps(STEPS)
    column.addWidget(trace)
    column.addWidget(w.Divider())
    column.addWidget(w.SectionLabel("Que faire ?"))
    column.addWidget(w.SecondaryButton("Demander le consentement", "envelope-simple-open"))
    column.addWidget(w.SecondaryButton("Compléter la fiche cliente", "user"))
    blocked = w.SecondaryButton("Renvoyer maintenant", "arrow-clockwise")
    blocked.setEnabled(False)
    column.addWidget(blocked)
    column.addWidget(w.Text("Renvoyer reste bloqué tant que le consentement manque.", "muted", wrap=True))
    column.addStretch()
    return pane


CARDS = (
    w.ListCard(title="Commande prête – prévenir le client", meta="1 204 envois", is_on=True,
               marks=(("envelope-simple", "email"), ("device-mobile", "sms"))),
    w.ListCard(title="Rappel de rendez-vous J-1", meta="862 envois", marks=(("device-mobile", "sms"),), is_on=True),
    w.ListCard(title="Anniversaire – bon d’achat", meta="311 envois", marks=(("envelope-simple", "email"),),
               is_on=True),
    w.ListCard(title="Facture échue – relance 1", meta="En pause", badge="SMS bas", badge_role="warn",
               badge_icon="warning", marks=(("envelope-simple", "email"), ("mailbox", "letter")), is_on=False),
    w.ListCard(title="Prospect : devis sans réponse depuis une semaine", meta="En pause",
               marks=(("envelope-simple", "email"),), is_on=False),
)  # fmt: skip


def card_list() -> w.CardList:
    """Return a list of rules."""
    made = w.CardList("Règles", lambda row: row)
    column = Column(name="title", header="Règle", text=lambda row: row.title)
    model: RowsModel[w.ListCard, str] = RowsModel([column], key=lambda row: row.title, parent=made)
    model.set_rows(CARDS)
    made.setModel(model)
    made.setCurrentIndex(model.index(0, 0))
    return made


def clause(tag: str, role: str, *parts: str | QWidget) -> QWidget:
    """Return one clause of a rule: words and pills."""
    card = w.Card()
    row = QHBoxLayout()
    row.setSpacing(SIZE.space_m)
    row.addWidget(w.ClauseTag(tag, role), 0, Qt.AlignmentFlag.AlignTop)
    sentence = QWidget()
    flow = w.FlowLayout(sentence)
    for part in parts:
        flow.addWidget(w.Text(part) if isinstance(part, str) else part)
    row.addWidget(sentence, 1)
    card.column.addLayout(row)
    return card


def rules() -> QWidget:
    """Return something like the rule editor."""
    whole = QWidget()
    row = QHBoxLayout(whole)
    row.setSpacing(SIZE.space_s)
    left = w.Pane()
    left.setFixedWidth(280)
    head = left.padded()
    header = w.PageHeader("Règles")
    header.add_action(w.PrimaryButton("Nouvelle", "plus"))
    head.addWidget(header)
    head.addWidget(w.SearchField("Filtrer les règles"))
    chips = w.ChipRow("Règles", exclusive=True)
    for text, count in (("Toutes", 8), ("Actives", 6), ("Alertes", 1)):
        chips.add(w.FilterChip(text)).set_count(count)
    chips.findChildren(w.FilterChip)[0].setChecked(True)
    head.addWidget(chips)
    left.column.addWidget(w.Divider())
    left.column.addWidget(card_list(), 1)
    row.addWidget(left)
    row.addWidget(editor(), 1)
    whole.resize(1000, 620)
    return whole


def editor() -> QWidget:
    """Return the sentence of a rule."""
    pane = w.Pane()
    head = QHBoxLayout()
    head.setContentsMargins(SIZE.space_l, SIZE.space_m, SIZE.space_m, SIZE.space_m)
    header = w.PageHeader("Commande prête – prévenir le client", "Version 4 · 13:58 par Camille", level="h2")
    for icon, name in (("arrow-u-up-left", "Annuler"), ("arrow-u-up-right", "Rétablir"),
                       ("clock-counter-clockwise", "Versions")):  # fmt: skip
        header.add_action(w.IconButton(icon, name))
    on = w.Switch("Active", show_label=True)
    on.setChecked(True)
    header.add_action(on)
    header.add_action(w.PrimaryButton("Enregistrer", "check"))
    head.addWidget(header)
    pane.column.addLayout(head)
    pane.column.addWidget(w.Divider())
    body = pane.padded()
    summary = w.Card(quiet=True)
    line = QHBoxLayout()
    line.setSpacing(SIZE.space_m)
    line.addWidget(w.IconMark("quotes", "primary_text", SIZE.icon_xl))
    text = ("<b>Quand</b> une commande passe à <b>Prête</b>, <b>si</b> le client accepte les messages de service, "
            "<b>envoyer</b> « Commande prête » par e-mail, puis par SMS, <b>mais pas</b> entre 20:00 et 8:00.")  # fmt: skip
    line.addWidget(w.RichText(text), 1)
    summary.column.addLayout(line)
    body.addWidget(summary)
    wrong = w.Pill("Quand, lieu", "choisir…")
    wrong.set_problem("Choisissez un établissement.")
    body.addWidget(
        clause(
            "QUAND",
            "info",
            "une",
            w.Pill("Quand", "commande", "wrench"),
            w.Pill("Quand", "passe au statut"),
            w.Pill("Quand, statut", "Prête"),
            "dans",
            wrong,
        )
    )
    body.addWidget(
        clause(
            "SI",
            "chat",
            w.Pill("Si", "toutes"),
            "les conditions sont vraies :",
            w.LinkButton("Ajouter une condition", "plus"),
        )
    )
    body.addWidget(
        clause(
            "ENVOYER",
            "info",
            "le modèle",
            w.Pill("Envoyer", "Commande prête", "file-text"),
            "au",
            w.Pill("Envoyer", "client"),
            "·",
            w.Pill("Envoyer", "immédiatement", "clock"),
            w.Badge("Escalade : 2 messages possibles", "warn", "warning"),
        )
    )
    body.addWidget(
        clause(
            "MAIS",
            "warn",
            "pas pendant les",
            w.Pill("Mais", "heures calmes 20:00 – 8:00", "moon"),
            "→",
            w.Pill("Mais", "reporter à l’ouverture"),
            "· au plus",
            w.Pill("Mais", "1 message"),
            "par",
            w.Pill("Mais", "24 heures"),
            "et par client",
        )
    )
    body.addWidget(clause("JUSQU’À", "ok", "relancer tous les", w.Pill("Jusqu’à", "3 jours"), "jusqu’à",
                          w.Pill("Jusqu’à", "commande retirée")))  # fmt: skip
    body.addStretch()
    return pane


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
    column = card.column
    off = w.PrimaryButton("Envoyer")
    off.setEnabled(False)
    column.addWidget(w.SectionLabel("Boutons"))
    column.addWidget(row_of(w.PrimaryButton("Nouveau", "plus"), w.SecondaryButton("Exporter", "export"), off))
    column.addWidget(row_of(w.PrimaryButton("Supprimer", "trash", danger=True),
                            w.SecondaryButton("Tout arrêter", "hand-palm", danger=True)))  # fmt: skip
    flag = w.IconButton("flag", "Suivi", checkable=True)
    flag.setChecked(True)
    column.addWidget(row_of(w.LinkButton("Ouvrir la fiche complète"), w.LinkButton("Aperçu", "eye", quiet=True),
                            w.IconButton("dots-three", "Plus"), flag))  # fmt: skip
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
    column.addStretch()
    return card


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
    column = card.column
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
    people = [w.Avatar("Sophie Bernard", channel="email"), w.Avatar("Marc Delaunay", channel="sms"),
              w.Avatar("Lina Nowak", channel="chat"), w.Avatar("Camille Martin", SIZE.avatar_xl),
              w.Avatar("Julien Lopez", SIZE.avatar_s)]  # fmt: skip
    column.addWidget(row_of(*people))
    column.addWidget(w.SectionLabel("Contrôles"))
    checks = w.CheckList("Contrôles")
    checks.set_items([
        w.CheckItem(key="a", text="Réception et envoi fonctionnent.", state="ok"),
        w.CheckItem(key="b", text="Trouvé par déduction.", detail="Vérifiez le nom du serveur.", state="warn"),
        w.CheckItem(key="c", text="Le serveur refuse ce mot de passe.", state="danger", verb="Ressaisir"),
        w.CheckItem(key="d", text="Recherche des serveurs…", state="busy"),
        w.CheckItem(key="e", text="Test d’envoi", state="todo"),
    ])  # fmt: skip
    column.addWidget(checks)
    for role, text, verb in (("warn", "Hors connexion. 2 réponses partiront dès le retour du réseau.", "Réessayer"),
                             ("danger", "La boîte refuse le mot de passe.", "Se reconnecter")):  # fmt: skip
        bar = w.InfoBar(role)
        column.addWidget(bar)
        bar.show_message(text, verb=verb, details="535 5.7.8 authentication failed")
    empty = w.EmptyState("paper-plane-tilt", "Rien n’a encore été envoyé.",
                         "Simulez une règle pour voir ce qui partirait.", "Simuler")  # fmt: skip
    column.addWidget(empty, 1)
    return card


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
    stack.show_toast("Envoi dans {seconds} s", [("Annuler", lambda: None), ("Envoyer", lambda: None)], seconds=8,
                     icon="paper-plane-tilt")  # fmt: skip
    whole.resize(1100, 420)
    return whole


def icons() -> QWidget:
    """Return all icons."""
    from desk.resources import path

    whole = QWidget()
    flow = w.FlowLayout(whole)
    for file in sorted((path("icons") / "regular").glob("*.svg")):
        flow.addWidget(w.IconMark(file.stem, "text2", 24))
    whole.resize(800, 260)
    return whole


PAGES = {"history": history, "rules": rules, "controls": controls, "phone": phone, "icons": icons}


def paint(folder: Path, look: str) -> None:
    """Write one picture for each page."""
    for name, make in PAGES.items():
        page = make()
        page.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        page.show()
        QApplication.processEvents()
        page.grab().save(str(folder / f"{name}_{look}.png"))
        page.close()
        page.deleteLater()


def main(folder: Path) -> None:
    """Paint all pages in both looks."""
    folder.mkdir(parents=True, exist_ok=True)
    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    for look in ("light", "dark"):
        apply(application, look)
        paint(folder, look)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
