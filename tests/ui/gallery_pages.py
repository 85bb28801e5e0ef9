# SPDX-License-Identifier: LicenseRef-Desk
"""Two pages of the gallery, made to look like the window: sends and a rule."""

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desk.ui import widgets as w
from desk.ui.rows_model import Column, RowsModel
from desk.ui.theme import SIZE
from tests.ui.gallery_parts import STATES, row_of


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


def sent(line: str) -> Sent:
    """Return a row of the table: time, customer, rule, channel, state, what it is about."""
    at, who, rule, channel, state, about = line.split("|")
    words = {"email": "E-mail", "sms": "SMS", "push": "App", "letter": "Courrier"}
    icon, role = STATES[state]
    return Sent(
        at=at,
        who=who,
        rule=rule,
        channel=channel,
        channel_word=words[channel],
        icon=icon,
        state=state,
        role=role,
        about=about,
    )


ROWS = (
    sent("14:33|Sophie Bernard|Commande prête|email|Ouvert|1042"),
    sent("14:31|Marc Delaunay|Rappel de rendez-vous J-1|sms|Remis|RDV 88"),
    sent("14:30|Nadia Ferrand|Anniversaire – bon d’achat|email|Non inscrite|—"),
    sent("14:28|Hugo Besson|Commande prête|sms|Échec|1038"),
    sent("14:27|Amina Rahmani|Demande d’avis|sms|Reporté à 8:00|1029"),
    sent("14:20|Pharmacie Arnaud|Facture échue – relance 1|email|Rebond|F-2291"),
    sent("14:02|Théo Vasseur|Commande prête|email|Envoyé|1017"),
    sent("13:58|Lina Nowak|Commande prête|push|Lu|1011"),
    sent("13:12|Kenji Tanaka|Commande prête|email|En file|1008"),
    sent("12:55|Jeanne Collet|Abonnement – résiliation|letter|Imprimé|A-55"),
)

STEPS = (
    w.TraceStep(title="Anniversaire dans 3 jours", detail="Né(e) le 28 novembre", time="14:30"),
    w.TraceStep(title="Règle active, version 2", detail="Anniversaire – bon d’achat", time="14:30"),
    w.TraceStep(
        title="E-mail refusé",
        time="14:30",
        icon="x-circle",
        role="danger",
        detail="Thème « Offres » non accepté (centre de préférences, 12 oct.)",
    ),
    w.TraceStep(
        title="Heures calmes 20:00 – 8:00",
        detail="Reporté à l’ouverture",
        time="+10 h 45",
        icon="pause-circle",
        role="warn",
    ),
    w.TraceStep(
        title="1. E-mail", detail="sophie.bernard@mail.fr", time="8:00", icon="envelope-simple", role="email"
    ),
    w.TraceStep(
        title="Arrêt : aucun canal restant",
        detail="Rien n’a été débité",
        time="14:30",
        icon="prohibit",
        role="text2",
        fill=False,
    ),
)


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
    w.ListCard(
        title="Commande prête – prévenir le client",
        meta="1 204 envois",
        is_on=True,
        marks=(("envelope-simple", "email"), ("device-mobile", "sms")),
    ),
    w.ListCard(
        title="Rappel de rendez-vous J-1", meta="862 envois", marks=(("device-mobile", "sms"),), is_on=True
    ),
    w.ListCard(
        title="Anniversaire – bon d’achat",
        meta="311 envois",
        marks=(("envelope-simple", "email"),),
        is_on=True,
    ),
    w.ListCard(
        title="Facture échue – relance 1",
        meta="En pause",
        badge="SMS bas",
        badge_role="warn",
        badge_icon="warning",
        marks=(("envelope-simple", "email"), ("mailbox", "letter")),
        is_on=False,
    ),
    w.ListCard(
        title="Prospect : devis sans réponse depuis une semaine",
        meta="En pause",
        marks=(("envelope-simple", "email"),),
        is_on=False,
    ),
)


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
    for icon, name in DEEDS:
        header.add_action(w.IconButton(icon, name))
    on = w.Switch("Active", show_label=True)
    on.setChecked(True)
    header.add_action(on)
    header.add_action(w.PrimaryButton("Enregistrer", "check"))
    head.addWidget(header)
    pane.column.addLayout(head)
    pane.column.addWidget(w.Divider())
    body = pane.padded()
    body.addWidget(summary())
    for card in clauses():
        body.addWidget(card)
    body.addStretch()
    return pane


DEEDS = (
    ("arrow-u-up-left", "Annuler"),
    ("arrow-u-up-right", "Rétablir"),
    ("clock-counter-clockwise", "Versions"),
)
SUMMARY = (
    "<b>Quand</b> une commande passe à <b>Prête</b>, <b>si</b> le client accepte les messages, "
    "<b>envoyer</b> « Commande prête » par e-mail, puis par SMS, <b>mais pas</b> entre 20:00 et 8:00."
)


def summary() -> QWidget:
    """Return the rule in one sentence."""
    card = w.Card(quiet=True)
    line = QHBoxLayout()
    line.setSpacing(SIZE.space_m)
    line.addWidget(w.IconMark("quotes", "primary_text", SIZE.icon_xl))
    line.addWidget(w.RichText(SUMMARY), 1)
    card.column.addLayout(line)
    return card


def clauses() -> list[QWidget]:
    """Return the clauses of a rule; one pill of them is wrong."""
    pill = w.Pill
    wrong = pill("Quand, lieu", "choisir…")
    wrong.set_problem("Choisissez un établissement.")
    when = ["une", pill("Quand", "commande", "wrench"), pill("Quand", "passe au statut")]
    when += [pill("Quand, statut", "Prête"), "dans", wrong]
    more = w.LinkButton("Ajouter une condition", "plus")
    send = ["le modèle", pill("Envoyer", "Commande prête", "file-text"), "au", pill("Envoyer", "client"), "·"]
    send += [pill("Envoyer", "immédiatement", "clock")]
    send += [w.Badge("Escalade : 2 messages possibles", "warn", "warning")]
    but = ["pas pendant les", pill("Mais", "heures calmes 20:00 – 8:00", "moon"), "→"]
    but += [pill("Mais", "reporter à l’ouverture"), "· au plus", pill("Mais", "1 message"), "par"]
    but += [pill("Mais", "24 heures"), "et par client"]
    until = ["relancer tous les", pill("Jusqu’à", "3 jours"), "jusqu’à", pill("Jusqu’à", "commande retirée")]
    return [
        clause("QUAND", "info", *when),
        clause("SI", "chat", pill("Si", "toutes"), "les conditions sont vraies :", more),
        clause("ENVOYER", "info", *send),
        clause("MAIS", "warn", *but),
        clause("JUSQU’À", "ok", *until),
    ]
