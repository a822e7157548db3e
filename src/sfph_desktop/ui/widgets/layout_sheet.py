"""How a funder wants its report: the parts, in its own words and order, drawn once and filled each quarter."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Signal

from sfph_desktop.core.domain.contracts import Contract
from sfph_desktop.core.domain.monitoring import LayoutId, ReportSection
from sfph_desktop.core.domain.monitoring_rules import FIELDS, SECTION_WORDS, LayoutParts, fields_of
from sfph_desktop.core.domain.problems import UserCanFix
from sfph_desktop.ui.theme.apply import Theme
from sfph_desktop.ui.theme.pieces import button, row
from sfph_desktop.ui.widgets.fields import Field, Form
from sfph_desktop.ui.widgets.page_frame import PageHeader, Sheet
from sfph_desktop.ui.widgets.passages import Headed
from sfph_desktop.ui.widgets.plain_choice import PlainChoice
from sfph_desktop.ui.widgets.record_lines import Line, RecordLines

_LEAD = "Draw it once, in the funder's own headings and order. Each quarter it is filled again from your records."
_PARTS = (
    Field(
        name="kind",
        label="What stands there",
        kind="choice",
        choices=tuple(SECTION_WORDS),
        words=SECTION_WORDS,
        needed=True,
    ),
    Field(name="heading", label="Heading, in their words", help="Blank: ours."),
    Field(name="shown", label="What is shown, in this order", wide=True),
    Field(name="question", label="What they ask, or the words to print", kind="lines", high=1, wide=True),
)


class LayoutSheet(Sheet):
    """`changed` carries the layout with its parts as they are to be; `left` goes back to the contract."""

    changed = Signal(object)
    left = Signal()
    remove_wanted = Signal(int)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "How the funder wants it")
        self.parts: LayoutParts | None = None
        self._contract: Contract | None = None
        self.header = PageHeader(theme, "How the funder wants it", _LEAD)
        self.back = button(theme, "Back to the contract", self.left.emit, kind="link")
        theme.dress(self.back, "arrow-left", "accent")
        self.whose = PlainChoice("Which reports look so")
        self.title = Form(
            theme, (Field(name="title", label="Title of the report, in their words", help="Blank: Monitoring report."),)
        )
        self.lines = RecordLines(
            theme,
            _PARTS,
            one="part",
            add="Add a part",
            blank={"kind": "question"},
            movable=True,
            dress=_explain,
            ready=_ready,
        )
        self.again = button(theme, "Go back to our own layout", self._on_again, icon="undo")
        self.add(row(self.back, None), self.header, self.whose, self.title)
        self.add(Headed(theme, "sheet", "Its parts, from top to bottom", self.lines), row(self.again, None), None)
        self.whose.currentIndexChanged.connect(lambda _at: self._tell())
        self.title.committed.connect(lambda _name, _value: self._tell())
        self.lines.changed.connect(lambda _lines: self._tell())

    def show_layout(self, contract: Contract, parts: LayoutParts) -> None:
        """Show the layout of a contract's reports as it is kept, or as it is offered."""
        other = self._contract is None or self._contract.id != contract.id
        self._contract, self.parts = contract, parts
        choices: list[tuple[str, object]] = [(f"Reports of {contract.contract_ref} alone", "contract")]
        if contract.commissioner:
            choices.append((f"Every report for {contract.commissioner}", "commissioner"))
        theirs = parts.layout.commissioner or not parts.layout.id
        self.whose.fill(choices, "commissioner" if theirs and contract.commissioner else "contract")
        if not self.title.rows["title"].has_keyboard():
            self.title.rows["title"].show_value(parts.layout.title)
        if other:
            self.lines.clear()
        self.lines.show_lines([_line(one) for one in parts.sections])
        self.again.setVisible(bool(parts.layout.id))

    def show_failure(self, failure: UserCanFix) -> None:
        """Say what is wrong under the parts."""
        self.lines.show_failure(failure)

    # --- inside

    def _tell(self) -> None:
        contract, parts = self._contract, self.parts
        if contract is None or parts is None:
            return
        try:
            sections = tuple(_section(line) for line in self.lines.lines if _ready(line))
        except UserCanFix as failure:
            self.show_failure(failure)
            return
        if not sections:
            return
        theirs = self.whose.currentData() == "commissioner"
        layout = replace(
            parts.layout,
            name=f"Layout for {contract.commissioner if theirs else contract.contract_ref}",
            title=self.title.rows["title"].text.strip(),
            contract_ref="" if theirs else contract.contract_ref,
            commissioner=contract.commissioner if theirs else "",
        )
        same = (layout.contract_ref, layout.commissioner) == (parts.layout.contract_ref, parts.layout.commissioner)
        if not same:  # another one's layout is left as it is: this is drawn beside it
            layout = replace(layout, id=LayoutId(0))
        self.changed.emit(LayoutParts(layout=layout, sections=sections))

    def _on_again(self) -> None:
        if self.parts is not None and self.parts.layout.id:
            self.remove_wanted.emit(int(self.parts.layout.id))


def _ready(line: Line) -> bool:
    """A question or fixed words count once there are words."""
    kind = line.get("kind")
    return bool(kind) and (kind not in {"question", "words"} or bool(str(line.get("question") or "").strip()))


def _line(section: ReportSection) -> Line:
    names = FIELDS[section.kind]
    shown = ", ".join(names[name] for name in fields_of(section))
    return {
        "id": section.id,
        "kind": section.kind,
        "heading": section.heading,
        "shown": shown,
        "question": section.question,
    }


def _section(line: Mapping[str, Any]) -> ReportSection:
    """A line as a part; what is shown is found by its words. UserCanFix for words that stand for nothing."""
    kind = str(line["kind"])
    by_word = {said.casefold(): name for name, said in FIELDS[kind].items()}
    fields = []
    for said in str(line.get("shown") or "").replace(", excluding VAT", " excluding VAT").split(","):
        word = said.strip().casefold().replace(" excluding vat", ", excluding vat")
        if word and by_word:
            if word not in by_word:
                raise UserCanFix(
                    what=f"'{said.strip()}' cannot be shown there.",
                    do=f"Choose of: {'; '.join(FIELDS[kind].values())}.",
                )
            fields.append(by_word[word])
    return ReportSection(
        id=int(line.get("id") or 0),
        layout_id=LayoutId(0),
        kind=kind,
        heading=str(line.get("heading") or ""),
        fields=" ".join(fields) if tuple(fields) != tuple(FIELDS[kind]) else "",
        question=str(line.get("question") or ""),
    )


def _explain(form: Form, line: Line) -> None:
    """What may be shown depends on what stands there."""
    names = FIELDS.get(str(line.get("kind") or ""), {})
    asked = line.get("kind") in {"question", "words"}
    form.rows["shown"].setVisible(bool(names))
    form.rows["question"].setVisible(asked)
    form.rows["shown"].explain(f"Of: {'; '.join(names.values())}." if names else "")
