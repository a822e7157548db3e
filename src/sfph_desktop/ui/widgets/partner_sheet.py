"""One partner: how to reach it, the people there, and who was referred by them and to them."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal

from sfph_desktop.core.domain.office_facts import Cell, Listing
from sfph_desktop.core.domain.partners import Partner
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.core.usecases.partner_areas import FOLLOWING, AreaNames
from sfph_desktop.ui.models.partner_words import DIRECTIONS, KINDS, meant, outcomes
from sfph_desktop.ui.models.record_table import Shape
from sfph_desktop.ui.models.said import said_day
from sfph_desktop.ui.theme.apply import Theme
from sfph_desktop.ui.theme.pieces import button, rule, words
from sfph_desktop.ui.widgets.contact_lines import ContactLines
from sfph_desktop.ui.widgets.fields import Field, Form
from sfph_desktop.ui.widgets.flow import Flow
from sfph_desktop.ui.widgets.page_frame import PageHeader, Sheet
from sfph_desktop.ui.widgets.passages import Headed, in_order, short_table, stops_in

NAME = Field(name="name", label="Name", needed=True)
KIND = Field(name="kind", label="Kind", kind="choice", choices=tuple(KINDS.values()), needed=True)
PHONE, EMAIL, POSTCODE = (
    Field(name="phone", label="Phone"),
    Field(name="email", label="Email"),
    Field(name="postcode", label="Postcode"),
)

_AREAS = (
    ("council", "Council area", "Blank when it works in several."),
    ("health_board", "Health board", "Follows the council, unless you choose another."),
    ("integration_authority", "Health and social care partnership", "Follows the council, as the health board does."),
)
"""Field, label and help of each part of the area."""


class PartnerForm(Form):
    """The fields of a partner; kind and area come and go in words."""

    def __init__(self, theme: Theme, areas: AreaNames, *, more: bool = False) -> None:
        """`more`: what is seldom looked for, instead of what is looked for first."""
        self._areas = areas
        fields = tuple(
            Field(
                name=name,
                label=label,
                kind="choice",
                choices=tuple(sorted(areas.names.get(name, {}).values())),
                help=help_,
            )
            for name, label, help_ in _AREAS
        )
        rest = (
            Field(name="website", label="Website"),
            Field(name="partner_ref", label="Reference", help="Your own; no other partner has it.", needed=True),
            Field(name="address", label="Address", wide=True),
            Field(name="description", label="What they offer", kind="lines", wide=True),
        )
        super().__init__(theme, rest if more else (NAME, KIND, PHONE, EMAIL, POSTCODE, *fields))

    def know(self, areas: AreaNames) -> None:
        """Offer these areas; what is chosen stays."""
        self._areas = areas
        for name, names in areas.names.items():
            if name in self.rows:
                self.rows[name].offer(tuple(sorted(names.values())))

    def offer_area(self) -> None:
        """Put the board and the authority of the council that is chosen into their fields, where nothing is chosen."""
        council = str(self.value_of("council", self.rows["council"].text))
        for name, code in zip(FOLLOWING, self._areas.of_council.get(council, ("", "")), strict=True):
            if code and not self.rows[name].text:
                self.rows[name].show_value(self._said(name, code))

    def show_partner(self, partner: Partner, *, other: bool) -> None:
        """Show a partner; of the same one, a field that is being typed in, or told to be wrong, stays."""
        for name, made in self.rows.items():
            if other or not (made.editor.hasFocus() or made.editor.property("problem")):
                made.show_value(self._said(name, getattr(partner, name)))

    def value_of(self, name: str, said: Any) -> Any:
        """What the words of a field stand for."""
        if name == "kind":
            return meant(KINDS, said)
        return meant(self._areas.names[name], said) if name in self._areas.names else said

    def _said(self, name: str, value: Any) -> Any:
        words_of = {"kind": KINDS, **self._areas.names}.get(name, {})
        return words_of.get(value, value)


class PartnerSheet(Sheet):
    """`field_left` carries partner, name and value; `contacts_changed` partner and all contacts."""

    field_left = Signal(int, str, object)
    contacts_changed = Signal(int, object)
    remove_wanted = Signal(int)
    retire_wanted = Signal(int, bool)
    """The partner, and whether it is to be retired (else brought back)."""
    referral_wanted = Signal(object)

    def __init__(self, theme: Theme, areas: AreaNames) -> None:
        super().__init__(theme, "About this partner")
        self.page: Any = None
        self.header = PageHeader(theme, "")
        self.form, self.more = PartnerForm(theme, areas), PartnerForm(theme, areas, more=True)
        self.lines = ContactLines(theme)
        self.contacts = Headed(theme, "people", "People there", self.lines)
        self.referrals = Headed(theme, "share", "Referrals")
        self.retire = button(theme, "Retire this partner", self._on_retire, icon="close")
        self.retire.setToolTip("It stays in the history, and takes no new referrals")
        self.remove = button(theme, "Remove this partner", self._on_remove, kind="danger", icon="remove")
        gap = theme.space("small")
        self.add(self.header, self.form, gap, self.contacts, gap, self.referrals, gap)
        self.add(Headed(theme, "info", "More about them", self.more), gap, rule())
        self.add(Flow(gap, self.retire, self.remove), None)
        for form in (self.form, self.more):
            form.committed.connect(self._on_left)
        self.lines.changed.connect(self._on_contacts)

    def show_page(self, page: Any) -> None:
        """Show a partner, or the same as it is now."""
        other = self.page is None or self.page.partner.id != page.partner.id
        self.page = page
        partner: Partner = page.partner
        gone = f"retired since {said_day(partner.retired_on)}" if partner.retired_on else ""
        self.header.say(
            partner.name, " · ".join(part for part in (partner.partner_ref, KINDS[partner.kind], gone) if part)
        )
        for form in (self.form, self.more):
            form.show_partner(partner, other=other)
        if other:
            self.lines.clear()
            self.area.verticalScrollBar().setValue(0)
        self.lines.show_contacts(page.contacts)
        self._show_referrals(page.referrals)
        self.retire.setText("Bring this partner back" if partner.retired_on else "Retire this partner")
        self.theme.dress(self.retire, "refresh" if partner.retired_on else "close")
        rest = [made.editor for made in self.more.rows.values()]
        in_order(self.lines.add_button, *stops_in(self.referrals), *rest, self.retire, self.remove)

    def show_failure(self, name: str, failure: UserCanFix) -> bool:
        """Say beside the field that was left what is wrong; whether it was said."""
        form = self.more if name in self.more.rows else self.form
        if form.show_problems(failure):
            return True
        if not failure.problems and name in form.rows:
            form.show_problem(name, str(failure))
            return True
        return False

    # --- inside

    def _show_referrals(self, found: Listing) -> None:
        at = {name: place for place, name in enumerate(found.columns)}
        number = len(found.rows)
        self.referrals.say(f"Referrals ({number})" if number else "Referrals")
        if not number:
            self.referrals.fill(words("Nobody was referred by them or to them yet.", "quiet"))
            return
        rows: tuple[tuple[Cell, ...], ...] = tuple(
            (
                row_[0],
                row_[at["name"]],
                DIRECTIONS[str(row_[at["direction"]])],
                row_[at["made_on"]],
                outcomes(row_[at["direction"]])[str(row_[at["outcome"]])],
            )
            for row_ in found.rows
        )
        listing = Listing(kind="referrals", columns=("id", "who", "which way", "on", "outcome"), rows=rows)
        grid = short_table(self.theme, listing, Shape(), "Referrals; Enter opens one", stretch="who")
        grid.opened.connect(self.referral_wanted)
        self.referrals.fill(grid)

    def _on_left(self, name: str, value: Any) -> None:
        if self.page is not None:
            self.field_left.emit(self.page.partner.id, name, self.form.value_of(name, value))

    def _on_contacts(self, found: object) -> None:
        self.contacts_changed.emit(self.page.partner.id, found)

    def _on_retire(self) -> None:
        self.retire_wanted.emit(self.page.partner.id, self.page.partner.retired_on is None)

    def _on_remove(self) -> None:
        self.remove_wanted.emit(self.page.partner.id)
