"""The sections of a case study in their order, and what a person is asked to write for each."""

from __future__ import annotations

from dataclasses import dataclass

from sfph_desktop.core.domain.stories import StoryKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One section of the template."""

    key: str
    title: str
    asks: str = ""
    """What somebody writes here; blank where the record says it all."""
    needed: bool = False
    """A story without words here has a gap."""


PERSON = (
    Section(key="came", title="How they came", asks="What brought them, if they want that told."),
    Section(key="mattered", title="What mattered to them", asks="What they hoped for, as they put it.", needed=True),
    Section(key="happened", title="What happened", asks="What was done together, in a few sentences.", needed=True),
    Section(key="changed", title="What changed", asks="What is different now, in everyday life."),
    Section(key="quotes", title="In their words"),
    Section(key="others", title="What others did", asks="Who else played a part."),
    Section(key="hard", title="What is still hard", asks="What has not changed, or needs more time.", needed=True),
    Section(key="saved", title="What it may have saved or made possible", asks="What has become possible since."),
    Section(key="consent", title="Told with their agreement"),
)
ENTERPRISE = (
    Section(
        key="who",
        title="Who we are",
        asks="Place, legal form, the year it began, and in one sentence what it is for.",
        needed=True,
    ),
    Section(
        key="why", title="Why it began", asks="Who drove it, and what they could not leave as it was.", needed=True
    ),
    Section(
        key="serves", title="Whom it serves", asks="Whom it is for, and who else tried to reach them.", needed=True
    ),
    Section(key="does", title="What it does", asks="A week in its life.", needed=True),
    Section(key="people", title="The people who do it", asks="How they came, how long they stay, what is fair here."),
    Section(key="money", title="Where the money comes from", asks="The share that is earned, and how that changed."),
    Section(key="outcomes", title="What changes", asks="What lies behind the figures."),
    Section(
        key="added",
        title="What the public gets beyond the specification",
        asks="What a buyer gets from a provider of this kind that was not asked for.",
        needed=True,
    ),
    Section(key="partners", title="Whom we work with", asks="How the work is shared."),
    Section(key="barriers", title="What stood in the way, and what helped", asks="Both, with an example.", needed=True),
    Section(key="network", title="Beside others in the network", asks="What explains the difference."),
    Section(key="learning", title="What others can learn", asks="Two or three things, and whom to ask.", needed=True),
)
TEMPLATES: dict[StoryKind, tuple[Section, ...]] = {"person": PERSON, "enterprise": ENTERPRISE}


def section_keys(kind: StoryKind) -> tuple[str, ...]:
    """The keys of the sections of a kind in which words can be written."""
    return tuple(one.key for one in TEMPLATES[kind] if one.asks)
