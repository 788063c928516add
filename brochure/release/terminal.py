"""Changes as they are told on a terminal: in colour where there is one, else with [-marks-] and {+marks+}."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import click

from brochure.release.changes import Change, Operation

#: How many unchanged words are shown beside a change.
_CONTEXT = 7


def change_lines(changes: Sequence[Change], *, colour: bool) -> Iterator[str]:
    """A heading and a paragraph for each section that changed; those that did not are counted."""
    for change in changes:
        if not change.unchanged:
            yield _heading(change, colour=colour)
            if text := _body(change, colour=colour):
                yield f"  {text}"
            yield ""
    same = sum(change.unchanged for change in changes)
    if same == len(changes):
        yield "No word changed."
    elif same:
        yield f"{same} section{'' if same == 1 else 's'} unchanged."


def _heading(change: Change, *, colour: bool) -> str:
    title = _clean(change.title or "Introduction")
    if change.was is not None:
        was = Operation("cut", (change.was or "Introduction",)), Operation("new", (title,))
        title = " ".join(_run(operation, colour=colour) for operation in was)
    fates = {"new": " (new section)", "gone": " (cut)", "stayed": ""}
    moved = " (moved)" if change.moved else ""
    return f"{click.style(title, bold=True) if colour else title}{moved}{fates[change.fate]}"


def _body(change: Change, *, colour: bool) -> str:
    if all(operation.kind == "same" for operation in change.operations):
        return ""
    last = len(change.operations) - 1
    return " ".join(
        _context(operation.words, first=at == 0, last=at == last)
        if operation.kind == "same"
        else _run(operation, colour=colour)
        for at, operation in enumerate(change.operations)
    )


def _context(words: Sequence[str], *, first: bool, last: bool) -> str:
    """The words next to a change; of a long run between two changes, both ends."""
    before, after = [] if first else words[:_CONTEXT], [] if last else words[-_CONTEXT:]
    if len(words) <= len(before) + len(after) + 1:
        return _clean(" ".join(words))
    return _clean(" ".join((*before, "…", *after)))


def _run(operation: Operation, *, colour: bool) -> str:
    text, cut = _clean(" ".join(operation.words)), operation.kind == "cut"
    if not colour:
        return f"[-{text}-]" if cut else f"{{+{text}+}}"
    return click.style(text, fg="red", strikethrough=True) if cut else click.style(text, fg="green", underline=True)


def _clean(text: str) -> str:
    """Without what would steer the terminal or turn the writing round."""
    return "".join(letter if letter.isprintable() else "�" for letter in text)
