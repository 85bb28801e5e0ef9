# SPDX-License-Identifier: LicenseRef-Desk
"""Translation: which engine, where it is, its key, and what it translates by itself."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit

from desk.errors import Problem
from desk.services.assistants import ENGINES, EngineSettings
from desk.translation import N_, _
from desk.ui.panes import Context
from desk.ui.panes.settings.choice_box import ChoiceBox
from desk.ui.panes.settings.edit_form import EditForm
from desk.ui.panes.settings.secret_edit import SecretEdit
from desk.ui.panes.settings.sheet import Sheet
from desk.ui.panes.settings.translation_model import Kept, TranslationModel, Typed
from desk.ui.widgets import FormField, InfoBar, SecondaryButton, Switch
from desk.ui.wording import formats
from desk.ui.wording.assistants import code_text, trouble_text

TITLE = N_("Translation")
LEAD = N_("Reading other languages")
LABELS: Mapping[str, str] = {
    "engine": N_("Engine"),
    "address": N_("Address"),
    "key": N_("Key"),
    "is_automatic": N_("Translate what arrives in another language by itself"),
    "language": N_("Into"),
}
HINTS: Mapping[str, str] = {
    "engine": N_("What is translated is sent to the engine; notes never are."),
    "is_automatic": N_("Desk tells the language by itself; only foreign messages are sent."),
}
WORDS = (*LABELS.values(), "DeepL", "LibreTranslate")
_ENGINES = {engine.code: engine for engine in ENGINES}


class TranslationForm(EditForm):
    """test_requested(): try it as it is typed. stop_requested(): no more."""

    test_requested = Signal()
    stop_requested = Signal()

    def __init__(self) -> None:
        super().__init__(LABELS, HINTS)
        self._kept: Kept | None = None
        self.engine, self.language, self.secret = ChoiceBox(), ChoiceBox(), SecretEdit()
        self.result = InfoBar("info")
        self.test = SecondaryButton("", "plugs-connected")
        for name, editor in (
            ("engine", self.engine),
            ("address", QLineEdit()),
            ("key", self.secret),
            ("is_automatic", Switch("")),
            ("language", self.language),
        ):
            self.form.add(name, FormField("", editor))
        self.head.hide()
        self.above.addWidget(self.result)
        self.result.hide()
        self.foot.insertWidget(1, self.test)
        self.test.clicked.connect(self.test_requested)
        self.result.verb_requested.connect(self.stop_requested)
        self.engine.currentIndexChanged.connect(self._show_wanted)
        self.form.field("is_automatic").changed.connect(self._show_wanted)
        self.retranslate()

    def show_kept(self, kept: Kept) -> None:
        """Show what is kept, unless somebody is typing."""
        if self.is_touched:
            return
        self._kept = kept
        self.retranslate()
        settings = kept.settings
        self.fill(
            {
                "engine": settings.engine,
                "address": settings.address,
                "is_automatic": settings.is_automatic,
                "language": settings.language,
            }
        )
        self.secret.clear()
        self._set_touched(False)
        self._show_wanted()

    def settle(self) -> None:
        """Take what stands here as kept: the next reading may fill the form."""
        self._set_touched(False)

    def typed(self) -> Typed:
        """Return what is typed."""
        engine, key = self.engine.key(), self.secret.text() or None
        kept = self._kept.settings if self._kept is not None else EngineSettings()
        has_key = bool(key) or (kept.has_key and kept.engine == engine)
        settings = EngineSettings(
            engine=engine,
            address=self.text("address") if engine else "",
            has_key=has_key,
            is_automatic=bool(self.form.field("is_automatic").value()),
            language=self.language.key(),
        )
        return Typed(settings=settings, key=key)

    def show_trying(self) -> None:
        """Say that the engine is being asked."""
        self.result.show_message(_("Asking the engine…"), verb=_("Stop"), role="info")

    def show_said(self, sentence: str) -> None:
        """Say that the engine works."""
        self.result.show_message(_("It works. The engine says: “{text}”").format(text=sentence), role="ok")

    def show_trouble(self, error: Exception) -> None:
        """Say why it does not."""
        self.result.show_message(trouble_text(error), role="danger")

    def retranslate(self) -> None:
        super().retranslate()
        self.engine.offer([("", _("None")), *((one.code, one.label) for one in ENGINES)])
        languages = self._kept.languages if self._kept is not None else ()
        shop = formats.language_name(self._kept.language) if self._kept is not None else ""
        self.language.offer(
            [
                ("", _("The shop’s language ({language})").format(language=shop)),
                *((tag, formats.language_name(tag)) for tag in languages),
            ]
        )
        self.secret.retranslate(is_kept=self._has_kept_key())
        self.test.setText(_("Test"))
        self._show_wanted()

    def _has_kept_key(self) -> bool:
        kept = self._kept.settings if self._kept is not None else EngineSettings()
        return kept.has_key and kept.engine == self.engine.key()

    def _show_wanted(self, *_told: object) -> None:
        """Show only what the chosen engine asks for."""
        engine = _ENGINES.get(self.engine.key())
        for name in ("address", "key", "is_automatic"):
            self.form.field(name).setVisible(engine is not None)
        is_automatic = bool(self.form.field("is_automatic").value())
        self.form.field("language").setVisible(engine is not None and is_automatic)
        self.test.setEnabled(engine is not None)
        self.secret.retranslate(is_kept=self._has_kept_key())
        if engine is None:
            return
        if engine.address:
            self.form.field("address").set_hint(
                _("Leave it empty for {address}.").format(address=engine.address)
            )
        else:
            self.form.field("address").set_hint(
                _("Such as http://localhost:5000, or the server of your provider.")
            )
        self.form.field("key").set_hint(
            _("From your account at {name}.").format(name=engine.label)
            if engine.needs_key
            else _("Leave it empty if the server asks for none.")
        )

    def _sentence(self, problem: Problem) -> str:
        is_known = problem.place == "address" and problem.code != "missing_field"
        return code_text(problem.code) if is_known else super()._sentence(problem)


class TranslationSheet(Sheet):
    """The page of the engine."""

    def __init__(self, context: Context) -> None:
        super().__init__(TITLE, LEAD)
        self._context = context
        self.model = TranslationModel(context, self)
        self.form = TranslationForm()
        if (column := self.form.layout()) is not None:
            column.setContentsMargins(0, 0, 0, 0)  # no list stands beside it
        self.body.addWidget(self.form, 1)
        self._connect()
        self.retranslate()

    def unsaved(self) -> int:
        return int(self.form.is_touched)

    def retranslate(self) -> None:
        super().retranslate()
        self.form.retranslate()

    def _connect(self) -> None:
        model, form = self.model, self.form
        model.changed.connect(self._on_changed)
        model.saved.connect(self._on_saved)
        model.refused.connect(self._on_refused)
        model.tried.connect(form.show_said)
        model.failed.connect(form.show_trouble)
        self.retry_requested.connect(model.refresh)
        form.save_requested.connect(self._save)
        form.discard_requested.connect(self._discard)
        form.test_requested.connect(self._test)
        form.stop_requested.connect(self._stop)

    def _save(self) -> None:
        self.form.clear_problems()
        self.form.set_busy(True)
        self.model.save(self.form.typed())

    def _test(self) -> None:
        self.form.clear_problems()
        typed = self.form.typed()
        if problems := typed.settings.problems():
            self.form.show_problems(*problems)
            return
        self.form.show_trying()
        self.model.try_out(typed)

    def _stop(self) -> None:
        self.model.cancel()
        self.form.result.hide()

    def _discard(self) -> None:
        self.form.clear_problems()
        self.form.result.hide()
        self.form.settle()
        self._on_changed()

    def _on_changed(self) -> None:
        state = self.model.state
        self.show_error(state.error)
        if state.kept is not None:
            self.form.show_kept(state.kept)

    def _on_saved(self) -> None:
        self.form.set_busy(False)
        self.form.settle()
        self._on_changed()
        self._context.toasts.show_toast(_("Translation is set up."))

    def _on_refused(self, error: Exception) -> None:
        self.form.set_busy(False)
        self.form.show_failure(error)
