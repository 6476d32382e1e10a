"""Lines that a site says again and again: what is known of them only across its pages.

`lines` says which lines of an article count, `applied` what an article is without those that are repeated. An article as it was
extracted is never changed: what is searched and shown is made of it, and it can be made of that again.
"""

from .applied import SEEN, applied, as_extracted
from .lines import LEAST, SHARE, Lines, is_repeated, lines_of, site_term
from .table import read_together

__all__ = ["LEAST", "SEEN", "SHARE", "Lines", "applied", "as_extracted", "is_repeated", "lines_of", "read_together", "site_term"]
