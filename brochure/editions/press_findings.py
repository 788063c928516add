"""What whoever pays for the print should know: coarse pictures, thinned ink, tints that no press holds."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from brochure.errors import BadInput, Place
from brochure.findings import Finding
from brochure.geometry.press import PressSheet
from brochure.pdf.colour import Colour, Ink
from brochure.prepress.plates.ink_use import SQUARE, InkUse, ink_use, pixels, place_of, total_ink
from brochure.prepress.plates.render import plates
from brochure.prepress.separation.separate import Picture, Separated
from brochure.prepress.separation.targets import LIGHTEST
from brochure.units import MM

#: Resolution of a photograph where it is printed: 300 ppi is wanted (Ghent R0031: below 150 an error, 225 a warning).
WANTED, DOUBTFUL, TOO_COARSE = 300, 225, 150
#: The same for pictures of black and white alone, whose edges have no greys to be smooth by (Ghent R0032).
LINE_ART_DOUBTFUL, LINE_ART_TOO_COARSE = 800, 550
#: The thinnest line that a press holds, in points (Ghent R0018 and R0019).
HAIRLINE = 0.25
#: The most ink that any 15 mm square may have on average, 1.0 being one ink in full (Ghent R0026).
AVERAGE = 3.2
#: Pictures of the plates by which ink is measured, in pixels per inch; each pixel is the mean of four times four.
_PPI = 100
#: Parts of an ink that no press can tell from none.
_ROUNDING = 0.002
_SHARPER = "Use a picture with more pixels, or print it smaller; 300 ppi is wanted, 800 for black and white alone."
#: A note names so many colours; a drawing may have hundreds.
_NAMED = 3


def check_resolution(pictures: Sequence[Picture], sheet: PressSheet, place: Callable[[], Place]) -> list[Finding]:
    """Pictures that are coarser than one would wish. Raises BadInput, with the place, for one too coarse to print."""
    for picture in pictures:
        if picture.ppi < (LINE_ART_TOO_COARSE if picture.is_line_art else TOO_COARSE):
            message = f"{_resolution(picture, sheet)}, too coarse to print."
            raise BadInput(message, hint=_remedy(picture), place=place())
    coarse = filter(_is_doubtful, pictures)
    return [Finding("coarse-picture", "warning", f"{_resolution(each, sheet)}.", _SHARPER) for each in coarse]


def _is_doubtful(picture: Picture) -> bool:
    return picture.ppi < (LINE_ART_DOUBTFUL if picture.is_line_art else DOUBTFUL)


def _resolution(picture: Picture, sheet: PressSheet) -> str:
    kind = "picture of black and white alone" if picture.is_line_art else "picture"
    return (
        f"The {kind} {_place(picture, sheet)} has {picture.ppi:.0f} ppi"
        f" at {picture.width_mm:.0f} × {picture.height_mm:.0f} mm"
    )


def _remedy(picture: Picture) -> str:
    share = picture.ppi / (LINE_ART_DOUBTFUL if picture.is_line_art else WANTED)
    return (
        f"It would do at {picture.width_mm * share:.0f} × {picture.height_mm * share:.0f} mm,"
        f" or with {1 / share:.1f} times as many pixels each way."
    )


def hairlines(thinnest: Mapping[str, float]) -> tuple[Finding, ...]:
    """Drawings with a line that no press holds; `thinnest` has the width of the thinnest of each, in points."""
    return tuple(
        Finding(
            "hairline",
            "warning",
            f"The drawing '{name}' has a line that is {width:.2f} pt wide in print; a press holds {HAIRLINE} pt.",
            "Draw it thicker, or print the drawing larger.",
        )
        for name, width in thinnest.items()
        if round(width, 2) < HAIRLINE
    )


def changed_inks(separated: Separated, limit: float, sheet: PressSheet) -> Iterator[Finding]:
    """Notes on what is printed in other ink than it came with."""
    for picture in separated.pictures:
        if picture.ink > limit + _ROUNDING:
            message = (
                f"The picture {_place(picture, sheet)} came with up to {picture.ink:.0%} ink; this job takes"
                f" {limit:.0%}, so black takes the place of other inks there. It looks the same."
            )
            yield Finding("thinned-picture", "note", message)
    if separated.lightest:
        yield Finding("light-tint", "note", _tints(separated))


def _tints(separated: Separated) -> str:
    """Said once for all of them."""
    names = [
        f"{_colour(colour)} ({'paper' if not any(solid.values) else f'{LIGHTEST:.0%}'})"
        for colour, solid in separated.lightest.items()
    ]
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return (
        f"A press holds no tint under {LIGHTEST:.0%}; these colours are lighter and become what stands behind them:"
        f" {', '.join(names[:_NAMED])}{more}."
    )


def _colour(colour: Colour) -> str:
    if isinstance(colour, Ink):
        parts = (colour.cyan, colour.magenta, colour.yellow, colour.key)
        return "C{:.0f} M{:.0f} Y{:.0f} K{:.0f}".format(*(100 * part for part in parts))
    return "#" + bytes(round(part * 255) for part in colour).hex()


def check_ink(pdf: bytes, separated: Separated, limit: float, sheet: PressSheet) -> list[Finding]:
    """Measures the finished sheet, unless what is painted on it cannot come to too much ink.

    A warning where ink is dense over 15 mm. Raises BadInput where some place has more ink than `limit`.
    """
    if separated.most_ink <= min(limit, AVERAGE) + _ROUNDING:
        return []
    dense: list[Finding] = []
    for page, inks in enumerate(plates(pdf, _PPI), 1):
        total = total_ink(inks, pixels(sheet.bleed, sheet.media.height, _PPI))
        use = ink_use(total, _PPI, limit, len(inks))
        if use.over:
            x, y = place_of(total, use)
            where = _where(page, x / _PPI * 72 - sheet.settings.bleed, y / _PPI * 72 - sheet.settings.bleed, sheet)
            raise BadInput(
                f"{use.maximum:.0%} ink lie on one another {where}; this job takes {limit:.0%}.",
                hint="Lighten what lies below black text there, or move it; `brochure proof --plates` shows it.",
            )
        if use.worst_square > AVERAGE:
            dense.append(_dense(use, sheet.flats[page - 1].title))
    return dense


def _dense(use: InkUse, side: str) -> Finding:
    message = f"On the side '{side}' a square of {SQUARE} mm has {use.worst_square:.0%} ink; presses dry {AVERAGE:.0%}."
    return Finding("dense-ink", "warning", message, "Lower ink_limit in [printer], or print a lighter picture.")


def _place(picture: Picture, sheet: PressSheet) -> str:
    return _where(picture.page, picture.x - sheet.trim.x, sheet.trim.top - picture.y, sheet)


def _where(page: int, x: float, y: float, sheet: PressSheet) -> str:
    """In which panel a place lies, and how far from the panel's left and upper edge; points from those of the trim."""
    flat = sheet.flats[page - 1]
    for part in flat.parts:
        for panel in part.side.panels:
            right, down = x - part.x - panel.x, y - panel.y
            if 0 <= right <= panel.width and 0 <= down <= panel.height and part.left <= x <= part.right:
                return (
                    f"in the panel '{panel.name}' ({right / MM:.0f} mm from its left, {down / MM:.0f} mm from its top)"
                )
    return f"on the side '{flat.title}'"
