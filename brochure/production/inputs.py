"""What a product was made from, as digests; and whether that is still what lies in the workspace."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from brochure.errors import BrochureError
from brochure.storage import read_trace
from brochure.storage.read_trace import ABSENT, ReadTrace
from brochure.workspace.workspace import CONFIG, Workspace

#: The digest of what is there but may not be read, or lies outside the workspace now.
_UNREADABLE = "unreadable"


@dataclass(frozen=True)
class Inputs:
    """Files and folders by their names in read traces, keys as 'clinic.phone'; for each the digest of what it was."""

    files: Mapping[str, str]
    folders: Mapping[str, str]
    keys: Mapping[str, str]


def inputs(trace: ReadTrace, workspace: Workspace) -> Inputs:
    """What the read trace of a product's making holds; keys by their values in the brochure.toml it was made with."""
    values = workspace.digests
    return Inputs(trace.files, trace.folders, {key: values.get(key, ABSENT) for key in sorted(trace.keys)})


@dataclass
class CurrentInputs:
    """The workspace as it is now. Each file is read once, however many products were made from it."""

    workspace: Workspace
    _files: dict[str, str] = field(default_factory=dict)
    _folders: dict[str, str] = field(default_factory=dict)
    _articles: dict[str, str] = field(default_factory=dict)

    def changes(self, made_from: Inputs) -> tuple[str, ...]:
        """What is no longer as it was when the product was made, a few words each; empty where nothing is."""
        return (*self._changed_files(made_from), *self._changed_keys(made_from), *self._changed_folders(made_from))

    def _changed_files(self, made_from: Inputs) -> Iterator[str]:
        for name, was in made_from.files.items():
            if (now := self.file(name)) != was:
                yield f"{name} {_change(was, now)}"

    def _changed_keys(self, made_from: Inputs) -> Iterator[str]:
        for key, was in made_from.keys.items():
            if self.workspace.digests.get(key, ABSENT) != was:
                yield f"{key.rpartition('.')[2]} in {CONFIG} changed"

    def _changed_folders(self, made_from: Inputs) -> Iterator[str]:
        for name, was in made_from.folders.items():
            if name not in self._folders:
                files = self.workspace.files
                self._folders[name] = read_trace.digest_of_names(files.names(files.of_name(name)))
            if self._folders[name] != was:
                yield f"there are other files in {name}/"

    def article(self, named: str) -> str:
        """The name in read traces of the article that is now meant by `named`; empty where there is none.

        What a path means depends on the current folder, while its products have one name wherever it leads.
        """
        if named not in self._articles:
            try:
                self._articles[named] = self.workspace.files.known_as(self.workspace.article(named))
            except BrochureError:
                self._articles[named] = ""
        return self._articles[named]

    def file(self, name: str) -> str:
        """The digest of a file as it is now; ABSENT where it is not there."""
        if name not in self._files:
            files = self.workspace.files
            try:
                path = files.of_name(name)
                self._files[name] = read_trace.digest(files.read(path)) if files.has(path) else ABSENT
            except BrochureError:
                self._files[name] = _UNREADABLE
        return self._files[name]


def _change(was: str, now: str) -> str:
    if was == ABSENT:
        return "is new"
    return {ABSENT: "is gone", _UNREADABLE: "cannot be read"}.get(now, "changed")
