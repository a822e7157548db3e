"""The sample's case studies: what somebody there wrote beside the facts. Everything in them is invented."""

from __future__ import annotations

NAME, TITLE = "Ina", "Somewhere to be"
PERSON_WORDS = {
    "mattered": "To have somewhere to be in the week, and people who notice when I am not there.",
    "happened": (
        "Ina came with a neighbour, sat by the door, and left before the tea. The third time Ina stayed to dry the"
        " cups."
    ),
    "hard": "The bus does not run on Sundays.",
    "saved": "Ina keeps the key of the hall on Wednesdays now.",
}
PERSON_QUOTE = "I did not come to be helped. I came to dry the cups, and then it turned out that I was all right."
OTHER_QUOTE, OTHER_NAME = "She rings me on Wednesdays to tell me who was there.", "a daughter"
OTHER_AGREED = "spoken, at the lunch club"

ENTERPRISE_WORDS = {
    "who": (
        "A community laundry and lunch club, a company limited by guarantee and a charity, so that people who find it"
        " hard to manage at home can stay there, in company."
    ),
    "why": "A carer saw clean sheets decide whether somebody could stay at home, and asked for the old wash house.",
    "does": "Four washing days, two lunches, a tea, and a delivery round whose driver waits at the door.",
    "added": "The driver is often the only caller of the week, and says so when something is wrong.",
    "barriers": "In the way: contracts too large for one laundry. What helped: a joint offer with a courier.",
}
