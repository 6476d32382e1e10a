"""One segment of an index: a file of arrays that never changes once it is written.

Read in this order: `file` (the file itself), `dictionary` (terms to run numbers), `runs` (sorted occurrences), `words` (texts to
word numbers), `texts` (texts and where their words begin; `placed`, `packing`), `build` and `merge` (two ways to make a segment;
`build_text`, `build_texts` and `prints`, `merge_runs` and `merge_texts` do what is large), `read`.
"""
