"""A small archive of invented articles, for `broadsheet demo`: pages as papers make them, with all that has to be stripped.

Texts are ours and free (CC0); towns, papers and people do not exist. The same pages each time.
"""

from .pages import write

__all__ = ["write"]
