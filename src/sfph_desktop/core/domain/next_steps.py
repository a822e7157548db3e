"""What to measure next: the weakest links between what is done and what may be claimed, and how to mend each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

StepKind = Literal[
    "records", "overlap", "visits", "value", "inputs", "outcome", "no_data", "pairs", "line", "completion",
    "event", "group", "comparison", "source", "answers",
]  # fmt: skip
STEP_KINDS: tuple[StepKind, ...] = (
    "records", "overlap", "visits", "value", "inputs", "outcome", "no_data", "pairs", "line", "completion",
    "event", "group", "comparison", "source", "answers",
)  # fmt: skip
"""In the order of their weight, the weakest links first: that nothing is recorded, what keeps every total back, that no
visits are recorded or nothing is valued, what can never be known as it stands, what is known of too few, what is left
out of the value, what would lift the level of evidence, and last what makes a figure surer without lifting it."""

STEP_WORDS: dict[StepKind, str] = {
    "records": "A run can only tell of what is recorded",
    "overlap": "It keeps the whole total back",
    "visits": "Without it nobody can see how much was done",
    "value": "Without it nothing is said about what this is worth",
    "inputs": "Without it value cannot be set beside cost",
    "outcome": "Nothing can be found for this outcome as it stands",
    "no_data": "Nothing is known of it yet",
    "pairs": "Too few to say what changed",
    "line": "It is left out of the value",
    "completion": "Fewer than half completed both",
    "event": "Too few for the next level of evidence",
    "group": "Some people are missing from the picture",
    "comparison": "We do not know what would have changed anyway",
    "source": "A reader cannot check where the share comes from",
    "answers": "We do not know how the others fared",
}
"""Why each kind matters, in a few words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NextStep:
    """One weak link and the smallest thing that would mend it."""

    kind: StepKind
    gap: str
    """What is missing, in one sentence."""
    do: str
    """The smallest action, in one sentence."""
    lifts: str
    """What the action brings: the level of evidence from and to, or the figure it completes."""
    needed: int = 0
    """How many records (questionnaires, events, decisions) the action takes; 0 where that is not known."""
    about: str = ""
    """What to open: reference of an outcome, id of a questionnaire, reference of a value line; by kind."""
    evidence: str = ""
    """Number of the figure it is about; blank while the run is not kept, or where there is no figure."""

    @property
    def why(self) -> str:
        """Why it matters."""
        return STEP_WORDS[self.kind]
