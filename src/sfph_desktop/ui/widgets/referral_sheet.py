"""One referral: whose it is, how long they wait, and what became of it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal

from sfph_desktop.core.domain.partner_rules import OPEN
from sfph_desktop.core.domain.partners import Referral
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.ui.models.partner_words import DIRECTIONS, outcomes, waited
from sfph_desktop.ui.models.said import counted, said_day
from sfph_desktop.ui.theme.apply import Theme
from sfph_desktop.ui.theme.pieces import button, row, rule
from sfph_desktop.ui.widgets.flow import Flow
from sfph_desktop.ui.widgets.page_frame import PageHeader, Sheet
from sfph_desktop.ui.widgets.passages import in_order
from sfph_desktop.ui.widgets.referral_form import ReferralForm


class ReferralSheet(Sheet):
    """`field_left` carries referral, name and value."""

    field_left = Signal(int, str, object)
    contacted = Signal(int)
    moved = Signal(int, int)
    """The referral, and 1 to wait less or -1 to wait more than others."""
    person_wanted = Signal(int)
    remove_wanted = Signal(int)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "About this referral")
        self.page: Any = None
        self.person = button(theme, "Open their record", self._on_person, kind="link", icon="person")
        self.header = PageHeader(theme, "")
        self.contact = button(theme, "First contact today", self._on_contact, kind="primary", icon="check")
        self.contact.setToolTip("C in the list")
        self.sooner = button(theme, "Wait less", lambda: self._on_move(1), icon="chevron-up")
        self.sooner.setToolTip("+ in the list")
        self.later = button(theme, "Wait more", lambda: self._on_move(-1), icon="chevron-down")
        self.later.setToolTip("- in the list")
        self.form = ReferralForm(theme, new=False)
        self.remove = button(
            theme,
            "Remove this referral",
            self._on_remove,
            kind="danger",
            icon="remove",
            description="For one that was recorded by mistake; it can be undone",
        )
        gap = theme.space("small")
        steps = Flow(gap, self.contact, self.sooner, self.later, self.person)
        self.add(self.header, steps, self.form, gap, rule(), row(self.remove, None), None)
        in_order(self.contact, self.sooner, self.later, self.person)
        self.form.committed.connect(self._on_left)

    def show_page(self, page: Any) -> None:
        """Show a referral, or the same as it is now."""
        other = self.page is None or self.page.referral.id != page.referral.id
        self.page = page
        referral: Referral = page.referral
        self.form.offer(page.offered.partners, page.offered.standing, page.offered.services)
        self.form.show_referral(referral, other=other)
        self.header.say(page.person.display_name, self._lead(referral, page.today))
        waits = referral.first_contact_on is None and referral.outcome in OPEN
        self.contact.setVisible(waits)
        for made in (self.sooner, self.later):
            made.setVisible(waits and referral.direction == "in")
        if other:
            self.area.verticalScrollBar().setValue(0)

    def show_failure(self, name: str, failure: UserCanFix) -> bool:
        """Say beside the field that was left what is wrong; whether it was said."""
        if self.form.show_problems(failure):
            return True
        if not failure.problems and name in self.form.rows:
            self.form.show_problem(name, str(failure))
            return True
        return False

    # --- inside

    def _lead(self, referral: Referral, today: Any) -> str:
        way = f"{DIRECTIONS[referral.direction].capitalize()} on {said_day(referral.made_on)}"
        if referral.first_contact_on:
            days = (referral.first_contact_on - referral.made_on).days
            time = "first contact on the same day" if days == 0 else f"first contact after {counted(days, 'day')}"
        elif referral.outcome in OPEN:
            time = f"waits {waited((today - referral.made_on).days)}"
        else:
            time = ""
        return " · ".join(
            part
            for part in (self.page.person.person_ref, way, outcomes(referral.direction)[referral.outcome], time)
            if part
        )

    def _on_left(self, name: str, value: Any) -> None:
        if self.page is not None:
            self.field_left.emit(self.page.referral.id, name, self.form.value_of(name, value))

    def _on_contact(self) -> None:
        self.contacted.emit(self.page.referral.id)

    def _on_move(self, step: int) -> None:
        self.moved.emit(self.page.referral.id, step)

    def _on_person(self) -> None:
        self.person_wanted.emit(int(self.page.person.id))

    def _on_remove(self) -> None:
        self.remove_wanted.emit(self.page.referral.id)
