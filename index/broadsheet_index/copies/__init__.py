"""Near-identical articles: wire copies, republished pages, the same page twice, updated versions.

Read in this order: `fingerprint` (what a text is like), `likeness` (whether two are copies), `alike` (which may be
looked up together), `clusters` (which are one story).
"""

from .clusters import stories
from .fingerprint import Fingerprint, fingerprint
from .likeness import are_alike

__all__ = ["Fingerprint", "are_alike", "fingerprint", "stories"]
