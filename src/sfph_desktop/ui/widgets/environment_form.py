"""What was reused, saved or avoided: the form, and beneath it what the record comes to as it is typed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QBoxLayout, QComboBox, QLineEdit

from sfph_desktop.core.domain.environment import (
    KINDS,
    EnvironmentActivity,
    EnvironmentWorked,
    as_said,
    in_factor_units,
    units_of,
)
from sfph_desktop.core.domain.measures import EnvironmentRecord
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.ui.theme.apply import Theme
from sfph_desktop.ui.theme.pieces import words
from sfph_desktop.ui.widgets.fields import Field, Form
from sfph_desktop.ui.widgets.page_frame import Tile
from sfph_desktop.ui.widgets.passages import Headed, Turning

_AFTER_TYPING = 150
_FIELDS = (
    Field(name="date", label="Day", kind="date", needed=True, help="The official factor is that of its year."),
    Field(name="kind", label="Kind", kind="choice", choices=tuple(KINDS.values()), help="Shortens the list below."),
    Field(
        name="factor",
        label="What was reused, saved or avoided",
        kind="suggest",
        needed=True,
        wide=True,
        help="Choose, or type a word of it: clothing, car, water.",
    ),
    Field(name="quantity", label="How much", kind="number", needed=True),
    Field(name="unit", label="Counted in", kind="choice", needed=True),
    Field(
        name="replaces_factor",
        label="What it took the place of",
        kind="suggest",
        wide=True,
        help="Blank: nothing; then the amount is what was avoided.",
    ),
    Field(name="replaces_quantity", label="How much of that", kind="number", help="Blank: the same amount."),
    Field(
        name="displacement_rate",
        label="Of 100 such goods, how many took the place of a new one",
        kind="number",
        help="Not everything that is reused stops a new one from being bought. Blank: not known.",
    ),
    Field(name="displacement_reason", label="How you know that", help="As: asked 40 buyers in May."),
    Field(name="note", label="Note", kind="lines", high=2, wide=True),
)
_GOODS = ("displacement_rate", "displacement_reason")
_PARTNERS = (("_reused", "_primary"), ("_closed", "_primary"), ("_recycle_closed", "_landfill"),
             ("_recycle_open", "_landfill"), ("_compost", "_landfill"), ("_ad", "_landfill"))  # fmt: skip
"""How the id of what is done ends, and that of what it usually takes the place of."""


class EnvironmentForm(Form):
    """`worth_wanted` carries a record as typed so far, a moment after the last key."""

    worth_wanted = Signal(object)

    def __init__(self, theme: Theme, offered: Sequence[EnvironmentActivity]) -> None:
        super().__init__(theme, _FIELDS)
        self._known = {one.factor: one for one in offered}
        self._by_name = {one.name.casefold(): one for one in offered}
        self._before = EnvironmentRecord(date=date.min, factor="", quantity=0.0)
        self._typing = QTimer(self, singleShot=True, interval=_AFTER_TYPING)
        self._typing.timeout.connect(self._ask)
        self.tiles = [Tile(theme, "–", label) for label in _LABELS]
        self._said = words("", "bold")
        self.told = words("", "quiet")
        turning = Turning(theme, list(self.tiles), theme.size("list") // 2)
        self.panel = Headed(theme, "leaf", "What this comes to", self._said, turning, self.told)
        outer = self.layout()
        if isinstance(outer, QBoxLayout):
            outer.setSpacing(theme.space("large"))
            outer.addWidget(self.panel)
        self.rows["kind"].committed.connect(lambda _name, _value: self._offer())
        self.rows["factor"].committed.connect(lambda _name, _value: self._on_factor())
        self.rows["replaces_factor"].committed.connect(lambda _name, _value: self._stand())
        for made in self.rows.values():
            editor = made.editor
            if isinstance(editor, QComboBox):
                editor.currentTextChanged.connect(lambda _text: self._typing.start())
            elif isinstance(editor, QLineEdit):  # what is left are notes, which change no figure
                editor.textChanged.connect(lambda _text: self._typing.start())
        self._offer()
        self._stand()

    # --- a record in and out

    def show_record(self, record: EnvironmentRecord) -> None:
        """Show a record; a field that a person is in the middle of keeps what they typed."""
        self._before = record
        own, other = self._known.get(record.factor), self._known.get(record.replaces_factor)
        amount, unit = as_said(record.quantity, own.unit) if own else (record.quantity, "")
        self.rows["unit"].offer(units_of(own.unit) if own else ())
        replaced = record.replaces_quantity
        if replaced is not None and other is not None:
            replaced = replaced / in_factor_units(1.0, _said_of(other, unit), other.unit)
        rate = record.displacement_rate
        shown = {
            "date": None if record.date == date.min else record.date,
            "factor": own.name if own else record.factor,
            "quantity": amount or None,
            "unit": unit,
            "replaces_factor": other.name if other else record.replaces_factor,
            "replaces_quantity": None if replaced is None else round(replaced, 9),
            "displacement_rate": None if rate is None else round(rate * 100, 6),
            "displacement_reason": record.displacement_reason,
            "note": record.note,
        }
        for name, value in shown.items():
            if not (self.rows[name].has_keyboard() and self.rows[name].changed):
                self.rows[name].show_value(value)
        self._stand()
        self._typing.start()

    def record(self) -> EnvironmentRecord:
        """The record as typed; raises UserCanFix after telling every problem beside its field."""
        values = self.values()
        return self._record(values)

    def _record(self, values: dict[str, object]) -> EnvironmentRecord:
        factor = self._factor(str(values["factor"]))
        replaces = self._factor(str(values["replaces_factor"]))
        own, other = self._known.get(factor), self._known.get(replaces)
        unit = str(values["unit"] or "")
        amount, replaced, rate = (values[name] for name in ("quantity", "replaces_quantity", "displacement_rate"))
        goods = _goods(replaces)
        return replace(
            self._before,
            date=values["date"] if isinstance(values["date"], date) else self._before.date,
            factor=factor,
            quantity=in_factor_units(_number(amount) or 0.0, unit, own.unit) if own else _number(amount) or 0.0,
            replaces_factor=replaces,
            replaces_quantity=_in_units(replaced, unit, other) if replaces else None,
            displacement_rate=_number(rate) / 100 if goods and isinstance(rate, float) else None,  # type: ignore[operator]
            displacement_reason=str(values["displacement_reason"]) if goods else "",
            note=str(values["note"]),
        )

    def show_worked(self, found: EnvironmentWorked) -> None:
        """What the record as typed comes to."""
        self._said.setText(found.said)
        figures = (found.low, found.kg, found.high) if found.kg is not None else ()
        for tile, label, kilograms in zip(self.tiles, _LABELS, figures, strict=False):
            amount = abs(kilograms or 0.0)
            said = (
                label
                if (kilograms or 0.0) >= 0
                else label.replace("saved", "given off instead").replace("least", "worst")
            )
            tile.say(f"{amount:,.{2 if amount < 1 else 1 if amount < 100 else 0}f}", said)
        for tile in self.tiles:
            tile.setVisible(bool(figures))
        more = (found.range_said, *found.factors, *found.notes)
        self.told.setText("\n".join(one for one in more if one))
        self.told.setVisible(any(more))

    # --- inside

    def _factor(self, text: str) -> str:
        """The id behind a name, however it is written; what is none stays as typed."""
        found = self._by_name.get(text.strip().casefold())
        return found.factor if found else text.strip()

    def _offer(self) -> None:
        kind = next((key for key, said in KINDS.items() if said == self.rows["kind"].text), "")
        offered = [one for one in self._known.values() if not one.factor.endswith("_mile")]
        mine = [one.name for one in offered if kind in {"", one.kind}]
        self.rows["factor"].offer(mine)
        rest = [one.name for one in offered if one.name not in mine and not one.counted_only]
        self.rows["replaces_factor"].offer([*(name for name in mine), *rest])

    def _on_factor(self) -> None:
        """Another activity: its units, and what it usually takes the place of where nothing is said yet."""
        factor = self._factor(self.rows["factor"].text)
        own = self._known.get(factor)
        if own is not None:
            units = units_of(own.unit)
            self.rows["unit"].offer(units)
            if self.rows["unit"].text not in units:
                self.rows["unit"].show_value(units[0])
            if not self.rows["replaces_factor"].text.strip():
                other = _usual_partner(factor, self._known)
                self.rows["replaces_factor"].show_value(other.name if other else "")
        self._stand()

    def _stand(self) -> None:
        """Show the fields that belong to what is typed, and no others."""
        replaces = self._factor(self.rows["replaces_factor"].text)
        own, other = self._known.get(self._factor(self.rows["factor"].text)), self._known.get(replaces)
        self.rows["replaces_factor"].setVisible(own is None or not own.counted_only or bool(replaces))
        self.rows["replaces_quantity"].setVisible(bool(replaces))
        if other is not None:
            same = " Blank: the same amount." if own is not None and own.unit == other.unit else ""
            self.rows["replaces_quantity"].explain(f"In {_said_of(other, self.rows['unit'].text)}.{same}")
        for name in _GOODS:
            self.rows[name].setVisible(_goods(replaces))
        self._typing.start()

    def _ask(self) -> None:
        """Ask what the record comes to, as far as it can be read."""
        values: dict[str, object] = {}
        for name, made in self.rows.items():
            try:
                values[name] = made.value()
            except UserCanFix:
                values[name] = None if made.field.kind in {"date", "number"} else made.text
        self.worth_wanted.emit(self._record(values))


_LABELS = (
    "kg of CO2e saved, at the least",
    "kg of CO2e saved, as written down",
    "kg of CO2e saved, at the most",
)


def _goods(replaces: str) -> bool:
    return replaces.startswith("material_")


def _number(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) else None


def _in_units(value: object, unit: str, activity: EnvironmentActivity | None) -> float | None:
    amount = _number(value)
    if amount is None or activity is None:
        return amount
    return in_factor_units(amount, _said_of(activity, unit), activity.unit)


def _said_of(activity: EnvironmentActivity, unit: str) -> str:
    """The unit in which an amount of it is said beside one said in `unit`: the same where it has that."""
    known = units_of(activity.unit)
    return unit if unit in known else known[0]


def _usual_partner(factor: str, known: dict[str, EnvironmentActivity]) -> EnvironmentActivity | None:
    for mine, theirs in _PARTNERS:
        if factor.endswith(mine) and factor.removesuffix(mine) + theirs in known:
            return known[factor.removesuffix(mine) + theirs]
    return None
