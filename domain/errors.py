"""The errors that Heard raises: each message is a sentence that can be shown to the person."""


class HeardError(Exception):
    """Base of all errors that carry a sentence for the person."""


class InvalidRecordError(HeardError):
    """A record breaks a rule of the domain."""


class NotAllowedError(HeardError):
    """The person may not do this."""


class NotFoundError(HeardError):
    """The record asked for is not in the store."""


class StaleRecordError(HeardError):
    """The record was changed by someone else since it was read."""


class RefusedFileError(HeardError):
    """A file cannot be taken, and nothing was changed."""


class CannotUndoError(HeardError):
    """An import cannot be undone, because something was built on it."""


class StoreError(HeardError):
    """The store is missing, out of date or out of reach."""


class SettingsError(HeardError):
    """A setting is missing, unknown or unsafe."""


class RefusedFieldsError(InvalidRecordError):
    """Fields of a record were refused; `by_field` has a sentence for each, by its path."""

    def __init__(self, by_field: dict[str, str]) -> None:
        super().__init__(" ".join(by_field.values()))
        self.by_field = by_field
