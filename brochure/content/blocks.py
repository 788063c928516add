"""What some boxes make of the copy in them: rows of two columns, items on a line, two parts.

Each takes the tokens between the box's ends, and gives those to set instead. What is written otherwise than a kind has
it stays as it is: a list is a list in every box.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from copy import copy

from markdown_it.token import Token

from brochure.content.token_parts import inline, within
from brochure.errors import BadInput, Place

#: A comparison is of so many things.
_TWO = 2
#: So many letters of each stand beside one another.
_SHORT = 200
#: What parts the two columns of a line that is written as an item of a list.
_BETWEEN = re.compile(r"\s*(?::\s+|：\s*|:$)")

Reshape = Callable[[Sequence[Token], Place], list[Token]]


def led(inside: Sequence[Token], _: Place) -> list[Token]:
    """Items that begin with bold words have these as a line of their own, `.lead`."""
    done: list[Token] = []
    for at, token in enumerate(inside):
        lead = _lead(token) if token.type == "inline" and inside[at - 2].type == "list_item_open" else 0
        if not lead or not token.children:
            done.append(token)
            continue
        # The paragraph of an item that stands close to the next one is hidden; here there are two.
        inside[at - 1].hidden = inside[at + 1].hidden = False
        done[-1].attrSet("class", "lead")
        done.append(inline(token, token.children[:lead]))
        rest = _from_words(token.children[lead:])
        if rest:
            done += [
                Token("paragraph_close", "p", -1, block=True),
                Token("paragraph_open", "p", 1, block=True),
                inline(token, rest),
            ]
    return done


def _lead(line: Token) -> int:
    """How many of its children are the bold words that a line begins with."""
    children = line.children or []
    at = next((at for at, child in enumerate(children) if child.type != "text" or child.content), 0)
    if not children or children[at].type != "strong_open":
        return 0
    return next(end for end, child in enumerate(children) if child.type == "strong_close") + 1


def _from_words(children: Sequence[Token]) -> list[Token]:
    """What follows bold words, without the sign and the space that join them."""
    rest = list(children)
    while rest and rest[0].type in ("softbreak", "hardbreak"):
        rest = rest[1:]
    if rest and rest[0].type == "text":
        rest[0].content = re.sub(r"^\s*[:：–—-]?\s*", "", rest[0].content)
    return rest if any(child.content or child.nesting for child in rest) else []


def columns(inside: Sequence[Token], _: Place) -> list[Token]:
    """Lists of items such as `Visit: $10` are tables of two columns; a table's head without words is left out."""
    done: list[Token] = []
    at = 0
    while at < len(inside):
        end = _end(inside, at)
        if inside[at].type == "bullet_list_open" and (rows := _rows(inside[at + 1 : end])):
            done += _table(rows, inside[at])
        elif inside[at].type == "table_open":
            done += _without_empty_head(inside[at : end + 1])
        else:
            done += inside[at : end + 1]
        at = end + 1
    return done


def _end(tokens: Sequence[Token], start: int) -> int:
    """Where what begins at a token ends."""
    depth = 0
    for at in range(start, len(tokens)):
        depth += tokens[at].nesting
        if depth <= 0:
            return at
    return len(tokens) - 1


def _rows(items: Sequence[Token]) -> list[tuple[Token, Token]]:
    """The two cells of each item; none where an item is anything but a line of two parts."""
    rows: list[tuple[Token, Token]] = []
    for at in range(0, len(items), 5):
        kinds = [token.type for token in items[at : at + 5]]
        if kinds != ["list_item_open", "paragraph_open", "inline", "paragraph_close", "list_item_close"]:
            return []
        cells = _parted(items[at + 2])
        if not cells:
            return []
        rows.append(cells)
    return rows


def _parted(line: Token) -> tuple[Token, Token] | None:
    """A line at its first colon that a space follows."""
    depth = 0
    children = line.children or []
    for at, child in enumerate(children):
        depth += child.nesting
        found = _BETWEEN.search(child.content) if child.type == "text" and not depth else None
        if found:
            before, after = copy(child), copy(child)
            before.content, after.content = child.content[: found.start()], child.content[found.end() :]
            first, second = inline(line, [*children[:at], before]), inline(line, [after, *children[at + 1 :]])
            return (first, second) if first.content.strip() else None
    return None


def _table(rows: Sequence[tuple[Token, Token]], start: Token) -> list[Token]:
    done = [Token("table_open", "table", 1, block=True, map=start.map), Token("tbody_open", "tbody", 1, block=True)]
    for name, value in rows:
        done += [
            Token("tr_open", "tr", 1, block=True),
            Token("th_open", "th", 1, block=True, attrs={"scope": "row"}),
            name,
            Token("th_close", "th", -1, block=True),
            Token("td_open", "td", 1, block=True),
            value,
            Token("td_close", "td", -1, block=True),
            Token("tr_close", "tr", -1, block=True),
        ]
    return [*done, Token("tbody_close", "tbody", -1, block=True), Token("table_close", "table", -1, block=True)]


def _without_empty_head(table: Sequence[Token]) -> list[Token]:
    end = next((at for at, token in enumerate(table) if token.type == "thead_close"), 0)
    said = any(token.content.strip() for token in table[:end] if token.type == "inline")
    return list(table) if said else [table[0], *table[end + 1 :]]


def parts(inside: Sequence[Token], place: Place) -> list[Token]:
    """Two parts, as a line of dashes or the two items of a list have them: `.parts`, and in it each a `.part`.

    Short ones may stand beside one another, `.parts.beside`. Raises BadInput for more or fewer than two.
    """
    rules = [at for at, token in enumerate(inside) if token.type == "hr" and token.markup.startswith("-")]
    below = inside[0].level + 1 if inside else 0
    items = [at for at, token in enumerate(inside) if token.type == "list_item_open" and token.level == below]
    if len(rules) == 1 and 0 < rules[0] < len(inside) - 1:
        first, second = inside[: rules[0]], inside[rules[0] + 1 :]
        return within(_parts(first, second), [*_part(first), *_part(second)])
    if not rules and len(items) == _TWO and _end(inside, 0) == len(inside) - 1:
        for at in items:
            inside[at].attrSet("class", "part")
        inside[0].attrSet("class", _parts(inside[: items[1]], inside[items[1] :]))
        return led(inside, place)
    raise BadInput(
        "The box 'compare' does not have two parts.",
        hint="Write --- on a line of its own, with blank lines around it, between the first and the second.",
        place=place,
    )


def _parts(*both: Sequence[Token]) -> str:
    """Their class: what stands beside something else cannot be split, so it has to be short."""
    longest = max(sum(len(token.content) for token in part if token.type == "inline") for part in both)
    return "parts beside" if longest <= _SHORT else "parts"


def _part(tokens: Sequence[Token]) -> list[Token]:
    """A part; bold words that are its first line lead it."""
    lead = _lead(tokens[1]) if tokens[0].type == "paragraph_open" else 0
    if lead and not _from_words((tokens[1].children or [])[lead:]):
        tokens[0].attrSet("class", "lead")
    return within("part", tokens)


#: What a kind makes of what is in it.
RESHAPE: dict[str, Reshape] = {
    "timeline": led,
    "contact": led,
    "medicines": columns,
    "hours": columns,
    "prices": columns,
    "compare": parts,
}
