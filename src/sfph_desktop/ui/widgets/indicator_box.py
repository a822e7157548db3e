"""One way to know: its sentence, what is counted for it, and the measure's length and licence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Signal

from sfph_desktop.core.domain.outcome_page import OutcomePage
from sfph_desktop.core.domain.outcomes import Indicator
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.ui.models.outcome_words import kind_words, measure_words
from sfph_desktop.ui.theme.apply import Theme
from sfph_desktop.ui.theme.pieces import button, column, row, words
from sfph_desktop.ui.widgets.fields import Field, Form
from sfph_desktop.ui.widgets.growing import Growing

_NOTHING = "Nothing yet"
_UNCOUNTED = "The program counts nothing for it yet: choose what is counted, or leave it in words alone."
_UNRECORDED = (
    "The program counts nothing for it yet, because nothing of the kind is recorded. Record it first: what happened to "
    "people on their page, what was reused or saved in Sessions, under Environment. Then choose here what is counted. "
    "Or leave it in words alone."
)


@dataclass(frozen=True, slots=True)
class _Shown:
    """What the fields show of an indicator."""

    sentence: str
    counted: str


class IndicatorBox(Growing):
    """`changed` carries the indicator's id and the facts that are different; `removed` its id."""

    changed = Signal(int, object)
    removed = Signal(int)

    def __init__(self, theme: Theme, indicator: Indicator, page: OutcomePage) -> None:
        super().__init__()
        self.setProperty("kind", "soft")
        self.indicator = indicator
        self._choices = choices(indicator, page)
        fields = [Field(name="sentence", label="In words", needed=True, wide=True)]
        if len(self._choices) > 1:
            asked = "Which score" if indicator.instrument else "What is counted"
            fields.append(
                Field(
                    name="counted", label=asked, kind="choice", choices=tuple(self._choices), words=self._choices,
                    needed=True, wide=True,
                )
            )  # fmt: skip
        self.form = Form(theme, fields, columns=1)
        self.form.show_value(_Shown(indicator.sentence, _counted(indicator)))
        self.form.committed.connect(self._on_left)
        offered = next((one for one in page.measures if one.measure.id == indicator.instrument), None)
        what = measure_words(offered.measure) if offered else ""
        if not indicator.counts:
            what = _UNCOUNTED if len(self._choices) > 1 else _UNRECORDED
        self.remove = button(theme, "Remove", lambda: self.removed.emit(self.indicator.id), kind="link", icon="remove")
        self.remove.setAccessibleName(f"Remove: {indicator.sentence}")
        gap = theme.space("small")
        self.setLayout(
            column(
                words(kind_words(indicator), "bold"),
                *([words(what, "small" if indicator.counts else "attention")] if what else []),
                self.form,
                row(self.remove, None),
                gap=gap,
                edge=theme.space("medium"),
            )
        )

    def show_failure(self, failure: UserCanFix) -> bool:
        """Say what is wrong beside its field; whether it had one."""
        return self.form.show_problems(failure)

    def _on_left(self, name: str, value: Any) -> None:
        if name == "sentence":
            self.changed.emit(self.indicator.id, {"sentence": value})
        else:
            self.changed.emit(self.indicator.id, facts_of(self.indicator, str(value)))


def choices(indicator: Indicator, page: OutcomePage) -> Mapping[str, str]:
    """What may be counted for an indicator: the scores of its measure, or what is recorded; by key, in words."""
    if indicator.instrument:
        offered = next((one for one in page.measures if one.measure.id == indicator.instrument), None)
        outputs = offered.outputs if offered and indicator.kind == "change" else ()
        return {output: output.replace("_", " ").capitalize() for output in outputs}
    found = {"": _NOTHING}
    found |= {f"event:{one.key}": one.words for one in page.event_types}
    if indicator.kind == "quantity":
        found |= {f"factor:{one.key}": one.words for one in page.factors}
    there = _counted(indicator)
    if there and there not in found:
        found[there] = there.partition(":")[2].replace("_", " ").capitalize()
    return found


def _counted(indicator: Indicator) -> str:
    if indicator.instrument:
        return indicator.output
    if indicator.factor:
        return f"factor:{indicator.factor}"
    return f"event:{indicator.event_type}" if indicator.event_type else ""


def facts_of(indicator: Indicator, counted: str) -> dict[str, str]:
    """What a choice of `choices` means for the indicator."""
    if indicator.instrument:
        return {"output": counted}
    kind, _, what = counted.partition(":")
    return {"event_type": what if kind == "event" else "", "factor": what if kind == "factor" else ""}
