"""Partners and referrals: the directory, the referrals in and out, and who waits; three lists, one key each."""

from __future__ import annotations

from functools import partial
from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QButtonGroup, QPushButton, QStackedWidget, QWidget

from sfph_desktop.ui.pages.partner_directory import PartnerDirectory
from sfph_desktop.ui.pages.referral_views import AllReferrals, WaitingList
from sfph_desktop.ui.support.context import ShellContext
from sfph_desktop.ui.theme.pieces import button, column, row
from sfph_desktop.ui.widgets.page_frame import Place
from sfph_desktop.ui.widgets.wishes import WAITING_LIST, OpenReferral, WaitsFor

_VIEWS = (("partners", "Partners"), ("referrals", "Referrals"), ("waiting", "Waiting list"))

_View = PartnerDirectory | AllReferrals | WaitingList


class PartnersPage(Place):
    """Three lists with their pages; Alt+1, Alt+2 and Alt+3 change between them."""

    watches: ClassVar[frozenset[str]] = frozenset(
        {"partners", "partner_contacts", "referrals", "people", "consents", "episodes", "joins"}
    )

    def __init__(self, office: Any, shell: ShellContext) -> None:
        super().__init__(office, shell)
        self.directory = PartnerDirectory(office, shell)
        self.referrals = AllReferrals(office, shell)
        self.waiting = WaitingList(office, shell)
        self.views: dict[str, _View] = {
            "partners": self.directory,
            "referrals": self.referrals,
            "waiting": self.waiting,
        }
        self.which = "partners"
        self.buttons: dict[str, QPushButton] = {}
        group = QButtonGroup(self)
        for number, (name, said) in enumerate(_VIEWS, start=1):
            made = button(self.theme, said, partial(self.show_view, name), kind="view")
            made.setCheckable(True)
            made.setToolTip(f"Alt+{number}")
            made.setAccessibleDescription(f"Shows this list. Alt+{number}")
            group.addButton(made)
            self.buttons[name] = made
            QShortcut(QKeySequence(f"Alt+{number}"), self, partial(self._by_key, name),
                      context=Qt.ShortcutContext.WidgetWithChildrenShortcut)  # fmt: skip
        self._rooms = QStackedWidget()
        for view in self.views.values():
            self._rooms.addWidget(view)
        gap, edge = self.theme.space("small"), self.theme.space("medium")
        tabs = row(*self.buttons.values(), None, gap=gap, edge=(edge, edge, edge, 0))
        whole = column(tabs, self._rooms)
        whole.setStretch(1, 1)
        self.setLayout(whole)
        self.directory.referral_wanted.connect(self._open_referral)
        self.waiting.referral_wanted.connect(self._open_referral)
        self.buttons["partners"].setChecked(True)

    # --- the shell's wishes

    def load(self) -> None:
        """Fetch the list that is shown as it is now; the others when they are next seen."""
        self.views[self.which].load()

    def open_record(self, record: object) -> None:
        """Show one partner by id, one referral, or the waiting list."""
        if record == WAITING_LIST:
            self._by_key("waiting")
        elif isinstance(record, WaitsFor):
            self._by_key("waiting")
            self.waiting.choose(record.referral_id)
        elif isinstance(record, OpenReferral):
            self._open_referral(record.referral_id)
        elif isinstance(record, int):
            self.show_view("partners")
            self.directory.open_record(record)

    def first_focus(self) -> QWidget:
        """Where the keyboard belongs in the list that is shown."""
        return self.views[self.which].first_focus()

    def record_focus(self) -> QWidget:
        """The page of the partner, in none of its fields yet; else as in the list that is shown."""
        return self.directory.view.record_focus() if self.which == "partners" else self.first_focus()

    def show_view(self, name: str) -> None:
        """Show one of the three lists as it is now."""
        self.which = name
        self.buttons[name].setChecked(True)
        self._rooms.setCurrentWidget(self.views[name])
        self.views[name].load()

    def _by_key(self, name: str) -> None:
        self.show_view(name)
        self.first_focus().setFocus(Qt.FocusReason.OtherFocusReason)

    def _open_referral(self, number: object) -> None:
        if isinstance(number, int):
            self.show_view("referrals")
            self.referrals.choose(number)
            self.referrals.view.list.setFocus(Qt.FocusReason.OtherFocusReason)
