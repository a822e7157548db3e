"""The fields of a referral in plain words: a new one is a few of them, one that is kept has all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QCompleter, QLineEdit

from sfph_desktop.core.domain.partners import PartnerId, Referral
from sfph_desktop.core.domain.people import ServiceUserId
from sfph_desktop.ui.models.partner_words import DIRECTIONS, OUTCOMES, meant, outcomes
from sfph_desktop.ui.theme.apply import Theme
from sfph_desktop.ui.widgets.fields import Field, Form

_WAY = Field(name="direction", label="Which way", kind="choice", choices=tuple(DIRECTIONS.values()), needed=True)
_PARTNER = Field(
    name="partner_id", label="Partner", kind="choice", help="By whom they came, or to whom they were sent."
)
_SOURCE = Field(name="source", label="Or who else", help="Where it was no partner: themselves, family.")
_SERVICE = Field(name="service", label="For which service")
_MADE = Field(name="made_on", label="Made on", kind="date", needed=True)
_REASON = Field(name="reason", label="Why", wide=True)
_NEW = (_WAY, _PARTNER, _SOURCE, _SERVICE, _MADE, Field(name="reason", label="Why"))
_ALL = (
    Field(name="first_contact_on", label="First contact on", kind="date"),
    Field(name="outcome", label="Where it stands", kind="choice", choices=tuple(OUTCOMES.values()), needed=True),
    Field(name="outcome_on", label="Ended on", kind="date", help="Blank while it is open."),
    Field(name="priority", label="Priority", kind="whole", help="0 is usual; a higher one waits less."),
    *(_WAY, _PARTNER, _SOURCE, _SERVICE, _MADE, _REASON),
    Field(name="note", label="Note", kind="lines", wide=True),
)


class ReferralForm(Form):
    """Partners are chosen by name; direction and outcome in words."""

    def __init__(self, theme: Theme, *, new: bool) -> None:
        super().__init__(theme, _NEW if new else _ALL)
        self._partners: Mapping[str, int] = {}
        self._outcomes = OUTCOMES
        self._told = ""
        """Where a referral stands that is recorded from somebody's record; blank for one that is new."""

    def offer(self, partners: Mapping[str, int], standing: Sequence[str], services: Sequence[str]) -> None:
        """The partners and services to choose from: `standing` those that take referrals."""
        self._partners = partners
        choice, line = self.rows["partner_id"].editor, self.rows["service"].editor
        if isinstance(choice, QComboBox):
            kept, blocked = choice.currentText(), choice.blockSignals(True)
            choice.clear()
            choice.addItems(["", *standing])
            choice.setCurrentIndex(max(choice.findText(kept), 0))
            choice.blockSignals(blocked)
        if isinstance(line, QLineEdit):
            offered = QCompleter(list(services), line)
            offered.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            offered.setFilterMode(Qt.MatchFlag.MatchContains)
            line.setCompleter(offered)

    def begin(self, today: date) -> None:
        """An empty form for a referral that came to us today."""
        self._told = ""
        for name, made in self.rows.items():
            made.show_value({"direction": DIRECTIONS["in"], "made_on": today}.get(name, ""))

    def begin_with(self, told: Referral) -> None:
        """A form for a referral that somebody's record speaks of: nobody waits because of it."""
        self._told = told.outcome
        for name, made in self.rows.items():
            made.show_value(self._said(name, getattr(told, name)))

    def show_referral(self, referral: Referral, *, other: bool) -> None:
        """Show a referral; of the same one, a field that is being typed in, or told to be wrong, stays."""
        if other or self._outcomes is not outcomes(referral.direction):
            self._outcomes = outcomes(referral.direction)
            self.rows["outcome"].show_value("")
            self.rows["outcome"].offer(tuple(self._outcomes.values()))
            self.rows["outcome"].show_value(self._said("outcome", referral.outcome))
        for name, made in self.rows.items():
            if other or not (made.editor.hasFocus() or made.editor.property("problem")):
                made.show_value(self._said(name, getattr(referral, name)))

    def value_of(self, name: str, said: Any) -> Any:
        """What the words of a field stand for."""
        if name == "partner_id":
            found = self._partners.get(str(said or ""))
            return None if found is None else PartnerId(found)
        if name == "priority":
            return said or 0
        if name == "outcome":
            return meant(self._outcomes, said)
        return meant(DIRECTIONS, said) if name == "direction" else said

    def referral(self, person: int, typed: Mapping[str, Any]) -> Referral:
        """A new referral of a person as it was typed."""
        values = {name: self.value_of(name, value) for name, value in typed.items()}
        outcome = self._told or ("waiting" if values["direction"] == "in" else "contacted")
        return Referral(person_id=ServiceUserId(person), outcome=outcome, **values)

    def _said(self, name: str, value: Any) -> Any:
        if name == "partner_id":
            return next((said for said, number in self._partners.items() if number == value), "")
        words = {"direction": DIRECTIONS, "outcome": self._outcomes}.get(name, {})
        return words.get(value, value)
