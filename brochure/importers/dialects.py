"""Markdown of site makers and note takers: their boxes become ours, and their code is taken out and told."""

from __future__ import annotations

import re
from collections.abc import Callable

from brochure.content.containers import CONTAINERS
from brochure.importers.report import ImportReport

#: The box that stands for those of other dialects: note, tip, warning and their kin.
OUR_BOX = "callout"
#: A longer title is the box's copy.
_LONGEST_TITLE = 90
_FENCE = re.compile(r"^\s{0,3}(```+|~~~+)\s*(.*?)\s*$")
_COLONS = re.compile(r"^\s{0,3}(:{3,})\s*(?P<head>.*?)\s*$")
_HEAD = re.compile(
    r"(?:\{\s*[.]?(?P<braced>[\w-]+)[^}]*\}|[.]?(?P<kind>[\w-]+))\s*(?:\[(?P<label>[^\]]*)\])?\s*(?P<title>.*)"
)
_BANGS = re.compile(r"^\s{0,3}(?:!!!|\?\?\?\+?)\s*(?P<kind>[\w-]+)(?:[ \t][\w -]*?)?\s*(?:\"(?P<title>[^\"]*)\")?\s*$")
_TAB = re.compile(r"^===[!+]?\s+\"([^\"]*)\"\s*$")
_ALERT = re.compile(r"^\s{0,3}>\s*\[!(?P<kind>[\w-]+)(?:\|[^\]]*)?\][+-]?\s*(?P<title>.*?)\s*$")
_QUOTED = re.compile(r"^\s{0,3}>\s?")
_MYST = re.compile(r"^\{(?P<kind>[\w-]+)\}\s*(?P<title>.*)$")

_NOTED = (
    (re.compile(r"\{%.{0,2000}?%\}", re.DOTALL), "a site's own code"),
    (re.compile(r"\{\{.{0,2000}?\}\}", re.DOTALL), "a site's own code"),
    (re.compile(r"<!--.{0,20000}?-->", re.DOTALL), "a comment"),
    (re.compile(r"%%.{1,5000}?%%", re.DOTALL), "a comment"),
    (re.compile(r"(?<!:::)(?<!::: )[ \t]*(?<!\\)\{(?::[^}\n]{0,300}|[#.][\w-][^}\n]{0,300})\}"),
     "an attribute for web pages"),
    (re.compile(r"^(?:import\s.{1,200}?\sfrom\s+['\"].{1,200}?['\"];?|export\s+(?:const|default)\s.*)$", re.MULTILINE),
     "a site's own code"),
    (re.compile(r"^\[\[?(?:toc|_toc_)\]\]?[ \t]*$|^\{:toc\}[ \t]*$", re.MULTILINE | re.IGNORECASE),
     "a table of contents"),
    (re.compile(r"^[ \t]{0,3}\*\[[^\]\n]{1,40}\]:.*$", re.MULTILINE), "what an abbreviation is short for"),
    (re.compile(r"(?<=\S)[ \t]+\^[\w-]+[ \t]*$", re.MULTILINE), "a name for links"),
)  # fmt: skip
_EMBED = re.compile(r"!\[\[([^\]|\n]+)(?:\|([^\]\n]*))?\]\]")
_WIKI = re.compile(r"(?<!!)\[\[([^\]|\n]+)(?:\|([^\]\n]*))?\]\]")
_MARKED = re.compile(r"(?<![=\w])==(?=\S)([^=\n]+?)(?<=\S)==(?![=\w])")
_PICTURE = re.compile(r"\.(?:png|jpe?g|gif|svg|webp|tiff?)$", re.IGNORECASE)


def to_ours(body: str, first_line: int, report: ImportReport) -> str:
    """The body without what only a site maker reads; lines keep their places as far as they can."""
    body = _outside_fences(body, lambda text, line: _cleaned(text, first_line + line, report))
    return "\n".join(_balanced(_boxes(body.split("\n"), first_line, report)))


def _outside_fences(body: str, change: Callable[[str, int], str]) -> str:
    """`change` of each stretch between fenced code, with the line it begins on."""
    done: list[str] = []
    stretch: list[str] = []
    fence = ""
    for number, line in enumerate(body.split("\n")):
        mark = _FENCE.match(line)
        if not fence and mark and not _MYST.match(mark[2]):
            if stretch:
                done.append(change("\n".join(stretch), number - len(stretch)))
            stretch, fence = [], mark[1]
            done.append(line)
        elif fence:
            done.append(line)
            if mark and mark[1].startswith(fence) and not mark[2]:
                fence = ""
        else:
            stretch.append(line)
    if stretch:
        done.append(change("\n".join(stretch), body.count("\n") + 1 - len(stretch)))
    return "\n".join(done)


