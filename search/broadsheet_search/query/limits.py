"""The limits of a query, held before anything is evaluated (QUERY.md, rules 8 and 9)."""

LONGEST = 1_000  # characters
MOST_CLAUSES = 32
DEEPEST = 10  # brackets inside brackets
WIDEST_SLOP = 50  # positions
LITERAL_LETTERS = 2  # before a * or ?
WIDEST_FUZZY = 2  # letters
FUZZY_LETTERS = 3  # of a word that may be misspelt: with fewer, it would stand for any word
MOST_TERMS = 256  # that one prefix or wildcard may stand for
DEADLINE = 2.0  # seconds
