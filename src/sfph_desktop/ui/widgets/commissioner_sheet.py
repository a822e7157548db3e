"""One commissioner: kind, area, how to reach them, and what they buy."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from sfph_desktop.core.domain.contract_rules import COMMISSIONER_WORDS
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.ui.models.said import counted
from sfph_desktop.ui.theme.apply import Theme
from sfph_desktop.ui.theme.pieces import button, rule, words
from sfph_desktop.ui.widgets.fields import Field, Form
from sfph_desktop.ui.widgets.flow import Flow
from sfph_desktop.ui.widgets.page_frame import PageHeader, Sheet
from sfph_desktop.ui.widgets.passages import Headed

_KINDS = {key: said[:1].upper() + said[1:] for key, said in COMMISSIONER_WORDS.items()}


class CommissionerForm(Form):
    """The fields of a commissioner."""

    def __init__(self, theme: Theme, areas: Sequence[str]) -> None:
        super().__init__(
            theme,
            (
                Field(name="name", label="Name", needed=True, help="Its contracts go by this name."),
                Field(name="kind", label="Kind", kind="choice", choices=tuple(_KINDS), words=_KINDS, needed=True),
                Field(
                    name="area",
                    label="Area it buys for",
                    kind="suggest",
                    choices=tuple(areas),
                    help="A council, health board or integration authority; other words may be typed.",
                ),
                Field(name="contact", label="Whom to talk to"),
                Field(name="phone", label="Phone"),
                Field(name="email", label="Email"),
                Field(name="note", label="Note", kind="lines", high=1, wide=True),
            ),
        )


class CommissionerSheet(Sheet):
    """`field_left` carries commissioner, name and value; `contract_wanted` a contract."""

    field_left = Signal(int, str, object)
    contract_wanted = Signal(int)
    remove_wanted = Signal(int)

    def __init__(self, theme: Theme, areas: Sequence[str]) -> None:
        super().__init__(theme, "About this commissioner")
        self.page: Any = None
        self.header = PageHeader(theme, "")
        self.form = CommissionerForm(theme, areas)
        self.contracts = Headed(theme, "contracts", "Contracts")
        self.remove = button(theme, "Remove this commissioner", self._on_remove, kind="danger", icon="remove")
        gap = theme.space("small")
        self.add(self.header, self.form, gap, self.contracts, gap, rule(), Flow(gap, self.remove), None)
        self.form.committed.connect(
            lambda name, value: self.field_left.emit(self.page.commissioner.id if self.page else 0, name, value)
        )

    def show_page(self, page: Any) -> None:
        """Show a commissioner, or the same as it is now."""
        other = self.page is None or self.page.commissioner.id != page.commissioner.id
        self.page = page
        one = page.commissioner
        self.header.say(one.name, " · ".join(part for part in (_KINDS.get(one.kind, ""), one.area) if part))
        for name, made in self.form.rows.items():
            if other or not (made.has_keyboard() or made.editor.property("problem")):
                made.show_value(getattr(one, name))
        self.contracts.say(counted(len(page.contracts), "contract") if page.contracts else "Contracts")
        pieces: list[QWidget] = [
            button(
                self.theme,
                f"{contract.title} ({contract.contract_ref})",
                partial(self.contract_wanted.emit, int(contract.id)),
                kind="link",
            )
            for contract in page.contracts
        ]
        self.contracts.fill(*(pieces or [words("No contract names them yet.", "quiet")]))

    def show_failure(self, name: str, failure: UserCanFix) -> bool:
        """Say beside the field that was left what is wrong; whether it was said."""
        if self.form.show_problems(failure):
            return True
        if not failure.problems and name in self.form.rows:
            self.form.show_problem(name, str(failure))
            return True
        return False

    def _on_remove(self) -> None:
        self.remove_wanted.emit(self.page.commissioner.id if self.page else 0)
