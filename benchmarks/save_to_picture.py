"""Times what an editor feels: from saving an article to its new picture on the live proof page, in a real browser.

    python -m benchmarks.save_to_picture [ROUNDS]

One word changes at each save; the page is warm. In turn with that, the bare engine sets the same leaflet once, cold:
`weasyprint page.html page.pdf`. Prints the median of the ratios; only ratios are worth comparing between machines.
"""

from __future__ import annotations

import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from benchmarks.bare import ARTICLE, BROCHURE, ROOT, bare_command, run

_ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+/")
_SETTLED = "() => !document.body.textContent.includes('being made')"
#: Resolves at the first frame in which a side of the sheet has another picture, and that is loaded.
_NEW = """() => new Promise(done => {
  const seen = () => [...document.querySelectorAll('.sheet img')];
  const named = images => images.map(image => image.src).join();
  const before = named(seen());
  const look = () => {
    const now = seen();
    if (named(now) !== before && now.every(image => image.complete && image.naturalWidth)) done(Date.now());
    else requestAnimationFrame(look);
  };
  look();
})"""


def main() -> None:
    """Runs both in turn and prints what the ratios come to."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 9
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        bare = bare_command(folder)
        call = [*BROCHURE, "proof", "--port", "0", "--workspace", str(folder / "clinic")]
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        with subprocess.Popen(call, stderr=subprocess.PIPE, text=True, env=environment) as process:
            try:
                match = _ADDRESS.search(process.stderr.readline() if process.stderr else "")
                assert match, "the page does not start"
                _compare(match[0], folder, bare, rounds)
            finally:
                process.terminate()


def _compare(address: str, folder: Path, bare: Sequence[str], rounds: int) -> None:
    article = folder / "clinic" / "assets" / "articles" / f"{ARTICLE}.md"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        page.goto(address)
        page.wait_for_function(_SETTLED, timeout=120_000)
        ours, theirs = [], []
        for number in range(rounds + 1):
            ours.append(_save(page, article, number))
            time.sleep(6)  # the article's other editions are made meanwhile; the bare engine is to run alone
            theirs.append(run(bare)["wall"])
        browser.close()
    ratios = [a / b for a, b in zip(ours[1:], theirs[1:], strict=True)]
    print(
        f"save to picture: {statistics.median(ratios):.2f} × bare ({min(ratios):.2f}–{max(ratios):.2f}),"
        f" {statistics.median(ours[1:]):.2f} s against {statistics.median(theirs[1:]):.2f} s"
    )


def _save(page: Page, article: Path, number: int) -> float:
    """Seconds from the save of a changed word to the frame with the new picture."""
    text = article.read_text(encoding="utf-8")
    heading = f"## What is neuroplasticity? {'I' * (number + 1)}\n"  # never one that was drawn already
    page.evaluate(f"() => {{ window.seen = ({_NEW})() }}")
    start = time.time()
    article.write_text(re.sub(r"## What is neuroplasticity\?.*\n", heading, text, count=1), encoding="utf-8")
    arrived = page.evaluate("() => window.seen")
    assert isinstance(arrived, (int, float))
    return arrived / 1000 - start


if __name__ == "__main__":
    main()
