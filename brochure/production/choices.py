"""`layouts = ["best"]`: the layout that suits an article best is chosen when it is built, and remembered.

A choice is a record like that of a product: what it was made from, and by which program. `status`, `release` and `send`
go by what is remembered and typeset nothing. A translation has the layout of its original, if it fits there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from brochure.budget import within
from brochure.editions import EDITIONS
from brochure.errors import BrochureError
from brochure.production.inputs import CurrentInputs, Inputs, inputs
from brochure.production.plan import BuildRequest, Task, plan, products, unique
from brochure.production.records import BuildRecords, Choice
from brochure.storage.files import is_file
from brochure.storage.fingerprint import fingerprint
from brochure.storage.read_trace import recording, unnoted
from brochure.storage.temporary import process_folder
from brochure.workspace.config import BEST
from brochure.workspace.workspace import Workspace

if TYPE_CHECKING:
    from brochure.typeset.ranking import Ranked


@dataclass(frozen=True)
class Resolved:
    """Tasks in which no layout is 'best' any more, but in those that have a fault: what keeps one from being chosen."""

    tasks: tuple[Task, ...]
    faults: Mapping[Task, BrochureError] = field(default_factory=dict)


@dataclass(frozen=True)
class Chosen:
    """What was chosen for a leaflet, and why; `left` are products of layouts that were chosen before, from the output.

    `layout` is empty where nothing was chosen yet.
    """

    article: str
    locations: tuple[str, ...]
    paper: str
    layout: str
    why: str
    left: tuple[Path, ...]

    def as_json(self) -> dict[str, Any]:
        """The shape of one entry of `chosen` in the JSON of `build` and `status`."""
        return {
            "article": self.article,
            "locations": list(self.locations),
            "paper": self.paper,
            "layout": self.layout or None,
            "why": self.why,
            "no_longer_chosen": [path.as_posix() for path in self.left],
        }


def resolve(workspace: Workspace, tasks: Sequence[Task], records: BuildRecords) -> Resolved:
    """The tasks with the layouts that are best now: what is remembered and still true, else chosen anew."""
    if not any(task.layout == BEST for task in tasks):
        return Resolved(tuple(tasks))
    chooser = _Chooser(workspace, records, CurrentInputs(workspace))
    resolved: list[Task] = []
    faults: dict[Task, BrochureError] = {}
    for task in tasks:
        if task.layout != BEST:
            resolved.append(task)
            continue
        try:
            layout = chooser.choice(task).layout
        except BrochureError as error:
            if not (old := records.choice(_name(task))):
                faults[task] = error
            layout = old.layout if old else BEST  # in that the build meets the same fault
        resolved.append(replace(task, layout=layout, best=True) if layout != BEST else task)
    return Resolved(unique(resolved), faults)


def resolved(workspace: Workspace, request: BuildRequest) -> Resolved:
    """The tasks of the request, as `resolve` has them, for who has no records open."""
    tasks = plan(workspace, request)
    if not any(task.layout == BEST for task in tasks):
        return Resolved(tasks)
    with closing(BuildRecords(workspace.records, _silent)) as records:
        return resolve(workspace, tasks, records)


def known(workspace: Workspace, request: BuildRequest) -> tuple[Task, ...]:
    """The tasks of the request, as `remembered` has them, for who has no records open."""
    tasks = plan(workspace, request)
    if not any(task.layout == BEST for task in tasks):
        return tasks
    with closing(BuildRecords(workspace.records, _silent)) as records:
        return remembered(tasks, records)


def remembered(tasks: Sequence[Task], records: BuildRecords) -> tuple[Task, ...]:
    """The tasks with the layouts that are remembered; where none is, it stays 'best'."""
    return unique(_remembered(task, records) for task in tasks)


def _remembered(task: Task, records: BuildRecords) -> Task:
    choice = records.choice(_name(task)) if task.layout == BEST else None
    return replace(task, layout=choice.layout, best=True) if choice else task


def changes(task: Task, records: BuildRecords, current: CurrentInputs) -> tuple[str, ...]:
    """Why a layout that is remembered may not be the best one any more; nothing where it still is."""
    choice = records.choice(_name(task))
    return tuple(_changes(task, choice, current)) if choice else ()


def standing(workspace: Workspace, request: BuildRequest, output: Path) -> tuple[Chosen, ...]:
    """What is chosen for the leaflets of the request that ask for it, and what lies there of earlier choices."""
    tasks = plan(workspace, request)
    wanted = [task for task in tasks if task.layout == BEST]
    if not wanted:
        return ()
    with closing(BuildRecords(workspace.records, _silent)) as records:
        current = {product.path for product in products(remembered(tasks, records))}
        return tuple(_standing(workspace, task, records.choice(_name(task)), output, current) for task in wanted)


def _standing(workspace: Workspace, task: Task, choice: Choice | None, output: Path, current: Iterable[Path]) -> Chosen:
    left = tuple(
        workspace.display_path(output / product.path)
        for layout in (choice.former if choice else ())
        for product in replace(task, layout=layout, editions=_FOLDED).products
        if product.path not in current and is_file(output / product.path)
    )
    layout, why = (choice.layout, choice.why) if choice else ("", UNKNOWN)
    return Chosen(task.products[0].slug, task.locations, task.paper, layout, why, left)


#: What is said of a layout that is not chosen yet.
UNKNOWN = "its layout is chosen when it is built"
_FOLDED = tuple(name for name, edition in EDITIONS.items() if edition.folded)


def _silent(_: str) -> None:
    """Nobody is told."""


def _name(task: Task) -> str:
    """How the choice for a task is called: as its products begin, but for the layout."""
    return "-".join((Path(task.article).stem, *task.suffix, task.paper))


def _changes(task: Task, choice: Choice, current: CurrentInputs) -> Iterator[str]:
    if choice.program != fingerprint():
        yield "brochure itself changed"
    # A plain name always means one file; what a path means depends on the current folder.
    if Path(task.article).suffix == ".md" and current.article(task.article) not in choice.inputs.files:
        yield "it was chosen for another article of that name"
    yield from current.changes(choice.inputs)


@dataclass(frozen=True)
class _Chooser:
    workspace: Workspace
    records: BuildRecords
    current: CurrentInputs

    def choice(self, task: Task) -> Choice:
        """What is remembered for the task, if nothing changed since; else what is best now, which is remembered."""
        old = self.records.choice(_name(task))
        with unnoted():  # who judges looks at everything, and a translation is not made from that
            changed = not old or any(_changes(task, old, self.current))
        if old and not changed:
            return old
        new = self._choose(task)
        before = dict.fromkeys((*old.former, old.layout) if old else ())
        new = replace(new, former=tuple(layout for layout in before if layout != new.layout))
        if new.program:
            self.records.record_choice(_name(task), new)
        return new

    def _choose(self, task: Task) -> Choice:
        """With an empty program, so that it is not remembered, where what it was made from changed meanwhile."""
        with process_folder(self.workspace.records), recording() as trace:
            leading = self._original(task)
            layout, why = self._found(task, leading)
        made_from = None if trace.torn else inputs(trace, self.workspace)
        if not made_from:
            return Choice(layout, why, "", Inputs({}, {}, {}))
        if leading:
            made_from = _together(leading[1].inputs, made_from)
        return Choice(layout, why, fingerprint(), made_from)

    def _original(self, task: Task) -> tuple[str, Choice] | None:
        """The original of a translation with its choice; None for what is no translation, or of what has a fault."""
        from brochure.content.translations import original

        slug = within(task.article, self.workspace.config.limits, partial(original, self.workspace, task.article))
        if not slug:
            return None
        try:
            return slug, self.choice(replace(task, article=slug))
        except BrochureError:
            return None

    def _found(self, task: Task, leading: tuple[str, Choice] | None) -> tuple[str, str]:
        """The layout and why it is that."""
        # Imported here: where everything is remembered, nothing is typeset.
        from brochure.content.article import load
        from brochure.typeset.ranking import best, in_layout

        path = self.workspace.article(task.article)
        workspace = self.workspace.showing(task.locations).wearing(task.look)
        article = within(task.article, workspace.config.limits, partial(load, workspace, path))
        if not leading:
            return _of(best(workspace, article, task.paper))
        slug, choice = leading
        if in_layout(workspace, article, task.paper, choice.layout).fits:
            return choice.layout, f"that is the layout of its original '{slug}'."
        layout, why = _of(best(workspace, article, task.paper))
        return layout, f"it does not fit '{choice.layout}', the layout of its original '{slug}'; {why}"


def _of(ranked: Ranked) -> tuple[str, str]:
    return ranked.name, ranked.why


def _together(first: Inputs, second: Inputs) -> Inputs:
    return Inputs({**first.files, **second.files}, {**first.folders, **second.folders}, {**first.keys, **second.keys})
