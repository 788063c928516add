"""Copyfit of one piece: its copy as a galley in one size of type after another, and set out in panels as planned."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property, partial
from itertools import chain
from math import ceil
from pathlib import Path

from brochure.geometry.layout import Setting, TypeRange
from brochure.geometry.piece import Piece
from brochure.typeset import plan
from brochure.typeset.breaks import Give, Room
from brochure.typeset.engine.boxes import SetPage
from brochure.typeset.engine.galley import NoGalley, text_of
from brochure.typeset.engine.render import Typeset, Typesetter
from brochure.typeset.fit import Depth, Fit, Fitted, PanelFit, area, fit, ladder
from brochure.typeset.free_panels import SUMMARY, FreePanels, free_panels
from brochure.typeset.galley import Galley
from brochure.typeset.merge import Merged
from brochure.typeset.pages import galley_css, type_css
from brochure.typeset.panel_checks import check_number, check_panels
from brochure.typeset.plan import Instead, Plan

#: A panel is worth filling with copy if at least this share of it would be; else it is left for notes.
_FULL_ENOUGH = 0.98
#: Copy so much too long by the area of its type is not tried in smaller type where another arrangement follows.
_HOPELESS = 1.15

#: Panels that are not good are worth type that is larger or smaller by so many steps, and panels without copy: where
#: they are good then, or their faults less by so much.
_STEPS, _BETTER = 4, 0.1
#: So many points of size would be given up, on fewer panels, for faults of a whole panel.
_WORTH = 25.0
#: Short copy that is level leaves no panel free before it is so shallow, nor for breaks with such a hole.
_HOLE = 0.3
#: Where a line moved when copy was set as planned, so many smaller sizes are tried.
_MOST_REPAIRS = 3
#: What a galley depends on: the document, its style, the setting.
Key = tuple[str, str]


@dataclass(frozen=True)
class Attempt:
    """Copy that was set: as a galley, or where it has none, in panels as the engine breaks it."""

    setting: Setting
    pages: Typeset
    galley: Galley | None


@dataclass(frozen=True)
class SetOut:
    """The piece as it is set, and what stands on the panels that copy leaves free."""

    setting: Setting
    pages: Typeset
    fit: Fit
    free: FreePanels


@dataclass(frozen=True)
class _Chosen:
    """Copy in a size of type, the panels that it leaves free, and its plan."""

    fitted: Fitted[Attempt]
    free: FreePanels
    plan: Plan


class Copyfit:
    """Of the documents that `merged` gives for what stands on free panels, in the layout's `template`.

    `continued` stands above the rest of a box that is split, and `kept` has galleys that were set already: arrangements
    of a layout often share them. `summary` is the article's, and `flap` the title of what it wants on the flap.
    """

    def __init__(
        self,
        piece: Piece,
        type_: TypeRange,
        merged: Callable[[FreePanels], Merged],
        template: Path,
        kept: dict[Key, Typeset],
        *,
        continued: str = "",
        summary: str = "",
        flap: str = "",
    ) -> None:
        self.piece = piece
        self._type = type_
        self._merged = merged
        self._template = template
        self._kept = kept
        self._continued = continued
        self._summary = summary
        self._flap = flap
        self._rooms = plan.rooms(piece.flow)
        self._documents: dict[FreePanels, tuple[Typesetter, str, Merged]] = {}

    @cached_property
    def _full(self) -> FreePanels:
        """No panel is free."""
        return FreePanels(self.piece.flow)

    def merged(self, free: FreePanels) -> Merged:
        """The article with so many panels free."""
        return self._document(free)[2]

    def _document(self, free: FreePanels) -> tuple[Typesetter, str, Merged]:
        """The article with so many panels free: what sets it, what that depends on, and what was merged."""
        if free not in self._documents:
            merged = self._merged(free)
            typesetter = Typesetter(merged.html, merged.css, merged.fetcher)
            text = "\0".join((merged.html, *(sheet.text for sheet in merged.css[1:])))
            self._documents[free] = typesetter, text, merged
        return self._documents[free]

    def fit(self, *, last: bool) -> Fitted[Attempt]:
        """The largest type at which the copy fits; in another than the `last` piece, of those that are good to read."""
        type_ = self._type
        # More sides in larger type are no gain while the type is nearer to the ideal than to the smallest.
        least = type_.smallest.size if last else max(type_.least_good, self.piece.least)
        settings = [setting for setting in ladder(type_) if setting.size >= least]
        if not last:
            first = self.attempt(type_.ideal)
            depth = self._depth(first)
            if depth.copy * area(settings[0]) / area(type_.ideal) > _HOPELESS * depth.room:
                return Fitted(type_.ideal, first, fits=False)
        return fit(settings, self.attempt, self._depth, max(type_.ideal, settings[0], key=area))

    def attempt(self, setting: Setting, free: FreePanels | None = None) -> Attempt:
        """The copy in this type."""
        free = free or self._full
        typesetter, document, _ = self._document(free)
        css = type_css(setting) + galley_css(self.piece, free.copy[0])
        key = document, css
        with suppress(NoGalley):
            if key not in self._kept:
                self._kept[key] = typesetter.typeset(css)
                self._kept[key].require(self._check_panels, self._template)
            deepest = max(room.depth for room in self._rooms)
            pages = self._kept[key]
            return Attempt(setting, pages, pages.galley(setting.size * setting.leading, deepest, len(free.before)))
        pages = typesetter.typeset(type_css(setting))
        pages.require(self._check_panels, self._template)
        return Attempt(setting, pages, None)

    def greedy(self) -> list[SetPage]:
        """The pages of the copy in the smallest type, filled one after the other."""
        typesetter, *_ = self._document(self._full)
        return _flow(typesetter.typeset(type_css(self._type.smallest)))

    def least_depth(self) -> Depth:
        """How much the copy takes in the smallest type, after all that it gives for that.

        Where the copy is short enough and only breaks are in its way, larger type may have other ones, such as within a
        table that is deeper than a panel then: there it is the depth in the type in which copy fills the panels.
        """
        smallest, ideal = self._type.smallest, self._type.ideal
        depth = self._depth(self.attempt(smallest))
        if depth.fits or depth.copy >= depth.room:
            return depth
        most = area(smallest) * depth.room / depth.copy
        full = [setting for setting in ladder(self._type) if area(setting) <= most and setting.size <= ideal.size]
        larger = self._depth(self.attempt(full[-1]))
        return larger if larger.fits else depth

    def broken_depth(self) -> Depth:
        """How much the copy takes in the smallest type as the engine breaks it: a galley does not know of floats."""
        return self._depth_of(self._broken(self._type.smallest, self._full))

    def is_too_much(self, found: SetOut) -> bool:
        """Whether the engine sets copy that fits by its galley on more panels than there are."""
        return not found.free.after and len(_flow(found.pages)) > len(self.piece.flow)

    def instead(self) -> Instead:
        """What could go or shrink instead of words, where copy does not fit in the smallest type."""
        galley = self.attempt(self._type.smallest).galley
        return plan.instead(galley, self._rooms) if galley else Instead()

    def set_out(self, fitted: Fitted[Attempt]) -> SetOut:
        """The copy with its best breaks: level, where it is short and leaves panels free."""
        spare = self._spare(fitted)
        free, best = self._planned(fitted.pages, spare)
        if best and not best.is_good() and (better := self._better(fitted, spare, best)):
            fitted, free, best = better.fitted, better.free, better.plan
        settings = ladder(self._type)
        smaller = settings[: settings.index(fitted.setting)][::-1]
        for attempt in chain([fitted.pages], map(self.attempt, smaller[:_MOST_REPAIRS])):
            if attempt is not fitted.pages:
                free, best = self._planned(attempt, len(self._rooms) - len(free.copy) or None)
            if best and (pages := self._as_planned(attempt.setting, free, best)):
                return SetOut(attempt.setting, pages, self._found(attempt.setting, fitted, pages, free, best), free)
        return self._as_it_breaks(fitted, free, smaller)

    def _as_planned(self, setting: Setting, free: FreePanels, best: Plan) -> Typeset | None:
        """The copy as it is planned; None where the engine breaks it otherwise."""
        typesetter, *_ = self._document(free)
        pages = typesetter.typeset(type_css(setting) + best.css(self.piece, free.copy), best.edits(self._continued))
        flow = _flow(pages)[len(free.before) :]
        # A table's head stands once more where the table goes on, and so does the line that says that a box does.
        texts = zip(flow, best.texts, strict=False)
        whole = len(_flow(pages)) == len(self.piece.flow) and all(
            text_of(page.root).endswith(text) for page, text in texts
        )
        return pages if whole else None

    def _as_it_breaks(self, fitted: Fitted[Attempt], free: FreePanels, smaller: Sequence[Setting]) -> SetOut:
        """The copy as the engine breaks it, in type that is as much smaller as it has to be for that."""
        panels, setting = len(self.piece.flow), fitted.setting
        pages = self._broken(setting, free)
        if len(_flow(pages)) != panels:
            settings = (*smaller[::-1], setting)
            found = fit(settings, partial(self._broken, free=self._full), self._depth_of, setting)
            setting, free = found.setting, self._free(max(0, panels - len(_flow(found.pages))))
            pages = self._broken(setting, free)
        return SetOut(setting, pages, self._found(setting, fitted, pages, free, None), free)

    def _broken(self, setting: Setting, free: FreePanels) -> Typeset:
        """The pages as the engine breaks them."""
        return self._document(free)[0].typeset(type_css(setting))

    def _better(self, fitted: Fitted[Attempt], spare: int | None, best: Plan) -> _Chosen | None:
        """The copy in good panels: in larger or smaller type, or on fewer of them; None where that is no better."""
        if spare is not None and best.is_good(_HOLE):  # short copy that is level all the same
            return None
        # Short copy is not made smaller than it should be, so that still more panels are free.
        short = fitted.setting == self._type.largest
        good = self._type.ideal.size if short else self._type.least_good
        least = max(good, fitted.setting.size - best.faults * _WORTH)
        others = chain(self._near(fitted) if spare is None else (), self._on_fewer(len(best.rooms) - 1, least))
        tried: list[_Chosen] = []
        for each in others:
            if each.plan.is_good():
                return each
            tried.append(each)
        found = min(tried, key=lambda each: each.plan.faults, default=None)
        return found if found and found.plan.faults < best.faults - _BETTER and not found.plan.splits else None

    def _near(self, fitted: Fitted[Attempt]) -> Iterator[_Chosen]:
        """The copy on as many panels in larger type, for which it gives what it may, and in smaller."""
        settings = ladder(self._type)
        at = settings.index(fitted.setting)
        for setting in (*settings[at + 1 :][:_STEPS], *settings[:at][: -_STEPS - 1 : -1]):
            attempt = self.attempt(setting)
            free, best = self._planned(attempt, None) if self._depth(attempt).whole else (self._full, None)
            if best and not free.before and not free.after and not best.left_out:
                yield _Chosen(replace(fitted, setting=setting, pages=attempt), free, best)

    def _on_fewer(self, most: int, least: float) -> Iterator[_Chosen]:
        """The copy on so many panels, or fewer, as large as fits them or a bit less, from `least` points on."""
        settings = [setting for setting in ladder(self._type) if setting.size >= least]
        for count in range(most, 0, -1):
            rooms = plan.rooms(self._free(len(self._rooms) - count).copy)
            start = settings[-1] if self._type.ideal not in settings else self._type.ideal
            fitted = fit(settings, self.attempt, partial(self._depth, rooms=rooms), start)
            if not fitted.fits:
                return
            at = settings.index(fitted.setting)
            for setting in settings[: at + 1][: -_STEPS - 1 : -1]:
                attempt = self.attempt(setting)
                free, best = self._planned(attempt, len(self._rooms) - count)
                if best:
                    yield _Chosen(replace(fitted, setting=setting, pages=attempt), free, best)

    def _planned(self, attempt: Attempt, spare: int | None) -> tuple[FreePanels, Plan | None]:
        """The panels that are free, and the plan for the others: short copy is worth a panel fewer if that takes it."""
        if spare is not None and spare + 1 < len(self._rooms) and not self._flap:
            free, best = self._plan(attempt, self._free(spare + 1), levelled=True)
            if best and best.hole < _HOLE and best.breaks.cost < plan.COSTS.empty:
                return free, best
        for free in (self._free(count) for count in range(spare or 0, len(self._rooms))):
            free, best = self._plan(attempt, free, levelled=spare is not None)
            if not best or len(best.breaks.ends) == len(free.copy):
                break
        return free, best

    def _plan(self, attempt: Attempt, free: FreePanels, *, levelled: bool) -> tuple[FreePanels, Plan | None]:
        """The plan with these panels free; with a drawing for the summary where copy is worse off without that."""
        best = self._plan_of(attempt, free, levelled=levelled)
        if SUMMARY in free.before and (not best or not best.is_good()):
            drawn = free_panels(self.piece, len(self._rooms) - len(free.copy), "", flap=bool(self._flap))
            other = self._plan_of(attempt, drawn, levelled=levelled)
            if other and (not best or other.hole < best.hole):
                return drawn, other
        return free, best

    def _plan_of(self, attempt: Attempt, free: FreePanels, *, levelled: bool) -> Plan | None:
        copy = attempt.galley
        if free.before:  # they may have taken some of the copy
            copy = self.attempt(attempt.setting, replace(free, after=())).galley
        return plan.plan(copy, plan.rooms(free.copy), levelled=levelled, flap=self._flap) if copy else None

    def _free(self, spare: int) -> FreePanels:
        return free_panels(self.piece, spare, self._summary, flap=bool(self._flap))

    def _depth(self, attempt: Attempt, rooms: Sequence[Room] = ()) -> Depth:
        rooms = rooms or self._rooms
        # What sticks out of a table is mended there.
        whole = not any(page.sticking and not page.sticking.table for page in _flow(attempt.pages))
        if attempt.galley:
            whole = whole and self._splits_no_more(attempt)
            return plan.depth(attempt.galley, rooms, self._give(attempt.setting), flap=self._flap, whole=whole)
        return replace(self._depth_of(attempt.pages), room=len(rooms), whole=whole)

    def _depth_of(self, pages: Typeset) -> Depth:
        """How much pages take that are filled one after the other."""
        flow = _flow(pages)
        last = flow[-1].used / flow[-1].depth if flow and flow[-1].depth else 1.0
        used = max(0, len(flow) - 1) + min(1.0, last)
        return Depth(used, len(self._rooms), used)

    def _give(self, setting: Setting) -> Give:
        """What copy gives before its type gets smaller than this."""
        if setting == self._type.smallest:
            return Give.ALL
        return Give.SPACE if setting.size <= self._type.ideal.size else Give.NOTHING

    def _splits_no_more(self, attempt: Attempt) -> bool:
        """Whether nothing is split only because type is larger than the ideal."""
        if attempt.setting.size <= self._type.ideal.size or not attempt.galley:
            return True
        ideal = self.attempt(self._type.ideal).galley
        return ideal is None or attempt.galley.tall <= ideal.tall

    def _spare(self, fitted: Fitted[Attempt]) -> int | None:
        """How many panels short copy leaves free; None where it fills them all, and there is nothing to level."""
        used, room = self._depth(fitted.pages).used, len(self._rooms)
        if used >= room * _FULL_ENOUGH or (ceil(used) == room and fitted.setting != self._type.largest):
            return None
        return room - ceil(used)

    def _found(
        self, setting: Setting, fitted: Fitted[Attempt], pages: Typeset, free: FreePanels, best: Plan | None
    ) -> Fit:
        flow = _flow(pages)[len(free.before) :]
        depths = [panel.depth for panel in self.piece.flow]
        line = setting.size * setting.leading
        found = list(zip(free.copy, flow, strict=False))
        panels = tuple(
            PanelFit(panel.name, round(page.used / panel.depth, 3), int((panel.depth - page.used) / line + 0.01))
            for panel, page in found
        )
        fill = round(sum(page.used for _, page in found) / sum(depths), 3)
        size = setting.size
        larger = next((each for each in ladder(self._type) if each.size > size), None)
        why = _why(fitted, larger)
        if best and not best.is_of_all:
            why += " There are more orders of its boxes than were looked at."
        if not best or best.order == tuple(range(len(best.copy.blocks))):
            return Fit(size, fill, panels, why=why)
        moved, left_out = (tuple(block.name for block in blocks) for blocks in (best.moved, best.left_out))
        return Fit(size, fill, panels, best.order, moved, left_out, why)

    def require_all(self, pages: Typeset) -> None:
        """Raises BadInput where a panel is not set, or copy and notes take another number of them than there are."""
        pages.require(self._check_panels, self._template)
        pages.require(partial(check_number, self.piece), self._template)

    def _check_panels(self, pages: Sequence[SetPage]) -> None:
        check_panels(self.piece, pages)


def _why(fitted: Fitted[Attempt], larger: Setting | None) -> str:
    """Why the type is not `larger`, which is None where the layout has none."""
    if not larger:
        return "The layout has no larger type."
    if not fitted.next_larger or fitted.next_larger[0] != larger:  # better panels were worth another size
        return "In larger type its panels would not come out as well."
    depth = fitted.next_larger[1]
    if not depth.whole:
        return f"At {larger.size:g} pt something would stick out of its panel, or a box would be split."
    return f"At {larger.size:g} pt the copy would not fit {depth.room} panels: it would take {depth.used:.1f}."


def _flow(pages: Typeset) -> list[SetPage]:
    return [page for page in pages.pages if not page.name]
