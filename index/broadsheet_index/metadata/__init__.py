"""What a page says of its article, one fact a file; the first source that answers wins (facts.py asks them all).

What is read from: `head` (meta tags), `json_ld`, `reading` (both, and the blocks near the headline). Readers of one line or
text: `dates`, `byline`, `names`, `dateline`, `titles`. Facts: `title` and `first_line`, `authors`, `published`, `source`,
`address`, `section`, `language`, `flags`, `list_page`. Editor's notes and captions are told by `strip`.
"""
