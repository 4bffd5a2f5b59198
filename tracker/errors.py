"""Every error this project raises.

TrackerError                     an error of ours: one line for the user, exit status 3
├── UnreadableSource             bytes that cannot become text
│   ├── EmptySource
│   ├── EncryptedSource
│   ├── ScannedSource            pages that are pictures: needs OCR
│   └── SourceTooLarge
├── MalformedSource              text that is not what the caller said it was
├── BadReference              a REF that names nothing, or more than one thing
│   ├── UnknownReference
│   └── AmbiguousReference
├── StoreError                   the snapshot store cannot do what was asked
│   ├── NotAStore
│   ├── StoreLocked
│   └── DamagedStore
│       └── DamagedIndex         the derived index; it was put aside, and is made anew when it is asked for
├── ConfigError                  a configuration or lineage.toml line that is wrong
├── EngineError                  workers of other processes or machines that cannot be had, or have gone
│   └── TaskLost                 one piece of work that kills whoever does it
├── RenderError                  an output format that cannot be produced here
└── FetchError                   a source on the network that did not answer as it should

Beside them ``DamageWarning``: a part of a store is damaged, and the rest is shown.

Every message says what is wrong, where, and what to do about it, on one line. It is English for programs; where it
has values it is made with ``tracker.messages.said``, so that the command line can say it in the reader's language.
"""

from __future__ import annotations

from tracker.messages import as_message, said

__all__ = [
    "AmbiguousReference",
    "BadReference",
    "ConfigError",
    "DamageWarning",
    "DamagedIndex",
    "DamagedStore",
    "EmptySource",
    "EncryptedSource",
    "EngineError",
    "FetchError",
    "MalformedSource",
    "NotAStore",
    "RenderError",
    "ScannedSource",
    "SourceTooLarge",
    "StoreError",
    "StoreLocked",
    "TaskLost",
    "TrackerError",
    "UnknownReference",
    "UnreadableSource",
]


class TrackerError(Exception):
    """Base of all our errors: ``what`` is wrong, ``where``, and what to ``do`` (each one line, may be empty)."""

    def __init__(self, what: str, *, where: str = "", do: str = "") -> None:
        self.what = as_message(what)
        self.where = where
        self.do = as_message(do)
        super().__init__(str(self))

    @property
    def message(self) -> str:
        """The whole line, with what it was made of."""
        line = said("{where}: {what}", where=self.where, what=self.what) if self.where else self.what
        return said("{what}; {do}", what=line, do=self.do) if self.do else line

    def __str__(self) -> str:
        return str.__str__(self.message)

    def __reduce__(self) -> tuple[object, ...]:
        # Errors cross process pools; the default would replay __init__ with the joined message as ``what``.
        return (_rebuild, (type(self), self.what, self.where, self.do))


def _rebuild(kind: type[TrackerError], what: str, where: str, do: str) -> TrackerError:
    return kind(what, where=where, do=do)


class UnreadableSource(TrackerError):
    """Bytes that cannot be turned into text: damaged, truncated, or of a kind we do not read."""


class EmptySource(UnreadableSource):
    """A source with no text at all."""


class EncryptedSource(UnreadableSource):
    """A PDF or DOCX that needs a password."""


class ScannedSource(UnreadableSource):
    """A PDF whose pages are pictures without a text layer."""


class SourceTooLarge(UnreadableSource):
    """A source beyond the size limit of its reader."""


class MalformedSource(TrackerError):
    """Text that does not have the form the caller asked for (an amending decision without instructions, say)."""


class BadReference(TrackerError):
    """A REF that cannot be resolved to exactly one thing."""


class UnknownReference(BadReference):
    """A REF that names nothing in the file or the store."""


class AmbiguousReference(BadReference):
    """A REF that names more than one thing; the message lists the candidates."""


class StoreError(TrackerError):
    """The snapshot store cannot do what was asked."""


class NotAStore(StoreError):
    """The folder is not a snapshot store."""


class StoreLocked(StoreError):
    """Another process is writing to the store."""


class DamagedStore(StoreError):
    """Objects or files of the store are missing or do not have the recorded hash."""


class DamagedIndex(DamagedStore):
    """The derived index of a store could not be read; it was put aside, and is made anew by who asks again."""


class DamageWarning(UserWarning):
    """A part of a store that cannot be read, where the rest is shown: what and where, on one line."""


class ConfigError(TrackerError):
    """A line of a configuration file, or of ``lineage.toml``, that is wrong; ``where`` has file and line."""


class EngineError(TrackerError):
    """Processes or machines that were to work for us cannot be had, or have gone."""


class TaskLost(EngineError):
    """A piece of work that killed every worker it was given to."""


class RenderError(TrackerError):
    """An output format that cannot be produced (a missing program, an unwritable file)."""


class FetchError(TrackerError):
    """A source on the network that did not answer as it should."""
