"""One segment of an index: a file of arrays that never changes once it is written.

Read in this order: `file` (the file itself), `dictionary` (terms to run numbers), `runs` (sorted occurrences), `words` (text to
word numbers), `texts` (texts and where their words begin), `build` and `merge` (two ways to make a segment), `read`.
"""
