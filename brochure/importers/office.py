"""Documents of older and of other word processors, by LibreOffice where it is installed: it makes a .docx of them."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from brochure.errors import BadInput, Lacking, Place
from brochure.importers import docx, outside
from brochure.importers.copy import NO_OPTIONS, ImportedCopy, ImportOptions

_SAVE_AS = "Open it in Word or LibreOffice and save it as .docx."
_NAMES = ("soffice", "libreoffice")
_ZIP = b"PK\x03\x04"
#: Nothing is fetched, no macro runs, and nothing asks.
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link"><value>0</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel"><value>3</value>
</prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution">
<value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks">
<value>true</value></prop></item>
</oor:items>
"""


def read(data: bytes, file: Path, options: ImportOptions = NO_OPTIONS) -> ImportedCopy:
    """Copy from a .doc, .rtf or .odt file. Raises Lacking where LibreOffice is not installed."""
    if data.startswith(_ZIP) and file.suffix.lower() == ".doc":
        return docx.read(data, file, options)  # programs call much .doc that is none
    copy = docx.read(_converted(data, file), file, options)
    copy.report.change(f"LibreOffice made a .docx of this {file.suffix.lower()} file")
    return copy


def _converted(data: bytes, file: Path) -> bytes:
    program = next((found for name in _NAMES if (found := shutil.which(name))), None)
    suffix = file.suffix.lower()
    if program is None:
        message = f"Reading {suffix} files needs LibreOffice, which is not installed."
        raise Lacking(
            message, hint=f"Install the Debian package libreoffice-writer-nogui. Or: {_SAVE_AS}", place=Place(file)
        )
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        profile = folder / "profile"
        (profile / "user").mkdir(parents=True)
        (profile / "user" / "registrymodifications.xcu").write_text(_SETTINGS, "utf-8")
        source = folder / file.name  # documents may print it
        source.write_bytes(data)
        arguments = [
            f"-env:UserInstallation={profile.as_uri()}",
            "--headless", "--norestore", "--nologo", "--nodefault", "--convert-to", "docx", "--outdir", str(folder),
            str(source),
        ]  # fmt: skip
        made = source.with_suffix(".docx")
        try:
            outside.run(program, arguments, folder)
            return made.read_bytes()
        except (outside.Failed, OSError) as fault:
            raise BadInput(f"LibreOffice cannot read this {suffix} file.", hint=_SAVE_AS, place=Place(file)) from fault
