"""One clause of a query: a word, phrase or pattern, or `field:` and what follows it."""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import replace

from broadsheet_index.analysis import UNSPACED, tokens
from broadsheet_index.article import FLAGS
from broadsheet_index.fields import BY_NAME, COLUMNS, STATES, Kind

from ..errors import BadQuery, InvalidDate, UnknownField
from . import scan
from .cursor import Cursor
from .days import NotADate, Range, day_before, next_day, period_of, range_of
from .limits import FUZZY_LETTERS, LITERAL_LETTERS, WIDEST_FUZZY, WIDEST_SLOP
from .numbers import NotANumber, span_of
from .tree import Address, Copies, CopiesOf, Dates, Everything, Node, Not, Pattern, Undated, Words

COMMANDS = ("after", "before", "in")  # prefixes that are no field of an article
SEVERAL = (Kind.TEXT, Kind.NAMES, Kind.DOMAIN)  # of words, so that a pattern may stand for some
KNOWN = tuple(sorted([*(name for name, field in BY_NAME.items() if not field.hidden), *COMMANDS]))


class ClauseReader(Cursor):
    """Reads one clause where the cursor stands; None where there is none after all."""

    @abstractmethod
    def bracket(self, depth: int, field: str | None) -> Node | None:
        """The clauses in the bracket that opens here, each without a field of its own in `field`."""

    def unit(self, depth: int, field: str | None) -> Node | None:
        char = self.text[self.at]
        if char == "(":
            return self.bracket(depth, field)
        if char == "*":
            return self.star()
        if field is not None and BY_NAME[field].kind in (*COLUMNS, Kind.ADDRESS):
            return self.field_value(field, self.at, depth)
        days = scan.BARE_DATES.match(self.text, self.at) if field is None else None
        if days:
            start, self.at = self.at, days.end()
            return self.counted(self.dates(days.group(), start))
        address = scan.ADDRESS.match(self.text, self.at) if field is None else None
        if address:
            start = self.at
            value = address.group().rstrip(".,;:!?)")
            self.at += len(value)
            return self.counted(Address(value, None, at=self.place(start)))
        named = scan.FIELD.match(self.text, self.at)
        if named:
            start = self.at
            node = self.fielded(named[1], named.end(), depth)
            if node is not None or self.at != start:
                return node
        return self.word_or_phrase(field)

    def star(self) -> Node | None:
        start = self.at
        self.at += 1
        alone = self.at >= len(self.text) or self.text[self.at].isspace() or self.text[self.at] in ")"
        if alone:
            return self.counted(Everything(at=self.place(start)))
        self.mistake("wildcard", f"A wildcard needs {LITERAL_LETTERS} letters before it.", start, "Write the beginning: ferr*")
        self.skip_stars()
        return None

    def word_or_phrase(self, field: str | None) -> Node | None:
        start = self.at
        exact = self.text[self.at] == "="
        if exact:
            self.at += 1
        if self.at < len(self.text) and self.text[self.at] in scan.QUOTES:
            return self.phrase(field, exact, start)
        match = scan.WORD.match(self.text, self.at)
        if not match:
            self.at += 1
            return None
        self.at = match.end()
        text = match.group()
        if text in ("AND", "OR", "NOT"):
            text = text.lower()  # of a headline in capitals: as it is, the canonical text would hold an operator
        if exact and (match["star"] or "?" in text):
            self.mistake("wildcard", "= asks for a word as it is written; it takes no wildcard.", start, f"{text} or =word")
            exact = False
        if match["star"] or "?" in text:
            return self.pattern(text, field, start)
        if self.text[self.at : self.at + 1] == "*":
            self.mistake("wildcard", "A * stands only at the end of a word.", self.at, "ferr*", end=self.at + 1)
            self.skip_stars()
        distance = self.fuzzy(text, field, exact, start)
        if distance:
            return self.counted(Pattern(text, field, distance, at=self.place(start)))
        return self.named_words(text, field, exact, False, 0, start)

    def fuzzy(self, text: str, field: str | None, exact: bool, start: int) -> int:
        """How many letters of the word just read may differ: of `~1` or `~2` behind it; 0 where nothing stands there."""
        match = scan.FUZZY.match(self.text, self.at)
        if not match:
            return 0
        wanted = int(match[1] or 1)
        word = [token.written for token in tokens(text)]
        fits = len(word) == 1 and len(word[0]) >= FUZZY_LETTERS and word[0].isalpha() and not UNSPACED.search(text)
        if self.headline and not (fits and match[1] in ("1", "2")):
            return 0  # "Growth of 1~2 percent", pasted
        self.at = match.end()
        wrong = ""
        if not fits:
            wrong = f"~ needs one word of at least {FUZZY_LETTERS} letters before it."
        elif wanted > WIDEST_FUZZY:
            wrong = f"At most {WIDEST_FUZZY} letters of a word can differ."
        elif exact:
            wrong = "= asks for a word as it is written; it cannot differ."
        elif field is not None and BY_NAME[field].kind not in SEVERAL:
            wrong = f"{field}: takes no ~."
        if wrong:
            self.mistake("fuzzy", wrong, start, "Zelenskyj~1")
            return 0
        return wanted

    def pattern(self, text: str, field: str | None, start: int) -> Node:
        if self.text[self.at : self.at + 1].isalnum():
            self.mistake("wildcard", "A * stands only at the end of a word.", start, "ferr*")
            return self.unsigned(text, field, start)
        self.skip_stars()
        if UNSPACED.search(text) and "?" not in text:
            return self.named_words(text.rstrip("*"), field, False, False, 0, start)  # found inside of longer words anyway
        literal = text[: min(text.find(sign) for sign in "*?" if sign in text)]
        if len(literal) < LITERAL_LETTERS or not all(char.isalnum() for char in text if char not in "*?"):
            message = f"A wildcard needs {LITERAL_LETTERS} letters before it, and one word."
            self.mistake("wildcard", message, start, "ferr* or wom?n")
            return self.unsigned(text, field, start)
        if field is not None and BY_NAME[field].kind not in SEVERAL:
            raise BadQuery(f"{field}: takes no wildcard.", self.place(start))
        return self.counted(Pattern(text, field, at=self.place(start)))

    def unsigned(self, text: str, field: str | None, start: int) -> Node:
        """A word whose signs mean nothing, as a phrase: its canonical text would else be read with its signs again."""
        return self.named_words(text.rstrip("*").replace("?", " "), field, False, True, 0, start)

    def phrase(self, field: str | None, exact: bool, start: int) -> Node | None:
        opened = self.at
        self.at += 1
        begin = self.at
        while self.at < len(self.text) and self.text[self.at] not in scan.QUOTES:
            self.at += 1
        text = " ".join(self.text[begin : self.at].split())
        if self.at >= len(self.text):
            self.mistake("open_quote", "A quotation mark is opened that is never closed.", opened, end=opened + 1)
        else:
            self.at += 1
        slop = self.slop()
        if not any(char.isalnum() for char in text):
            self.warn("empty_phrase", "Quotation marks with no word between them were left out.", start)
            return None
        return self.named_words(text, field, exact, True, slop, start)

    def slop(self) -> int:
        match = scan.SLOP.match(self.text, self.at)
        if not match:
            return 0
        start = self.at
        self.at = match.end()
        if not match[1]:
            return 0
        if int(match[1]) > WIDEST_SLOP:
            self.mistake("slop", f"Words can be at most {WIDEST_SLOP} positions apart.", start, f"~{WIDEST_SLOP}")
        return min(int(match[1]), WIDEST_SLOP)

    def named_words(self, text: str, field: str | None, exact: bool, quoted: bool, slop: int, start: int) -> Node:
        """Words for a field of any kind."""
        at = self.place(start)
        kind = BY_NAME[field].kind if field else Kind.TEXT
        if kind is Kind.DATE:
            return self.counted(self.dates(text, start))
        if kind is Kind.NUMBER:
            return self.counted(self.copies(text, start))
        if kind is Kind.STORY:
            return self.counted(CopiesOf(text, at=at))
        if kind is Kind.ADDRESS:
            return self.counted(Address(text, field, exact, at=at))
        if kind is Kind.VALUE:
            assert field
            return self.counted(Words(self.value(field, text, at), field, at=at))
        if len(text) == 1 and not exact and UNSPACED.match(text):
            return self.counted(Pattern(text, field, at=at))
        return self.counted(Words(text, field, exact, slop, quoted, at=at))

    def value(self, field: str, text: str, at: tuple[int, int]) -> str:
        """A word of a closed list, in lower case; BadQuery with the list where it is none."""
        word = text.lower()
        known = {"has": tuple(STATES), "flag": FLAGS}.get(field)
        if known and word not in known:
            raise BadQuery(f'{field}: knows no "{text}".', at, "There are: " + ", ".join(known) + ".")
        return word

    # -- field:value

    def fielded(self, name: str, value_at: int, depth: int) -> Node | None:
        """The clause after `name:`; None, with nothing read, where this is no field but words of a text."""
        start = self.at
        known = name.lower()
        following = self.text[value_at : value_at + 1]
        spaced = not following or following.isspace()
        if known not in KNOWN:
            if spaced or following.isdigit() or following == "/" or name[0].isupper():
                return None
            error = UnknownField(name, KNOWN, self.place(start, value_at - 1))
            if self.headline or (self.lenient and len(name) == 2):  # "re:publica 2024"
                self.warn("unknown_field", f"{error.message} It was read as words. {error.hint}", start, value_at - 1)
                return self.as_words(start)
            raise error
        if spaced:
            # "Source: Reuters" in a pasted headline; but `person: Putin` is a field with a space too many.
            rest = self.text[value_at:].lstrip()[:1]
            if name == known and rest in ("", ")"):
                self.mistake("empty_field", f"{known}: is followed by nothing.", start, f"{known}:word", end=value_at)
            if self.headline and start:
                return None  # "Red flag: FBI warns of …": a colon in the middle of a headline
            numeric = known in COMMANDS or BY_NAME[known].kind is Kind.NUMBER
            wanted = rest.isdigit() if numeric else rest.isalnum() or (rest != "" and rest in scan.QUOTES)
            if name != known or not wanted:
                return None
            while self.text[value_at].isspace():
                value_at += 1
            self.warn("space_after_field", f"{known}: was read as a field.", start, value_at)
        self.at = value_at
        if known in COMMANDS:
            return self.command(known, start)
        field = BY_NAME[known].name
        return self.field_value(field, start, depth)

    def as_words(self, start: int) -> Node:
        """The word here, which looks like a field and is none."""
        match = scan.WORD.match(self.text, start)
        assert match
        self.at = match.end()
        return self.unsigned(match.group(), None, start)

    def command(self, name: str, start: int) -> Node:
        raw = self.bare_value()
        match name:
            case "in":
                what = "in:removed stands at the front of the query." if raw.lower() == "removed" else f'in: knows no "{raw}".'
                raise BadQuery(what, self.place(start), "in:removed subscribe")
        try:
            first, last = period_of(raw, self.today)
            days = Range(next_day(last, raw), None) if name == "after" else Range(None, day_before(first, raw))
        except NotADate:
            raise InvalidDate(raw, self.place(self.at - len(raw))) from None
        return self.counted(Dates(days.first, days.last, at=self.place(start)))

    def field_value(self, field: str, start: int, depth: int) -> Node | None:
        char = self.text[self.at : self.at + 1]
        kind = BY_NAME[field].kind
        if char == "(":
            return self.bracket(depth, field)
        if kind in COLUMNS and not (char and char in scan.QUOTES):
            match = scan.BRACKETED.match(self.text, self.at)
            if match:
                self.at = match.end()
                raw = match.group()
            else:
                raw = self.bare_value().rstrip(",;!?")
                raw = raw[1:] if raw.startswith("=") else raw
            if kind is Kind.STORY and not any(map(str.isalnum, raw)):
                self.mistake("empty_field", f"{field}: is followed by nothing.", start, f"{field}:id")
                return None
            return self.named_words(raw, field, False, False, 0, start)
        if kind is Kind.DOMAIN and scan.ADDRESS.match(self.text, self.at):
            return self.counted(Words(self.bare_value().rstrip("/.,;"), field, at=self.place(start)))
        if kind is Kind.ADDRESS and not (char and char in scan.QUOTES):
            raw = self.bare_value().rstrip("*")
            exact = raw.startswith("=")
            if not raw.strip("="):
                if exact and self.text[self.at : self.at + 1] in [*scan.QUOTES]:
                    return self.phrase(field, exact, start)
                self.mistake("empty_field", f"{field}: is followed by nothing.", start, f"{BY_NAME[field].name}:value")
                return None
            return self.counted(Address(raw.removeprefix("="), field, exact, at=self.place(start)))
        while char and not (char.isspace() or char.isalnum() or char in scan.QUOTES or char in "=*()"):
            self.at += 1  # title:£5, title:[a
            char = self.text[self.at : self.at + 1]
        if self.text[self.at - 1] == "-" and (char.isalnum() or (char and char in scan.QUOTES)):
            self.warn("minus_after_field", f"{field}:- was read as -{field}:", start)
            negated = self.word_or_phrase(field)
            return Not(replace(negated, at=self.place(start)), at=self.place(start)) if negated else None
        if not (char.isalnum() or (char and char in scan.QUOTES + "=*")):
            self.mistake("empty_field", f"{field}: is followed by nothing.", start, f"{field}:word")
            return None
        if char == "*":
            self.at += 1
            return self.has_some(field, start)
        node = self.word_or_phrase(field)
        return replace(node, at=self.place(start)) if node else None

    def has_some(self, field: str, start: int) -> Node:
        if field in STATES:
            return self.counted(Words(field, "has", at=self.place(start)))
        raise BadQuery(f"{field}:* is not a question.", self.place(start), "has:date, has:person, has:correction …")

    def copies(self, raw: str, start: int) -> Node:
        at = self.place(start)
        try:
            found = span_of(raw)
        except NotANumber as error:
            place = self.place(max(start, self.at - len(raw)))
            raise BadQuery(f'"{error.text or raw}" is not a number.', place, "copies:>3, copies:1 or copies:2..5") from None
        if found.swapped:
            self.warn("swapped_range", "The range was written the wrong way round and was swapped.", start)
        return Copies(found.least, found.most, at=at)

    def dates(self, raw: str, start: int) -> Node:
        at = self.place(start)
        if raw.lower() == "none":
            return Undated(at=at)
        try:
            days = range_of(raw, self.today)
        except NotADate as error:
            raise InvalidDate(error.text or raw, self.place(max(start, self.at - len(raw)))) from None
        if days.swapped:
            self.warn("swapped_range", "The range was written the wrong way round and was swapped.", start)
        return Dates(days.first, days.last, at=at)
