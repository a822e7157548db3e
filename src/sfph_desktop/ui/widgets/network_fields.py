"""The fields on the pages of the network."""

from __future__ import annotations

from sfph_desktop.ui.widgets.fields import Field

HEARD = Field(
    name="heard",
    label="The fingerprint as you heard it",
    needed=True,
    help="Ring the network by a number you knew before, and type the four groups that they read out to you. Anybody "
    "could have made this file; this is how you know that it is theirs.",
)
AFTER = Field(
    name="after",
    label="The highest number of yours that the desk has",
    needed=True,
    help="The desk sees it where it refuses your return. As: 7",
)
CARRYING_ON = (
    "After a backup was brought back, the program has forgotten the returns you sent since, and the desk refuses a "
    "second one with the same number. If you still have their files, on a stick or in sent e-mail, leave this and "
    "bring them back: then your next return is judged by what they told. Only if the files are lost, go on here. What "
    "left in them is not known here any more, so a later return may give away, by the difference, a small number that "
    "they held back. That you decided so stands in the history."
)
PROFILE_FIELDS = (
    Field(name="member_name", label="As the network knows you", help="Blank: the name of the enterprise"),
    Field(name="established", label="The year it began", help="As: 2009"),
    Field(name="legal_form", label="Legal form", kind="choice"),
    Field(name="council", label="Council", kind="choice"),
    Field(name="health_board", label="Health board", kind="choice"),
)
BASIS_FIELDS = (
    Field(
        name="basis", label="Lawful basis", kind="choice", wide=True, help="Blank: none, and nothing made of it leaves"
    ),
    Field(name="condition", label="Condition of Article 9", kind="choice", wide=True),
    Field(name="reason", label="Why this is the right one", kind="lines", wide=True, high=2),
)
QUESTION_FIELDS = (
    Field(name="measure", label="What you answer it with", kind="choice", needed=True, wide=True),
    Field(name="note", label="A note on it", kind="lines", wide=True, high=2, help="Why you answer it so"),
)
