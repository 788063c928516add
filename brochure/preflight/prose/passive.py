"""The passive voice: a form of 'to be' and a participle, an adverb or two between them."""

from __future__ import annotations

from collections.abc import Sequence

from brochure.preflight.prose.sentences import Word

_BE = frozenset({"is", "are", "was", "were", "be", "been", "being", "isn't", "aren't", "wasn't", "weren't"})
_IRREGULAR = frozenset(
    [
        "given",
        "taken",
        "made",
        "done",
        "seen",
        "known",
        "found",
        "told",
        "shown",
        "held",
        "kept",
        "left",
        "put",
        "set",
        "sent",
        "cut",
        "caught",
        "brought",
        "bought",
        "taught",
        "built",
        "lost",
        "paid",
        "read",
        "said",
        "met",
        "written",
        "chosen",
        "driven",
        "eaten",
        "broken",
        "spoken",
        "stolen",
        "worn",
        "drawn",
        "grown",
        "thrown",
        "begun",
        "run",
        "understood",
        "felt",
        "led",
        "hurt",
        "hit",
        "shut",
        "split",
        "fed",
        "bound",
        "sought",
        "withheld",
        "withdrawn",
    ]
)
#: They look like it, and say how somebody is; or there is no other way to say it.
_ADJECTIVES = frozenset(
    [
        "tired",
        "worried",
        "concerned",
        "interested",
        "excited",
        "scared",
        "frightened",
        "pleased",
        "satisfied",
        "relaxed",
        "married",
        "divorced",
        "allowed",
        "supposed",
        "used",
        "called",
        "named",
        "bored",
        "confused",
        "embarrassed",
        "depressed",
        "stressed",
        "related",
        "limited",
        "advanced",
        "crowded",
        "dedicated",
        "qualified",
        "experienced",
        "trained",
        "sacred",
        "naked",
        "red",
        "bed",
        "need",
        "feed",
        "speed",
        "indeed",
        "ashamed",
        "closed",
        "retired",
        "surprised",
        "disappointed",
        "delighted",
        "annoyed",
        "relieved",
        "prepared",
        "located",
        "based",
        "involved",
        "needed",
        "hundred",
        "blessed",
        "aged",
        "disabled",
        "left",
        "lost",
        "done",
        "hurt",
        "set",
    ]
)


def passive(words: Sequence[Word]) -> bool:
    """Whether a sentence of these words has a passive."""
    low = [word.low for word in words]
    for number, word in enumerate(low):
        if word not in _BE:
            continue
        for offset, after in enumerate(low[number + 1 : number + 4]):
            if _participle(after):
                return True
            if (
                not (after.endswith("ly") or after in ("not", "also", "often", "then", "being", "never", "always"))
                or offset > 1
            ):
                break
    return False


def _participle(word: str) -> bool:
    if word in _ADJECTIVES:
        return False
    return word in _IRREGULAR or (word.endswith("ed") and len(word) > 4)
