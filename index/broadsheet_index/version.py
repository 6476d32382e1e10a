"""The version of Broadsheet, said once: setup.cfg reads it here."""

VERSION = "0.1.0"

# The edition of the extraction: raised whenever the same page may give another article, so that the next run reads it again.
EXTRACTION = 6
