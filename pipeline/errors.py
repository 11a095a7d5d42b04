"""The errors of the program: each message is plain Dutch and says what, where and what to do.

Every class also inherits the fitting built-in, so that code that knows nothing of this package can still catch it.
"""


class LokaleFotoError(Exception):
    """Base of everything this program raises on purpose; ``str(error)`` is shown to the user as it stands."""


class DocumentError(LokaleFotoError, ValueError):
    """A document cannot be read (broken, encrypted, too large, no text); the other documents go on."""


class UnknownFormatError(DocumentError):
    """No reader exists for this kind of file."""


class ResourceLimitError(DocumentError):
    """Reading a document took more time or memory than is allowed."""


class SheetError(LokaleFotoError, ValueError):
    """A review sheet cannot be understood; nothing of it is saved."""


class SettingsError(LokaleFotoError, ValueError):
    """A settings file or framework file holds a value that is not allowed."""


class StoreError(LokaleFotoError, OSError):
    """A file of the program cannot be read or written (disk full, open in Excel, damaged)."""


class ModelError(LokaleFotoError, RuntimeError):
    """A model is missing, damaged, or made by another version."""


class UsageError(LokaleFotoError, ValueError):
    """The command was given something it cannot work with."""
