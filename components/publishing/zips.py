"""Zips that are the same bytes each time: no clock, no file mode of this machine."""

import io
import zipfile
from collections.abc import Iterable

# The first moment that a zip can name: the time of an export is the ledger's, not the file's.
_NO_TIME = (1980, 1, 1, 0, 0, 0)


def zip_of(files: Iterable[tuple[str, bytes]]) -> bytes:
    """The files by name, in this order, in one zip."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in files:
            entry = zipfile.ZipInfo(name, _NO_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content)
    return buffer.getvalue()
