"""How it looks: theme and size of text; and after how long the program locks itself."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QButtonGroup, QComboBox, QRadioButton

from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.ui.pages.settings_section import Section
from sfph_desktop.ui.support.context import ShellContext
from sfph_desktop.ui.theme.pieces import Prose, column, labelled, row, rule, words

_MINUTES = (1, 2, 5, 10, 15, 30, 60)


class LookSection(Section):
    """Each choice is put on as it is made, and kept for this person on this computer."""

    def __init__(self, office: Any, shell: ShellContext) -> None:
        super().__init__(office, shell, "How it looks")
        theme, settings = shell.theme, shell.preferences.settings
        self._group = QButtonGroup(self)
        self.themes: dict[str, QRadioButton] = {}
        for name in theme.tokens.names:
            made = QRadioButton(theme.tokens.title(name))
            made.setAccessibleName(f"Theme: {theme.tokens.title(name)}")
            made.setChecked(name == theme.name)
            made.clicked.connect(lambda _checked=False, name=name: self._change(theme=name))
            self._group.addButton(made)
            self.themes[name] = made
        self.text_size = QComboBox()
        for percent in theme.tokens.text_choices:
            self.text_size.addItem(f"{percent} %", percent)
        self.text_size.setCurrentIndex(self.text_size.findData(theme.percent))
        self.text_size.activated.connect(lambda _number: self._change(text_size=int(self.text_size.currentData())))
        self.text_size.setMaximumWidth(theme.size("list") // 2)
        self.minutes = QComboBox()
        for minutes in _MINUTES:
            self.minutes.addItem(f"{minutes} minute" + ("" if minutes == 1 else "s"), minutes)
        self.minutes.setCurrentIndex(max(self.minutes.findData(settings.lock_after_minutes), 0))
        self.minutes.activated.connect(lambda _number: self._change(lock_after_minutes=int(self.minutes.currentData())))
        self.minutes.setMaximumWidth(theme.size("list") // 2)
        self.add(
            words("Theme", "strong"),
            row(*self.themes.values(), None, gap=theme.space("large")),
            Prose("Cream is easier to read for many people with dyslexia.", "small"),
            rule(),
            column(labelled(theme, "Size of text", self.text_size)),
            rule(),
            column(
                labelled(
                    theme,
                    "Lock when nobody has pressed a key for",
                    self.minutes,
                    "Ctrl+L locks at once. What you were typing is kept.",
                )
            ),
            None,
        )

    def _change(self, **what: Any) -> None:
        try:
            self.shell.preferences.change(**what)
        except UserCanFix as failure:
            self.say_failure(failure)
            return
        self.unsay()
        if "theme" in what or "text_size" in what:
            self.theme.apply(what.get("theme", ""), what.get("text_size", 0))