def _cleaned(text: str, line: int, report: ImportReport) -> str:
    def told(what: str) -> Callable[[re.Match[str]], str]:
        def drop(match: re.Match[str]) -> str:
            place = f"line {line + match.string.count(chr(10), 0, match.start())}"
            report.leave_out(what, match[0], place)
            return "\n" * match[0].count("\n")

        return drop

    for pattern, what in _NOTED:
        text = pattern.sub(told(what), text)
    text = _EMBED.sub(_embedded, text)
    text = _WIKI.sub(lambda match: _linked(match, line, report), text)
    return _MARKED.sub(r"**\1**", text)


def _embedded(match: re.Match[str]) -> str:
    name = match[1].strip()
    if not _PICTURE.search(name):
        return f"[[{name}]]"
    words = match[2] if match[2] and not re.fullmatch(r"\d+(x\d+)?", match[2]) else ""
    return f"![{words}](<{name}>)"


def _linked(match: re.Match[str], line: int, report: ImportReport) -> str:
    page, _, part = match[1].partition("#")
    words = (match[2] or page or part).strip()
    place = f"line {line + match.string.count(chr(10), 0, match.start())}"
    report.change(f"link to the note {match[1].strip()}: its words stay", match[0], place)
    return words


def _boxes(lines: list[str], first_line: int, report: ImportReport) -> list[str]:
    """The lines with the boxes of other dialects as ours."""
    done: list[str] = []
    at = 0
    while at < len(lines):
        place = f"line {first_line + at}"
        if match := _BANGS.match(lines[at]):
            end = _end_of_indented(lines, at + 1)
            inside = [line[4:] if line.startswith("    ") else line.lstrip("\t") for line in lines[at + 1 : end]]
            done += [_opened(match["kind"], match["title"] or "", report, place), *inside, ":::", ""]
        elif match := _TAB.match(lines[at]):
            end = _end_of_indented(lines, at + 1)
            inside = "\n".join(line.removeprefix("    ") for line in lines[at + 1 : end]).strip("\n").split("\n")
            done += ["", f"**{match[1]}**", "", *inside, ""]
        elif match := _ALERT.match(lines[at]):
            end = at + 1
            while end < len(lines) and _QUOTED.match(lines[end]):
                end += 1
            inside = _boxes([_QUOTED.sub("", line) for line in lines[at + 1 : end]], first_line + at + 1, report)
            title = match["title"]
            if not any(line.strip() for line in inside):
                inside, title = [title], ""
            done += ["", _opened(match["kind"], title, report, place), *inside, ":::", ""]
        elif (fence := _FENCE.match(lines[at])) and (myst := _MYST.match(fence[2])):
            end = next((n for n in range(at + 1, len(lines)) if lines[n].strip() == fence[1]), len(lines))
            inside = [line for line in lines[at + 1 : end] if not re.match(r":[\w-]+:", line)]
            done += [_opened(myst["kind"], myst["title"], report, place), *inside, ":::", ""]
            end += 1
        elif fence:
            ends = (n for n in range(at + 1, len(lines)) if lines[n].strip().startswith(fence[1]))
            end = next(ends, len(lines) - 1) + 1
            done += lines[at:end]
        else:
            end = at + 1
            done.append(_colons(lines[at], report, place))
        at = end
    return done


def _balanced(lines: list[str]) -> list[str]:
    """Boxes do not stand in one another, and each has one end: what stood in an inner one is of the outer."""
    done: list[str] = []
    depth = 0
    fence = ""
    for line in lines:
        mark = _FENCE.match(line)
        if mark and (not fence or mark[1].startswith(fence)):
            fence = "" if fence else mark[1]
        if fence or not line.startswith(":::"):
            done.append(line)
            continue
        if done and done[-1].lstrip().startswith("<"):
            done.append("")  # else it would be of the HTML above
        if line != ":::":
            depth += 1
            title = line.split(" ", 2)[2] if line.count(" ") > 1 else ""
            done.append(line if depth == 1 else f"\n**{title}**\n" if title else "")
        else:
            done.append(line if depth == 1 else "")
            depth = max(0, depth - 1)
    return [*done, *(["", ":::"] if depth and not fence else [])]


def _end_of_indented(lines: list[str], at: int) -> int:
    end = at
    while at < len(lines) and (not lines[at].strip() or lines[at].startswith(("    ", "\t"))):
        at += 1
        if lines[at - 1].strip():
            end = at
    return end


def _colons(line: str, report: ImportReport, place: str) -> str:
    """A line of colons that opens or ends a box, with a kind that we have."""
    colons = _COLONS.match(line)
    if not colons or not colons["head"]:
        return ":::" if colons else line
    head = _HEAD.match(colons["head"].rstrip(": "))
    if not head:
        return line
    return _opened(head["braced"] or head["kind"], head["label"] or head["title"] or "", report, place)


def _opened(kind: str, title: str, report: ImportReport, place: str) -> str:
    if kind in CONTAINERS:
        return f"::: {kind} {title}".rstrip()
    report.change("a box of another dialect set as ours", kind, place)
    if len(title) > _LONGEST_TITLE:
        return f"::: {OUR_BOX}\n{title}\n"
    return f"::: {OUR_BOX} {title}".rstrip()
