"""The preview: a message as a mail program shows it, with the lines above it, the attachment, and the HTML text."""

from __future__ import annotations

import io
import unicodedata

import pypdfium2
from PIL import Image

from brochure.content.words import words
from brochure.errors import BadInput
from brochure.mail.attachment import Attachment
from brochure.mail.letter import LOGO, Letter
from brochure.mail.policy import Recipient
from brochure.mail.sender import Sender
from brochure.typeset.bidi import directed
from brochure.typeset.brand import brand_css
from brochure.typeset.engine.fetch import SCHEME, Fetcher
from brochure.typeset.engine.render import Typeset, Typesetter
from brochure.typeset.engine.style_sheet import Sheet
from brochure.typeset.fonts.outfit import Outfit, Wanted, outfit, shelf_of
from brochure.typeset.fonts.printed import printable as fonts_see
from brochure.typeset.fonts.printed import text_of
from brochure.typeset.templates import environment, layout_file, render
from brochure.typeset.values import MailboxValue
from brochure.units import POINTS
from brochure.workspace.workspace import Workspace

_FONTS = f"{SCHEME}font/"
#: The window, in CSS pixels; what is deeper than the deepest is not shown.
_WIDTH = 640
_DEEPEST = 8000
#: Room under the last line, tried in turn until the message stands on one page.
_FEET = (16, 32, 48, 64, 96, 160, 320)
#: Pixels of the picture to a CSS pixel.
_SHARPNESS = 2


def preview(
    workspace: Workspace, letter: Letter, recipient: Recipient, sender: Sender, attachment: Attachment
) -> bytes:
    """A PNG of the message, twice the size of the screen's pixels. Raises BadInput for a fault in a template."""
    head = render(
        environment(workspace.files, workspace.layout_folders),
        "mail/picture.html",
        {
            "subject": letter.subject,
            "sender": MailboxValue(sender.name, sender.address),
            "recipient": MailboxValue(recipient.name, recipient.address),
            "file": attachment.name,
            "size": _size(len(attachment.data)),
            "words": words(letter.language, workspace.files, workspace.layout_folders).texts,
            "language": letter.language,
        },
    )
    return _png([_shot(workspace, directed(html, letter.language), letter.logo) for html in (head, letter.html)])


def _shot(workspace: Workspace, html: str, logo: bytes) -> Image.Image:
    """The first page of `html`, as deep as its text."""
    html, worn = _printable(workspace, html)
    folder = layout_file(workspace.files, workspace.layout_folders, "mail/message.html").parent
    served = {served.name: served for served in worn.served}
    fetcher = _Fonts(workspace.files, folder, served, {LOGO: logo} if logo else {})
    typesetter = Typesetter(html, [Sheet(brand_css(workspace.config.brand.colours, worn))], fetcher)
    with pypdfium2.PdfDocument(_on_one_page(typesetter).pdf()) as document:
        shot: Image.Image = document[0].render(scale=_SHARPNESS / POINTS["px"]).to_pil()
    return shot


class _Fonts(Fetcher):
    """Gives out fonts and what the message brings along, for a mail program would find nothing else either."""

    def _content(self, url: str) -> bytes:
        if url in self.made:
            return self.made[url]
        if not url.startswith(_FONTS):
            raise BadInput(f"A message fetches nothing, so '{url[:80]}' would not be seen.", hint="Take it out.")
        return super()._content(url)


def _printable(workspace: Workspace, html: str) -> tuple[str, Outfit]:
    """`html` with a ? for each character that no font has: a reader's device has more of them than we."""
    html = "".join(character for character in html if unicodedata.category(character) not in ("Cf", "Cn", "Co"))
    html = fonts_see(html)
    fonts, text = workspace.config.brand.fonts, text_of(html)
    body, heading = Wanted((fonts.body,), text), Wanted((fonts.heading,), "", text)
    worn = outfit(shelf_of(workspace.files, workspace.font_folders), body, heading)
    return html.translate(dict.fromkeys(worn.missing, "?")), worn


def _on_one_page(typesetter: Typesetter) -> Typeset:
    """A page as deep as the message; one that is deeper than the deepest is cut there."""
    whole = fitted = typesetter.typeset(_page(_DEEPEST))
    for foot in _FEET if len(whole.pages) == 1 else ():
        fitted = typesetter.typeset(_page(int(whole.pages[0].used / POINTS["px"]) + foot))
        if len(fitted.pages) == 1:
            break
    return fitted


def _page(depth: int) -> str:
    return f"@page {{ size: {_WIDTH}px {depth}px; margin: 0 }}"


def _png(shots: list[Image.Image]) -> bytes:
    whole = Image.new("RGB", (shots[0].width, sum(shot.height for shot in shots)))
    top = 0
    for shot in shots:
        whole.paste(shot, (0, top))
        top += shot.height
    out = io.BytesIO()
    whole.save(out, "PNG", optimize=True)
    return out.getvalue()


def _size(size: int) -> str:
    return f"{size / 1e6:.1f} MB" if size >= 1e6 else f"{max(1, round(size / 1000))} KB"
