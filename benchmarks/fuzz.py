"""Mutated inputs through every door of the program: no traceback, no canary read, no connection, no bound exceeded.

    .venv/bin/python -P -m benchmarks.fuzz [--count 10000] [--seed 9] [--jobs 2] [--keep DIR]

A door is a kind of file that the program is given. Each input is a sample with a few random changes, or with one of the
constructs that hostile files are made of. The same seed gives the same inputs; those that failed are kept in DIR.
What is imported is tried in every edition, which takes a hundred times as long as to import it: one in `_TRIED` is, and
what the editions make of hostile copy is found at the door of the copy.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import random
import resource
import socket
import subprocess
import sys
import tempfile
import threading
import time
import traceback
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.bare import BROCHURE, ROOT
from brochure.storage.shipped import SHIPPED
from brochure.workspace.scaffold import scaffold

#: Seconds that one call may take, and megabytes that the process may come to; the workspace's own limits are lower.
MOST_SECONDS, MOST_MEGABYTES = 60, 3000
_LIMITS = "\n[limits]\nseconds = 10\nmemory_mb = 1500\n"
#: Of so many imports one is tried; and so many inputs go through one process: what the engine's libraries took for
#: hostile files does not all go back to the system.
_TRIED, _PORTION = 5, 400
_CANARY = "canary.txt"
#: Doors by their share of the inputs.
_WEIGHTS = {
    **dict.fromkeys(("import.txt", "import.md", "import.html", "import.docx", "toml"), 10),
    **dict.fromkeys(("copy", "head", "list.csv", "picture.svg", "picture.png", "picture.jpg"), 7),
    **dict.fromkeys(("style.css", "leaflet.html", "inside.svg"), 6),
    **dict.fromkeys(("layout.toml", "font.ttf", "profile.icc", "logo.svg"), 3),
}
_LAYOUT = "layouts/handout"
_ARTICLE = "assets/articles/fuzz.md"
_TEXT = (
    "---\ntitle: A test\n---\n\n## One\n\n- A\n- B\n\n| a | b |\n| - | - |\n| c | d |\n\n"
    "::: callout Note\nWords.\n:::\n"
)
_HTML = "<html lang=en><h1>Knee</h1><p>Walk <b>every</b> day.<table><tr><td>a<td>b</table><ul><li>x<ul><li>y</ul></ul>"
_SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 30"><defs><linearGradient id="g"><stop offset="0"'
    ' stop-color="#fc0"/><stop offset="1"/></linearGradient></defs><g id="a"><rect width="9" height="9"'
    ' fill="url(#g)"/></g><use href="#a" x="9"/><path d="M0 0 L9 9 z" stroke="red"/><text x="3" y="9">Hi</text></svg>'
)


def _nasty(canary: str, port: int) -> tuple[str, ...]:
    """What hostile files are made of."""
    web = f"http://127.0.0.1:{port}/x"
    return (
        f'<!DOCTYPE x [<!ENTITY e SYSTEM "file://{canary}">]>',
        '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>',
        f"![x]({canary})",
        f'<img src="{web}"><link rel=stylesheet href="{web}">',
        f'{{% include "{canary}" %}}',
        "{{ clinic.__class__.__mro__ }}{{ front.model_dump() }}{{ ''.join(range(9)) }}",
        '{{ "x" * 10**9 }}{% for a in range(9999) %}{% for b in range(9999) %}x{% endfor %}{% endfor %}',
        f"@import url({web});@import url(file://{canary});",
        "*{width:" + "calc(1px + " * 500 + "1px" + ")" * 500 + "}",
        "*{font-size:1e9px}*{columns:999999}*{counter-increment:x 99999999999}",
        ":root{--a:x;--b:var(--a)var(--a);--c:var(--b)var(--b);--d:var(--c)var(--d)}p{content:var(--d)}",
        '<use href="#a"/>' * 50,
        f'<image href="file://{canary}"/><image href="{web}"/><use href="{web}#a"/>',
        '<linearGradient id="g" spreadMethod="repeat" x2="1e-9"><stop/></linearGradient>',
        "&quot;'\"" * 400,
        "[" * 2000 + "](" * 20,
        "> " * 300 + "- " * 300,
        "*_" * 2000 + "`" * 2001,
        "\x00\x1a\ufeff\u202e\ud7ff\U0010ffff",
        "9" * 5000,
        "<b>" * 3000,
        "a" * 5000,
        "title: &a [*a, *a]\n",
        "[[leaflet]]\n" * 300,
        "=cmd|' /C calc'!A0,\"x\nBcc: a@b.example\"\r\n",
    )


def _docx(text: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        kind = "http://schemas.openxmlformats.org/package/2006/relationships"
        word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
        main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
        office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
        archive.writestr(
            "[Content_Types].xml",
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{main}"/></Types>',
        )
        target = f'<Relationship Id="r1" Type="{office}" Target="word/document.xml"/>'
        archive.writestr("_rels/.rels", f'<Relationships xmlns="{kind}">{target}</Relationships>')
        body = f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p><w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>"
        archive.writestr("word/document.xml", f'<w:document xmlns:w="{word}"><w:body>{body}</w:body></w:document>')
    return out.getvalue()


def _picture(kind: str) -> bytes:
    from PIL import Image

    out = io.BytesIO()
    Image.linear_gradient("L").convert("RGB").resize((64, 48)).save(out, kind, comment=b"made for a test")
    return out.getvalue()


def _samples() -> dict[str, bytes]:
    """One sound file for each door."""
    handout = SHIPPED / _LAYOUT
    font = next((SHIPPED / "assets" / "fonts").glob("*Regular*.ttf"))
    return {
        "import.txt": b"Knee care\n\nWalk every day.\n\nBring\n- shoes\n- water\n\nDay\tRed\n1\t2\n",
        "import.md": b"# Knee\n\n* a\n* b\n\n[x](http://a.example) **b** _c_\n\n1. d\n",
        "import.html": _HTML.encode(),
        "import.docx": _docx("Walk every day."),
        "toml": (SHIPPED / "brochure.toml").read_bytes() + _LIMITS.encode(),
        "copy": _TEXT.encode(),
        "head": b"title: A test\nsummary: Short\nreviewed: 2026-09-14\nreferences: [a, b]\n",
        "list.csv": b"name,address,language,consent\nMaria Lopez,maria@clients.example,es,2026-01-31\n",
        "picture.svg": _SVG.encode(),
        "logo.svg": _SVG.encode(),
        "picture.png": _picture("PNG"),
        "picture.jpg": _picture("JPEG"),
        "style.css": (handout / "style.css").read_bytes(),
        "leaflet.html": (handout / "leaflet.html").read_bytes(),
        "inside.svg": (handout / "front.svg").read_bytes(),
        "layout.toml": (handout / "layout.toml").read_bytes(),
        "font.ttf": font.read_bytes(),
        "profile.icc": (SHIPPED / "assets" / "profiles" / "fogra39.icc").read_bytes(),
    }


def _mutated(sample: bytes, chance: random.Random, nasty: tuple[str, ...]) -> bytes:
    """A few changes: bits, bytes, cuts, repeats, and pieces of hostile files."""
    data = bytearray(sample)
    for _ in range(chance.choice((1, 1, 2, 3, 6))):
        at = chance.randrange(len(data) + 1)
        match chance.randrange(7):
            case 0 if data:
                data[at % len(data)] ^= 1 << chance.randrange(8)
            case 1:
                data[at:at] = chance.randbytes(chance.choice((1, 2, 4, 64)))
            case 2:
                del data[at : at + chance.choice((1, 4, 64, 4096))]
            case 3:
                data[at:at] = data[at : at + 200] * chance.choice((1, 3, 50, 500))
            case 4:
                end = at + chance.choice((1, 2, 4))
                data[at:end] = chance.choice((b"\xff\xff\xff\xff", b"\0\0\0\0", b"\x7f\xff\xff\xff"))[: end - at]
            case _:
                data[at:at] = chance.choice(nasty).encode("utf-8", "surrogatepass")
    return bytes(data)


@dataclass(frozen=True)
class Door:
    """Where the file is put, and the commands that it goes through."""

    path: str
    commands: tuple[tuple[str, ...], ...]
    also: tuple[tuple[str, str], ...] = ()


_EMAIL = ("build", "fuzz", "--edition", "email", "--force")
_HANDOUT = ("build", "fuzz", "--layout", "handout", "--edition", "office", "--force")


def _door(name: str) -> Door:
    if name.startswith("import."):
        return Door(f"in/{name}", (("import", f"in/{name}", "--slug", "imported", "--force"),))
    if name.startswith("picture."):
        press = ("build", "fuzz", "--layout", "trifold", "--edition", "press", "--force")
        return Door(f"assets/images/{name}", (_EMAIL, press), ((_ARTICLE, f"{_TEXT}\n![x](../images/{name})\n"),))
    toml = (SHIPPED / "brochure.toml").read_text("utf-8") + _LIMITS
    logo = toml.replace('# logo = "assets/images/logo.svg"', 'logo = "logo.svg"')
    own_profile = f'{toml}\n[printer]\nprofile = "assets/profile.icc"\n'
    mail = ("send", "fuzz", "--recipients", "list.csv", "--dry-run")
    return {
        "toml": Door("brochure.toml", (("status",), _EMAIL)),
        "copy": Door(_ARTICLE, (_EMAIL, _HANDOUT)),
        "head": Door("head.yaml", (_EMAIL,)),
        "list.csv": Door("list.csv", (mail,)),
        "logo.svg": Door("logo.svg", (_HANDOUT,), (("brochure.toml", logo),)),
        "style.css": Door(f"{_LAYOUT}/style.css", (_HANDOUT,)),
        "leaflet.html": Door(f"{_LAYOUT}/leaflet.html", (_HANDOUT,)),
        "inside.svg": Door(f"{_LAYOUT}/front.svg", (_HANDOUT,)),
        "layout.toml": Door(f"{_LAYOUT}/layout.toml", (_HANDOUT,)),
        "font.ttf": Door("assets/fonts/Fuzzed.ttf", (_EMAIL,)),
        "profile.icc": Door(
            "assets/profile.icc",
            (("build", "fuzz", "--layout", "handout", "--edition", "press", "--force"),),
            (("brochure.toml", own_profile),),
        ),
    }[name]


def _plan(seed: int, count: int, first: int, step: int) -> Iterator[tuple[int, str, random.Random]]:
    names, weights = list(_WEIGHTS), list(_WEIGHTS.values())
    for number in range(first, count, step):
        chance = random.Random(f"{seed} {number}")
        yield number, chance.choices(names, weights)[0], chance


class _Watch:
    """Hears what the process opens and where it connects."""

    def __init__(self, canary: str) -> None:
        self.seen: list[str] = []
        self._forbidden = {os.path.realpath(canary), "/etc/passwd", "/etc/hosts"}
        sys.addaudithook(self._hear)

    def _hear(self, event: str, details: tuple[Any, ...]) -> None:
        if event == "open" and isinstance(details[0], str | bytes):
            if os.path.realpath(os.fsdecode(details[0])) in self._forbidden:
                self.seen.append(f"opened {os.fsdecode(details[0])}")
        elif event in ("socket.connect", "socket.getaddrinfo", "os.system", "os.exec"):
            self.seen.append(event)


def work(folder: Path, port: int, seed: int, count: int, first: int, step: int, keep: Path) -> None:
    """Puts every `step`-th input through, and prints what became of it, a line of JSON each."""
    from brochure.cli.run import run

    canary = folder.parent / _CANARY
    watch, samples, nasty = _Watch(str(canary)), _samples(), _nasty(str(canary), port)
    scaffold(folder)
    base = {
        "brochure.toml": samples["toml"],
        _ARTICLE: samples["copy"],
        **{f"{_LAYOUT}/{file.name}": file.read_bytes() for file in (SHIPPED / _LAYOUT).iterdir()},
    }
    for name, data in base.items():
        _write(folder / name, data)
    os.chdir(folder)
    out = os.fdopen(os.dup(1), "w", encoding="utf-8")
    for number, name, chance in _plan(seed, count, first, step):
        door, data = _door(name), _mutated(samples[name], chance, nasty)
        if name.startswith("import.") and chance.randrange(_TRIED):
            door = Door(door.path, tuple((*command, "--no-try") for command in door.commands))
        if name == "head":
            door, data = Door(_ARTICLE, door.commands), b"---\n" + data + b"\n---\n\nWords.\n"
        changed = {**{path: text.encode() for path, text in door.also}, door.path: data}
        for path, content in changed.items():
            _write(folder / path, content)
        faults, seconds = _judged(run, door, watch)
        if faults:
            _write(keep / f"{number}-{name}", data)
        size = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // (1024 if sys.platform != "darwin" else 1 << 20)
        print(json.dumps({"door": name, "number": number, "faults": faults, "seconds": seconds, "mb": size}), file=out)
        out.flush()
        for path in changed:
            _write(folder / path, base[path]) if path in base else (folder / path).unlink(missing_ok=True)


def _judged(run: Callable[[tuple[str, ...]], int], door: Door, watch: _Watch) -> tuple[list[str], float]:
    faults: list[str] = []
    longest = 0.0
    for command in door.commands:
        said, start = io.StringIO(), time.perf_counter()
        try:
            with redirect_stderr(said), redirect_stdout(io.StringIO()):
                code = run(command)
        except BaseException:
            faults.append(traceback.format_exc()[-400:])
            continue
        longest = max(longest, time.perf_counter() - start)
        if code not in (0, 2, 3, 4, 5, 7) or "Traceback" in said.getvalue():
            faults.append(f"exit {code}: {said.getvalue()[-300:]}")
        if longest > MOST_SECONDS:
            faults.append(f"{longest:.0f} s")
    faults += watch.seen
    watch.seen.clear()
    return faults, round(longest, 3)


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def _listen(heard: list[str]) -> int:
    server = socket.create_server(("127.0.0.1", 0))

    def accept() -> None:
        while True:
            connection, _ = server.accept()
            heard.append("a connection")
            connection.close()

    threading.Thread(target=accept, daemon=True).start()
    return int(server.getsockname()[1])


def main() -> None:
    """Starts the processes, and sums up what they print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name, default in (("count", 10_000), ("seed", 9), ("jobs", 2)):
        parser.add_argument(f"--{name}", type=int, default=default)
    parser.add_argument("--keep", type=Path, default=Path(tempfile.gettempdir()) / "brochure-fuzz")
    parser.add_argument("--work", nargs=4, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.work:
        folder, port, first, step = given.work
        work(Path(folder), int(port), given.seed, given.count, int(first), int(step), given.keep)
        return
    heard: list[str] = []
    port = _listen(heard)
    with tempfile.TemporaryDirectory() as scratch:
        (Path(scratch) / _CANARY).write_text("SECRET", "utf-8")
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "ignore"}
        call = [*BROCHURE[:2], "-m", "benchmarks.fuzz", "--count", str(given.count), "--seed", str(given.seed)]
        call += ["--keep", str(given.keep.absolute())]
        portions = max(given.jobs, -(-given.count // _PORTION))

        def portion(first: int) -> subprocess.CompletedProcess[str]:
            place = [str(Path(scratch) / f"workspace-{first}"), str(port), str(first), str(portions)]
            return subprocess.run(
                [*call, "--work", *place], env=environment, stdout=subprocess.PIPE, text=True, check=False
            )

        with ThreadPoolExecutor(given.jobs) as processes:
            done = list(processes.map(portion, range(portions)))
    results = [json.loads(line) for one in done for line in one.stdout.splitlines()]
    ended = [one.returncode for one in done]
    _sum_up(results, heard, ended, given.count)


def _sum_up(results: list[dict[str, Any]], heard: list[str], ended: list[int], count: int) -> None:
    times: dict[str, list[float]] = {}
    for result in results:
        times.setdefault(result["door"], []).append(result["seconds"])
        for fault in result["faults"]:
            print(f"{result['number']} {result['door']}: {' '.join(fault.split())[-300:]}")
    faults = Counter(result["door"] for result in results if result["faults"])
    for door, seconds in sorted(times.items()):
        print(f"{door:14} {len(seconds):5} inputs, {faults[door]} faults, longest {max(seconds):.1f} s")
    largest = max((result["mb"] for result in results), default=0)
    print(f"{len(results)} of {count} inputs, {sum(faults.values())} faults, {len(heard)} connections, {largest} MB")
    sys.exit(bool(faults or heard or any(ended) or len(results) != count or largest > MOST_MEGABYTES))


if __name__ == "__main__":
    main()
