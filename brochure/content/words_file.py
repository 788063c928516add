"""What a file of words may say. Whoever translates them sees there what each is for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property
from typing import ClassVar

from pydantic import ConfigDict, Field, ValidationInfo, field_validator

from brochure.workspace.tables import Table

#: What stands between the months, which are one text.
BETWEEN = "|"
_FILLED = re.compile(r"\{(.*?)\}")
#: What is put into them, by key; all other words are printed as they are.
_FIELDS: Mapping[str, tuple[str, ...]] = {
    "spoken": ("languages",),
    "formats": ("how",),
    "formats_call": ("phone",),
    "formats_write": ("email",),
    "link_call": ("phone",),
    "link_map": ("address",),
    "link_write": ("email",),
    "link_web": ("page",),
    "date": ("month", "year"),
    "mail_subject": ("title",),
    "mail_greeting": ("name",),
    "mail_why": ("clinic",),
    "sheet_valley": ("number",),
    "sheet_mountain": ("number",),
    "sheet_page": ("number", "count"),
    "sheet_white": ("mm",),
}


def _word(what: str) -> str | None:
    text: str | None = Field(None, min_length=1, max_length=400, description=what)
    return text


class WordsFile(Table):
    """The words in a language; what is left out is printed as the next file has it, and in the end in English."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True, ignored_types=(cached_property,))
    section: ClassVar[str] = ""

    language: str = Field("", description="What the language is called, in English.")
    unreviewed: bool = Field(False, description="Whether nobody who speaks the language has read the words yet.")

    key_facts: str | None = _word("The title of such a box, as of those that follow.")
    steps: str | None = _word("A box with steps.")
    questions: str | None = _word("A box with questions to ask.")
    help: str | None = _word("A box that says when to get help.")
    continued: str | None = _word("Above the rest of a box that began on another panel.")
    contact: str | None = _word("Above the clinic's telephone and addresses.")
    post: str | None = _word("Above the postal address.")
    scan: str | None = _word("Beside the code that leads to the clinic's web site.")
    places: str | None = _word("Above the list of the clinic's locations.")
    spoken: str | None = _word("Which languages the staff of a location speak.")
    notes: str | None = _word("Above lines to write on.")
    sources: str | None = _word("Above the references.")
    reviewed: str | None = _word("Before the month of the review.")
    by: str | None = _word("Before the reviewer's name.")
    review_by: str | None = _word("Before the month of the next review.")
    version: str | None = _word("Before the number of the version.")
    written_for: str | None = _word("Before the audience.")
    contents: str | None = _word("Above the contents.")
    formats: str | None = _word("How to get the leaflet in another form.")
    formats_call: str | None = _word("By telephone.")
    formats_write: str | None = _word("By mail.")
    formats_or: str | None = _word("Between the two.")
    formats_ask: str | None = _word("Where the clinic names neither.")
    link_call: str | None = _word("What a link says that dials.")
    link_map: str | None = _word("What a link says that leads to a map.")
    link_write: str | None = _word("What a link says that begins a mail.")
    link_web: str | None = _word("What a link says that leads to a web page.")
    months: tuple[str, ...] | None = Field(None, min_length=12, max_length=12, description="Twelve, from January.")
    date: str | None = _word("A month of a year.")
    stop: str | None = _word("The sign at the end of a sentence.")
    semicolon: str | None = _word("The sign between two halves of one.")
    comma: str | None = _word("The sign between two parts of one.")
    mail_subject: str | None = _word("The subject of a message.")
    mail_greeting: str | None = _word("To somebody whose name is known.")
    mail_greeting_nobody: str | None = _word("To somebody whose name is not.")
    mail_intro: str | None = _word("What the message is.")
    mail_attached: str | None = _word("What is attached.")
    mail_large_print: str | None = _word("That there is large print.")
    mail_questions: str | None = _word("That questions are welcome.")
    mail_regards: str | None = _word("The close.")
    mail_why: str | None = _word("Why they get it.")
    mail_opt_out: str | None = _word("The link that ends it.")
    mail_opt_out_answer: str | None = _word("How to end it by an answer.")
    mail_to: str | None = _word("Before the address, as mail programs show it.")
    sheet_valley: str | None = _word("Beside a fold on a dummy, whose halves come towards the reader.")
    sheet_mountain: str | None = _word("Beside a fold whose halves go away from the reader.")
    sheet_stapled: str | None = _word("Beside the spine of a booklet.")
    sheet_safe: str | None = _word("Within a trim, where copy may stand.")
    sheet_page: str | None = _word("Which page of a booklet it is.")
    sheet_one_side: str | None = _word("That the sheet is printed on one side.")
    sheet_size: str | None = _word("That the printer is to keep the size.")
    sheet_long_edge: str | None = _word("That the sheet is turned over on its long edge.")
    sheet_short_edge: str | None = _word("That the sheet is turned over on its short edge.")
    sheet_calibration: str | None = _word("The title of the calibration sheet.")
    sheet_ruler: str | None = _word("How to see whether the size is kept.")
    sheet_white: str | None = _word("How to see which edge stays white.")
    sheet_light: str | None = _word("How to see whether front and back register.")
    sheet_millimetre: str | None = _word("How far the lines of a scale are apart.")
    sheet_back: str | None = _word("What the back of the calibration sheet is.")

    @field_validator("*")
    @classmethod
    def _filled(cls, value: object, info: ValidationInfo) -> object:
        name = str(info.field_name)
        if isinstance(value, str):
            wanted, found = sorted(_FIELDS.get(name, ())), sorted(_FILLED.findall(value))
            if found != wanted:
                what = " and ".join(f"{{{field}}}" for field in wanted) or "nothing in braces"
                raise ValueError(f"it must have {what}, as in en.toml")
        if name == "months" and isinstance(value, tuple) and not all(month.strip() for month in value):
            raise ValueError("each month must have a name")
        return value

    @cached_property
    def texts(self) -> Mapping[str, str]:
        """The words that the file has, by key; the months as one text."""
        said = {name: getattr(self, name) for name in type(self).model_fields if name not in ("language", "unreviewed")}
        return {
            name: BETWEEN.join(text) if isinstance(text, tuple) else text
            for name, text in said.items()
            if text is not None
        }
