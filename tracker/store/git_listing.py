"""What git lists, as values: trees, the index, what differs between two commits. All listings end lines with NUL."""

from __future__ import annotations

from dataclasses import dataclass

from tracker.store.git_process import OID


@dataclass(frozen=True, slots=True, kw_only=True)
class TreeEntry:
    """A file of a tree or of the index: its path in the repository, its mode (``100644``) and its object."""

    path: str
    mode: str
    oid: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TreeChange:
    """How one path differs between two commits; an object of ``None`` says that the path is not there."""

    path: str
    mode: str
    old: str | None
    new: str | None


def tree_entries(listing: bytes) -> tuple[TreeEntry, ...]:
    """The files of ``git ls-tree -z``."""
    split = (_split_entry(entry) for entry in _fields(listing))
    return tuple(TreeEntry(path=path, mode=mode, oid=oid) for (mode, kind, oid), path in split if kind == "blob")


def first_foreign(listing: bytes) -> str | None:
    """The first path of ``git ls-tree -z -d`` that is no folder."""
    split = (_split_entry(entry) for entry in _fields(listing))
    return next((path for (_, kind, _), path in split if kind != "tree"), None)


def index_entries(listing: bytes) -> dict[str, TreeEntry]:
    """The files of ``git ls-files -s -z`` by path; a path in conflict has its last stage."""
    split = (_split_entry(entry) for entry in _fields(listing))
    return {path: TreeEntry(path=path, mode=mode, oid=oid) for (mode, oid, _), path in split}


def tree_changes(listing: bytes) -> tuple[TreeChange, ...]:
    """The files of ``git diff-tree -r -z``."""
    parts = _fields(listing)
    return tuple(_tree_change(meta, path) for meta, path in zip(parts[::2], parts[1::2], strict=True))


def touched_paths(listing: bytes) -> list[tuple[str, tuple[str, ...]]]:
    """The commits of ``git diff-tree --stdin --name-only -z``, each with the paths it changed."""
    found: list[tuple[str, list[str]]] = []
    for field in _fields(listing):
        if OID.match(field):
            found.append((field, []))
        elif found:
            found[-1][1].append(field)
    return [(commit, tuple(paths)) for commit, paths in found]


def _fields(listing: bytes) -> list[str]:
    return listing.decode("utf-8", "surrogateescape").split("\0")[:-1]


def _split_entry(entry: str) -> tuple[list[str], str]:
    meta, _, path = entry.partition("\t")
    return meta.split(" "), path


def _tree_change(meta: str, path: str) -> TreeChange:
    old_mode, new_mode, old, new, _ = meta.lstrip(":").split(" ")
    return TreeChange(
        path=path,
        mode=new_mode if new.strip("0") else old_mode,
        old=old if old.strip("0") else None,
        new=new if new.strip("0") else None,
    )
