"""A print job: what the clinic's [printer] and [brand] come to, presets and papers filled in."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from brochure.editions.press_shades import press_shades
from brochure.errors import BadInput, Place
from brochure.geometry.paper import PAPERS, Paper, PaperName
from brochure.geometry.press_settings import PressSettings
from brochure.pdf.colour import Ink, Rgb
from brochure.prepress.conversion import BLACK, Conversion
from brochure.prepress.pdfx import Level
from brochure.prepress.profiles import PROFILES, PressProfile, default, from_file, shipped
from brochure.prepress.separation.inks import Inks, Job, Spot
from brochure.srgb import encoded
from brochure.typeset.brand import palette
from brochure.typeset.pages import BLEED
from brochure.units import INCH, MM
from brochure.workspace.brand import Colours, InkedColour
from brochure.workspace.printer import Printer
from brochure.workspace.workspace import CONFIG, Workspace

_PLACE = Place(Path(CONFIG))


@dataclass(frozen=True)
class PrintJob:
    """How a piece is printed: the sheet around it, the inks, and the standard that the file meets."""

    settings: PressSettings
    profile: PressProfile
    inks: Inks
    standard: Level
    fold_layer: bool = False


@dataclass(frozen=True)
class _Preset:
    """What a kind of print shop asks for; a profile of None is that of the paper's country, a limit of None its own."""

    profile: str | None
    bleed: float
    offset: float
    standard: Level = "x-4"
    ink_limit: float | None = None
    marks: bool = True


# Bleed 1/8 in or 3 mm; marks 1/24 in or 2 mm further out. Toner takes less ink than offset, newsprint least of all
# (240–260 %), and newspapers' equipment is the oldest.
_PRESETS = {
    "online-us": _Preset("gracol2006", INCH / 8, INCH / 6),
    "online-eu": _Preset("fogra39", 3 * MM, 5 * MM),
    "digital": _Preset(None, INCH / 8, INCH / 6, ink_limit=2.8),
    "newsprint": _Preset("snap2007", INCH / 8, INCH / 6, "x-1a", ink_limit=2.4),
}
_JOBS = {"process": Job.PROCESS, "black": Job.BLACK, "black-and-spot": Job.BLACK_AND_SPOT}


def print_job(workspace: Workspace, paper_name: PaperName) -> PrintJob:
    """The job for sheets of this paper. Raises BadInput for what cannot be printed so."""
    printer, paper = workspace.config.printer, PAPERS[paper_name]
    preset = _PRESETS[printer.preset or ("online-eu" if paper.iso else "online-us")]
    profile = _profile(workspace, printer, preset, paper)
    limit = printer.ink_limit / 100 if printer.ink_limit else preset.ink_limit
    inks = _inks(workspace.config.brand.colours, Conversion(profile, limit), _JOBS[printer.job])
    standard = printer.standard or preset.standard
    if printer.fold_layer and standard == "x-1a":
        raise BadInput(
            "[printer] fold_layer asks for a layer, which PDF/X-1a does not have.",
            hint='Take it out, or ask the print shop whether standard = "x-4" will do.',
            place=_PLACE,
        )
    return PrintJob(_settings(printer, preset), profile, inks, standard, printer.fold_layer)


def _settings(printer: Printer, preset: _Preset) -> PressSettings:
    bleed = preset.bleed if printer.bleed is None else printer.bleed
    if bleed > BLEED:
        raise BadInput(
            f"[printer] bleed is {bleed / MM:.1f} mm; art reaches {BLEED / MM:.1f} mm beyond the trim.",
            hint="Ask the print shop whether 3 mm will do.",
            place=_PLACE,
        )
    offset = max(preset.offset, bleed) if printer.mark_offset is None else printer.mark_offset
    try:
        return PressSettings(
            bleed=bleed,
            offset=offset,
            marks=preset.marks if printer.marks is None else printer.marks,
            colour_bar=printer.colour_bar,
            slug=printer.slug,
            across=printer.across,
            down=printer.down,
            gutter=2 * bleed if printer.gutter is None else printer.gutter,
            signatures=printer.signatures,
            caliper=printer.thickness,
        )
    except ValueError as error:
        hint = "Ask the print shop for its figures."
        raise BadInput(f"[printer] cannot be: {error}.", hint=hint, place=_PLACE) from None


def _profile(workspace: Workspace, printer: Printer, preset: _Preset, paper: Paper) -> PressProfile:
    name = printer.profile or preset.profile
    if name is None:
        return default(paper.name)
    if name in PROFILES or not name.lower().endswith((".icc", ".icm")):
        return shipped(name)
    content = workspace.named_files.read(workspace.root / name, _PLACE)
    limit = printer.ink_limit / 100 if printer.ink_limit else None
    return from_file(Path(name).name, content, condition=printer.condition, ink_limit=limit, place=_PLACE)


def _inks(colours: Colours, conversion: Conversion, job: Job) -> Inks:
    declared: dict[Rgb | str, Ink | Spot] = {}
    for name in Colours.model_fields:
        colour = getattr(colours, name)
        if isinstance(colour, InkedColour) and colour.cmyk is not None:
            ink = Ink(*(part / 100 for part in colour.cmyk))
            if ink.total > conversion.limit + 1e-9:
                raise BadInput(
                    f"The colour '{name}' has {ink.total:.0%} ink in all; this job takes {conversion.limit:.0%}.",
                    hint="Lower its cmyk values.",
                    place=_PLACE,
                )
            declared[colour.rgb] = Spot(colour.spot, ink) if colour.spot else ink
    if job is Job.PROCESS:
        declared = {**press_shades(palette(colours), conversion), **declared}
    if isinstance(colours.ink, str):
        declared |= _text_inks(colours, conversion)
    spot = next((value for value in declared.values() if isinstance(value, Spot)), None)
    if job is Job.BLACK_AND_SPOT and not spot:
        raise BadInput(
            "A job in black and one spot colour names no spot colour.",
            hint='Write one in [brand.colours], such as primary = { rgb = "#8a2a1f", cmyk = [0, 85, 75, 45],'
            ' spot = "PANTONE 7623 C" }.',
            place=_PLACE,
        )
    return Inks(conversion, declared, job, spot)


def _text_inks(colours: Colours, conversion: Conversion) -> dict[Rgb | str, Ink | Spot]:
    """The brand's ink colour is its black, however warm on screens, and small print is a tint of that.

    Text in four inks is a blur at the least misregister, so it takes a declared cmyk value to have it.
    """
    tones = palette(colours)
    grey = encoded(tones.muted.luminance)
    return {tones.ink.hex: BLACK, tones.muted.hex: conversion.solid(grey, grey, grey)}
