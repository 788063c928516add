"""What a pass has to say to the writer, past mammoth: signs in the text that no text can hold.

They are noncharacters of Unicode, which are lawful in XML and are taken out of the document when it is opened.
"""

from __future__ import annotations

import re

NONCHARACTER = re.compile("[\ufdd0-\ufdef]")

SUPER, SUPER_END = "\ufdd0", "\ufdd1"
SUB, SUB_END = "\ufdd2", "\ufdd3"
#: Around a number: which picture, which text of a note begins here, which embedded part stands here.
PICTURE, NOTE, CHUNK, END = "\ufdd4", "\ufdd5", "\ufdd6", "\ufdd7"
#: Around level, kind of sign and number of a list's item.
ITEM, ITEM_END = "\ufdd8", "\ufdd9"
#: A paragraph that goes on in the item above it; one that is the caption of the picture above or below it.
MORE_OF_ITEM, CAPTION = "\ufdda", "\ufddb"
#: The first row of this table heads its columns.
HEAD = "\ufddc"
#: A line to be filled in.
FILL_IN = "\ufddd"

#: Written on the text of a note's number, which joins no other raised signs.
CITED = "cited"

NUMBERED = re.compile(f"[{PICTURE}{NOTE}{CHUNK}]([0-9]+){END}")
ITEMS = re.compile(f"{ITEM}([0-9]+),([a-zA-Z1]+),([0-9]+){ITEM_END}")


def raised(text: str) -> str:
    return f"{SUPER}{text}{SUPER_END}"


def lowered(text: str) -> str:
    return f"{SUB}{text}{SUB_END}"


def typed(text: str) -> str:
    """The text as a person would type it into a message: 10^9/L, CO_2."""
    text = re.sub(f"[{SUPER_END}{SUB_END}](?=\\w)", " ", text)
    return without(text.replace(SUPER, "^").replace(SUB, "_"))


def without(text: str) -> str:
    """The text for where no marks can stand, such as a title."""
    return NONCHARACTER.sub("", ITEMS.sub("", NUMBERED.sub("", text)))
