"""A document for paper is data: a title, a language and a list of frozen blocks. `pdf.py` draws it.

Every text in a block is plain text, whatever it holds: `<b>` is printed as `<b>`. Emphasis is said by `Span` values of
our own, never by mark-up inside a text. Two equal documents give the same bytes.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sfph_desktop.core.domain.benefits import BenefitLevel
from sfph_desktop.core.reports.drawing import Drawing

Align = Literal["left", "right", "centre"]
HeadingLevel = Literal[1, 2, 3]

COLUMN_POINTS = 482.0
"""Width of the text column of an A4 page in points: what a chart of width 1.0 is drawn at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A stretch of text in one manner. `link` is a web or mail address that a press on the text opens."""

    text: str
    strong: bool = False
    italic: bool = False
    quiet: bool = False
    """Smaller and greyer: an evidence number, a source."""
    link: str = ""


Text = str | tuple[Span, ...]
"""Plain text, or spans where some of it is emphasised. A line feed starts a new line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverStrip:
    """The coloured strip at the head of the first page: who, what, for which contract, which period."""

    enterprise: str
    title: str
    contract: str = ""
    period: str = ""
    lines: tuple[str, ...] = ()
    """Further short lines: `Prepared for ...`, `Snapshot S-0007`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading. Levels are not skipped downwards: a 3 follows a 2. A role gives it its colour and its mark.

    The title on the cover strip is the document's heading of level 1, so a document with a cover strip goes on with
    level 2; one without a cover strip starts with a heading of level 1.
    """

    text: str
    level: HeadingLevel = 2
    role: BenefitLevel | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Prose:
    """A paragraph. A `lead` paragraph is larger: the one thing to take away."""

    text: Text
    lead: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingLine:
    """One finding on one line, its detail beneath and its evidence number (`E-0412`) in small type at the end."""

    text: Text
    detail: Text = ""
    evidence: str = ""
    role: BenefitLevel | None = None
    strong: bool = False
    """The finding that matters most in its section."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BulletList:
    """A list; `ordered` numbers its items."""

    items: tuple[Text, ...]
    ordered: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table with a heading row, every row as long as the heading. Splits across pages and repeats its heading.

    `widths` are relative (3, 1, 1); none: all equal. `aligns` one per column; none: left. Right-aligned columns are
    set in tabular figures. The first cell of each row is its heading unless `row_headers` is False. `total` sets the
    last row apart. A table too wide for the page is printed as a list for each row.

    To be filled in by hand: cells of the columns in `boxes` that are blank hold a square to tick, and no row is lower
    than `row_height` points.
    """

    header: tuple[Text, ...]
    rows: tuple[tuple[Text, ...], ...]
    widths: tuple[float, ...] = ()
    aligns: tuple[Align, ...] = ()
    caption: str = ""
    row_headers: bool = True
    total: bool = False
    boxes: tuple[int, ...] = ()
    row_height: float = 0.0
    rings: bool = False
    """The cells beside the first are numbers to be ringed by hand: each has a ring to be marked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartBlock:
    """A chart: what matplotlib drew, set as vectors in the typeface of the document.

    `alt` says in words what the chart shows and must not be blank. `width` is the share (0 to 1) of the column it is
    scaled to; `caption` is printed beneath.
    """

    drawing: Drawing
    alt: str
    caption: str = ""
    width: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyFigure:
    """One tile: a big number in words (`31 of 38`), what it says, and its evidence number."""

    number: str
    explanation: str
    evidence: str = ""
    role: BenefitLevel | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyFigures:
    """A row of two to four tiles."""

    tiles: tuple[KeyFigure, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A paragraph set apart by a rule at its side, with an optional title. `caution` gives it the attention colour."""

    text: Text
    title: str = ""
    caution: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SmallPrint:
    """A paragraph in small type: method, sources, licences."""

    text: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """Whom to ask: a name and lines beneath it (post, telephone, mail)."""

    name: str
    lines: tuple[Text, ...] = ()
    title: str = "Contact"
    """Printed above the name as a label, not as a heading."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeGroups:
    """Groups of letters and digits to be copied by hand: numbered, large, every sign equally wide."""

    groups: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FillIn:
    """A line to write on by hand, with what belongs there printed before it."""

    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Spacer:
    """White space, in points."""

    height: float = 12.0


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows starts a new page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeepTogether:
    """Blocks that stay on one page where they can."""

    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Two columns side by side, read left then right; one below the other in large print.

    `share` is the left column's part of the width, without the gap. Columns longer than the page go on side by side.
    """

    left: tuple[Block, ...]
    right: tuple[Block, ...]
    share: float = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class FormHead:
    """The head of a paper to be filled in: what it is, and at the right the code that finds it, large and as bars."""

    title: str
    code: str = ""
    lines: tuple[str, ...] = ()
    """Beneath the title: whose it is, at what stage."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A small drawing beside an answer, so that it can be chosen without reading.

    `face`: from sad (0) to glad (1). `steps`: so much of a pile (0 to 1).
    """

    kind: Literal["face", "steps"]
    share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One answer on paper: its number, as it is typed from the paper, and its words."""

    number: str
    label: str = ""
    picture: Picture | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """The answers to one question. Each has a place to mark: a ring, or a box where several may be ticked.

    `manner`: `list` one under the other; `row` side by side with their words; `scale` rings in a row, words at the
    ends; `pictures` side by side beneath their drawings; `thermometer` a scale that fills up.
    """

    options: tuple[Choice, ...]
    manner: Literal["list", "row", "scale", "pictures", "thermometer"] = "list"
    several: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question on paper, numbered; what it is answered by follows it and stays with it."""

    text: Text
    number: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class WriteOn:
    """Ruled lines to write on, with a hint in small type before them (`Day / month / year`)."""

    lines: int = 1
    hint: str = ""


Block = (
    CoverStrip
    | Heading
    | Prose
    | FindingLine
    | BulletList
    | Table
    | ChartBlock
    | KeyFigures
    | Note
    | SmallPrint
    | Contact
    | CodeGroups
    | FillIn
    | Spacer
    | PageBreak
    | KeepTogether
    | Columns
    | FormHead
    | Choices
    | Question
    | WriteOn
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """Everything a PDF is made of."""

    title: str
    blocks: tuple[Block, ...]
    language: str = "en-GB"
    """BCP 47."""
    subject: str = ""
    author: str = ""
    """The enterprise."""
    footer: str = ""
    """Small, at the foot of every page: where the figures come from (`Snapshot S-0007, taken 4 May 2026`)."""
    made_at: datetime | None = None
    """Given, it becomes the file's date; the clock is never asked."""
    sample: bool = False
    """Made from sample data: stamped SAMPLE on every page."""
    large_print: bool = False
    """Text of 16 points and larger."""
    paper: Literal["a4", "a1", "slide"] = "a4"
    """A page of A4; a poster: one such page enlarged to A1; slides of 16 to 9. Word is A4 whatever this is."""
