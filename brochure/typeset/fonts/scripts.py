"""Fonts for scripts: what Debian and Homebrew install of Noto, by the names of scripts and languages."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from brochure.errors import BadInput, Lacking, nearest
from brochure.storage.atomic import publish
from brochure.storage.files import read_file
from brochure.typeset.fonts import packed
from brochure.typeset.fonts.reading import faces_in

#: Where they lie: Debian, Homebrew's casks, and what people install by hand.
PLACES = (
    Path("/usr/share/fonts/truetype/noto"),
    Path("/usr/share/fonts/opentype/noto"),
    Path("~/Library/Fonts"),
    Path("/Library/Fonts"),
    Path("/opt/homebrew/share/fonts"),
    Path("/usr/local/share/fonts"),
    Path("~/.local/share/fonts"),
)
_STYLES = ("Regular", "Bold")


@dataclass(frozen=True)
class Script:
    """A family of Noto. `member` is its name in a collection that holds several."""

    family: str
    file: str
    package: str = "fonts-noto-core"
    member: str = ""

    @property
    def cask(self) -> str:
        return "font-" + self.family.lower().replace(" ", "-")


def _sans(name: str) -> Script:
    return Script(f"Noto Sans {name}", f"NotoSans{name.replace(' ', '')}")


def _cjk(region: str) -> Script:
    return Script(f"Noto Sans CJK {region}", "NotoSansCJK", "fonts-noto-cjk", f"Noto Sans CJK {region}")


#: By the names of scripts, and of languages that are written in them.
SCRIPTS = {
    **dict.fromkeys(("arabic", "persian", "farsi", "urdu", "pashto", "dari"), _sans("Arabic")),
    **dict.fromkeys(("hebrew", "yiddish"), _sans("Hebrew")),
    **dict.fromkeys(("devanagari", "hindi", "marathi", "nepali"), _sans("Devanagari")),
    **dict.fromkeys(("gurmukhi", "punjabi"), _sans("Gurmukhi")),
    **dict.fromkeys(("ethiopic", "amharic", "tigrinya"), _sans("Ethiopic")),
    **dict.fromkeys(("burmese", "myanmar"), _sans("Myanmar")),
    **dict.fromkeys(("sinhala", "sinhalese"), _sans("Sinhala")),
    **dict.fromkeys(("chinese", "simplified"), _cjk("SC")),
    "traditional": _cjk("TC"),
    "japanese": _cjk("JP"),
    "korean": _cjk("KR"),
    **{
        name.lower(): _sans(name)
        for name in (
            *("Armenian", "Bengali", "Georgian", "Gujarati", "Kannada", "Khmer", "Lao", "Malayalam", "Oriya", "Tamil"),
            *("Telugu", "Thai", "Tibetan"),
        )
    },
}


def add(name: str, folder: Path) -> tuple[Script, tuple[Path, ...]]:
    """Copies the font of a script or a language into `folder`; returns what it is, and its files.

    Raises BadInput for a name that is not known, and Lacking, with the package and the file, where it is not installed.
    """
    if not (script := SCRIPTS.get(name.lower())):
        raise BadInput(f"No font is known for '{name[:40]}'.", hint=nearest(name.lower(), SCRIPTS))
    found = {style: file for style in _STYLES if (file := _installed(script, style))}
    if "Regular" not in found:
        raise Lacking(
            f"The font {script.family} is not installed.",
            hint=f"Type: sudo apt-get install {script.package} (on macOS: brew install --cask {script.cask}), then this"
            f" again; or put {script.file}-Regular and -Bold{'.ttc' if script.member else '.ttf'} into assets/fonts.",
        )
    return script, tuple(_copied(script, file, folder) for file in dict.fromkeys(found.values()))


def _installed(script: Script, style: str) -> Path | None:
    """The file of a style; a variable font is both."""
    for place in PLACES:
        stem = script.member.replace(" ", "")
        region = f"{stem[:-2]}{stem[-2:].lower()}-{style}.otf"  # as Homebrew has it
        for pattern in (f"{script.file}-{style}.[ot]t[fc]", f"{script.file}[[]*.ttf", *([region] if stem else [])):
            for file in sorted(place.expanduser().glob(pattern)):
                return file
    return None


def _copied(script: Script, file: Path, folder: Path) -> Path:
    data, name = read_file(file), file.name
    if packed.is_collection(data):
        face = next(face for face in faces_in(file, data) if face.family == script.member)
        data = packed.unpacked(data, face.number)
        name = f"{script.member.replace(' ', '')}-{file.stem.rpartition('-')[2]}.otf"
    publish(data, folder / name)
    return folder / name
