"""Where a person lives, with the area of each address, and the people who belong to them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import Signal

from sfph_desktop.core.domain.areas import AreaSource
from sfph_desktop.core.domain.office_facts import Listing
from sfph_desktop.core.domain.person_page import AddressShown, LinkedPerson
from sfph_desktop.core.domain.person_record import LINK_KINDS, Address, PersonLink
from sfph_desktop.ui.support.context import ShellContext
from sfph_desktop.ui.theme.apply import Theme
from sfph_desktop.ui.widgets import person_words as say
from sfph_desktop.ui.widgets.fields import Field
from sfph_desktop.ui.widgets.person_picker import PersonPicker
from sfph_desktop.ui.widgets.record_row import Part, Said
from sfph_desktop.ui.widgets.record_rows import NewRecord, RecordRows


class AddressRows(RecordRows):
    """Addresses, the present one first."""

    def __init__(self, theme: Theme) -> None:
        self._shown: dict[int, AddressShown] = {}
        self._source: AreaSource | None = None
        super().__init__(
            theme,
            Part(
                type=Address,
                one="address",
                add="Write down another address",
                fields=(
                    Field(name="lines", label="Street and town", kind="lines", high=2, wide=True),
                    Field(name="postcode", label="Postcode", help="The area is looked up by it."),
                    Field(name="council", label="Council", kind="choice", help="Where the postcode does not tell it."),
                    Field(name="from_date", label="From", kind="date", help="Blank: since before your records."),
                    Field(name="to_date", label="To", kind="date", help="Blank: still."),
                ),
                say=self._say,
                none="None is written down.",
                many="addresses",
                past="earlier",
                quick="Take that council",
                quickly=self._take,
                begin=lambda today: {"from_date": today, "to_date": "", "council": ""},
            ),
        )

    def offer_areas(self, councils: Mapping[str, str], source: AreaSource | None) -> None:
        """The councils to choose from, name by code, and what the areas are looked up in."""
        self._source = source
        self.offer("council", tuple(councils), councils)

    def show_addresses(self, addresses: Sequence[AddressShown], today: date, *, anew: bool) -> None:
        """Show these."""
        self._shown = {one.address.id: one for one in addresses}
        self.show_records([one.address for one in addresses], today, anew=anew)

    def _say(self, one: Address) -> Said:
        shown = self._shown[one.id]
        where = ", ".join(part for part in (*one.lines.splitlines(), one.postcode) if part.strip())
        over = one.to_date is not None and one.to_date < self._today
        detail = say.joined(say.capital(say.span(one.from_date, one.to_date)), *self._area(shown))
        return Said(title=where or shown.council, detail=detail, icon="today" if not over else "history", over=over)

    def _area(self, shown: AddressShown) -> tuple[str, ...]:
        address = shown.address
        if not address.council:
            if not address.postcode:
                return ()
            sample = " of our sample" if self._source is not None and not self._source.whole else ""
            guess = f": all known postcodes nearby lie in {shown.likely_council}" if shown.likely_council else ""
            return (f"its area is not known, the postcode is none{sample}{guess}",)
        deprived = ""
        if shown.fifth is not None:
            deprived = f"{say.FIFTHS[shown.fifth]} fifth of Scotland (SIMD {address.simd_version})"
        council = f"{shown.council} council" if not shown.council.endswith(("City", "Council")) else shown.council
        return (council, f"NHS {shown.health_board}", f"{shown.integration_authority} partnership", deprived)

    def _take(self, one: Address) -> Mapping[str, Any] | None:
        shown = self._shown[one.id]
        return {"council": shown.likely_council} if shown.likely_council and not one.council else None


class LinkRows(RecordRows):
    """The people who belong to a person. `opened` carries the id of one whose page is wanted."""

    opened = Signal(int)

    def __init__(self, shell: ShellContext, look: Callable[[str, int], Listing]) -> None:
        self._shell, self._look = shell, look
        self._linked: dict[int, LinkedPerson] = {}
        self.picker: PersonPicker | None = None
        super().__init__(
            shell.theme,
            Part(
                type=PersonLink,
                one="link",
                add="Add somebody",
                fields=(
                    Field(name="kind", label="Who they are to this person", kind="choice", choices=LINK_KINDS,
                          words={kind: say.capital(words) for kind, words in say.LINKS.items()}, needed=True),
                    Field(name="name", label="Name", help="Where they have no record here."),
                    Field(name="contact", label="How to reach them"),
                    Field(name="note", label="Note"),
                    Field(name="from_date", label="From", kind="date"),
                    Field(name="to_date", label="To", kind="date"),
                ),
                say=self._say,
                none="Nobody is written down yet: who they live with, who cares for them, whom to ring.",
                quick="Open their page",
                quickly=lambda one: {} if self._linked[one.id].other_id else None,
                begin=lambda _today: {"kind": "household", "from_date": "", "to_date": "", "note": ""},
            ),
        )  # fmt: skip

    def show_links(self, links: Sequence[LinkedPerson], today: date, *, anew: bool) -> None:
        """Show these."""
        self._linked = {one.link.id: one for one in links}
        self.show_records([one.link for one in links], today, anew=anew)

    def begin(self) -> None:
        """Show the fields for a new one; the keyboard is where a name is looked for."""
        super().begin()
        if self.picker is not None:
            self.picker.clear()

    def _made(self) -> NewRecord:
        self.picker = PersonPicker(self._shell, self._look)
        made = NewRecord(self.theme, self.part, self.picker)
        self.picker.picked.connect(lambda: made.form.rows["kind"].editor.setFocus())
        return made

    def _on_wanted(self, typed: Mapping[str, Any]) -> None:
        chosen = self.picker.person_id if self.picker is not None else 0
        super()._on_wanted({**typed, "other_id": chosen or None, "name": "" if chosen else typed["name"]})

    def _on_quick(self, record_id: int) -> None:
        other = self._linked[record_id].other_id
        if other is not None:
            self.opened.emit(other)

    def _say(self, one: PersonLink) -> Said:
        linked = self._linked[one.id]
        words = say.LINKS.get(linked.kind) or say.MIRRORED.get(linked.kind, linked.kind)
        over = one.to_date is not None and one.to_date < self._today
        elsewhere = "written down on their page" if linked.mirrored else ""
        detail = say.joined(
            say.capital(words), linked.other_ref, one.contact, say.span(one.from_date, one.to_date), one.note, elsewhere
        )
        icon = "two-people" if linked.other_id else "person"
        return Said(title=say.isolated(linked.name), detail=detail, icon=icon, over=over, fixed=linked.mirrored)
