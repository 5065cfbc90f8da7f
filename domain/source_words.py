"""Sources of reference data as people read them."""

import re

# A path, a version after an "@", or the name of a file, with the comma after it and an "in" before it.
_MACHINE_WORDS = re.compile(r"(?:\bin )?(?:\S*[/@]\S*|\S+\.(?:ts|csv|json))(?<![.]),?(?=[\s.]|$)")
_LOOSE_SIGNS = re.compile(r"[\s,:]+(\.| \()")


def plain_source(source: str) -> str:
    """A source as a person reads it: without the paths, files and versions that it also names for checking."""
    words = " ".join(_MACHINE_WORDS.sub(" ", source).split())
    return _LOOSE_SIGNS.sub(r"\1", words).strip(" ,:")
