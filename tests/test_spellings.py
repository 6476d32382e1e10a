"""One person, many spellings: what is joined across an archive, what is not, and that no order or history shows."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from broadsheet_index.article import Article, Person
from broadsheet_index.errors import BadInput
from broadsheet_index.people.register import PlainRegister
from broadsheet_index.people.spellings import closeness, people_of
from broadsheet_index.people.told import NOTHING, Told, read_told
from broadsheet_index.store import ArchiveWriter, open_snapshot
from broadsheet_index.store.overlays import Made
from broadsheet_index.store.overlays.names import changed, of_all

NAMES = (
    "Sergei Naryshkin", "Sergey Naryshkin", "Serhii Naryškin", "Naryshkin", "S. Naryshkin", "Sergei Evgenyevich Naryshkin",
    "Volodymyr Zelensky", "Vladimir Zelenskiy", "Volodymyr Zelenskyy", "Zelensky", "Zelenskiy", "Olena Zelenska",
    "Joe Biden", "Joseph Biden", "Joseph R. Biden", "Hunter Biden", "Biden", "Jose Biden",
    "George Bush", "George W. Bush", "George H. W. Bush", "Trump", "Donald Trump", "Donald Trump Jr.",
    "J.D. Vance", "JD Vance", "J. D. Vance", "Ivan Ivanov", "Ivan Ivanova", "Xi Jinping", "Xi Jin-ping", "Bruce Lee", "Li Bruce",
    "Gerhard Schröder", "Gerhard Schroeder", "Gerhard Schroder", "Muammar Gaddafi", "Moammar Qaddafi", "Mohammed bin Salman",
    "Mohammad bin Salman", "MBS", "Alex Smith", "Alexander Smith", "Alexandra Smith", "Jon Smith", "John Smith", "Jonathan Smith",
)  # fmt: skip
TOLD = Told((("MBS", "Mohammed bin Salman"), ("S. NARYSHKIN", "Sergei Naryshkin")), (("Joe Biden", "Joseph Biden"),), {"biden": "Uncle"})
CASES = (
    (("Sergei Naryshkin", "Sergey Naryshkin", "Serhii Naryškin"), True),
    (("Volodymyr Zelensky", "Vladimir Zelenskiy", "Volodymyr Zelenskyy"), True),
    (("J.D. Vance", "JD Vance", "J. D. Vance"), True),
    (("Joe Biden", "Joseph Biden", "Joseph R. Biden"), True),
    (("Gerhard Schröder", "Gerhard Schroeder", "Gerhard Schroder"), True),
    (("Hunter Biden", "Joe Biden"), False),
    (("Ivan Ivanov", "Ivan Ivanova"), False),
    (("Donald Trump", "Donald Trump Jr."), False),
    (("Trump", "Donald Trump"), False),  # a bare surname is nobody in particular outside its article
    (("S. Naryshkin", "Sergei Naryshkin"), False),  # nor are initials
    (("Bruce Lee", "Li Bruce"), False),
)


@pytest.mark.parametrize(("names", "one"), CASES, ids=lambda value: str(value)[:40])
def test_names_are_one_person_s_or_each_another_s(names: tuple[str, ...], one: bool) -> None:
    assert people_of(names) == ([tuple(sorted(names))] if one else [(name,) for name in sorted(names)])


def test_a_name_that_could_be_two_people_joins_neither() -> None:
    assert people_of(["George Bush", "George W. Bush", "George H. W. Bush"]) == [
        ("George Bush",),
        ("George H. W. Bush",),
        ("George W. Bush",),
    ]
    # What is closer is joined before what is looser: one odd form does not tear the others apart.
    assert people_of(["Alex Smith", "Alexander Smith", "Alexandra Smith", "Alexander Smyth"]) == [
        ("Alex Smith",),
        ("Alexander Smith", "Alexander Smyth"),
        ("Alexandra Smith",),
    ]


@given(st.permutations(NAMES))
@settings(max_examples=20, deadline=None)
def test_the_order_of_names_does_not_show(names: list[str]) -> None:
    assert people_of(names) == people_of(NAMES)


@given(st.lists(st.sampled_from(NAMES), min_size=2, max_size=12, unique=True))
@settings(max_examples=60, deadline=None)
def test_no_two_who_differ_are_ever_joined(names: list[str]) -> None:
    for person in people_of(names):
        assert all(closeness(a, b) is not None for a in person for b in person if a != b)


def equal(one: Made, other: Made) -> bool:
    return dict(one.about) == dict(other.about) and all(np.array_equal(one.arrays[name], other.arrays[name]) for name in one.arrays)


@given(st.lists(st.sets(st.sampled_from(NAMES), max_size=25), min_size=1, max_size=6), st.sampled_from([NOTHING, TOLD]))
@settings(max_examples=60, deadline=None)
def test_names_that_come_and_go_leave_no_trace(states: list[set[str]], told: Told) -> None:
    made = of_all([], told)
    held: list[bytes] = []
    for state in states:
        now = sorted(name.encode() for name in state)
        gone = [at for at, name in enumerate(held) if name not in now]
        new = [name for name in now if name not in held]
        made = changed(held, made.arrays["leaders"].astype(np.int64), made.arrays["rows"], gone, new, told)
        held = now
        assert equal(made, of_all(now, told))


def article(number: int, names: tuple[str, ...]) -> Article:
    people = tuple(Person(name, 1, (name,)) for name in names)
    return Article(path=f"{number}.txt", digest=str(number), title=f"Story {number}", body=("A story.",), people=people)


@given(
    st.lists(st.lists(st.sampled_from(NAMES), max_size=4, unique=True), min_size=1, max_size=12),
    st.integers(1, 3),
    st.sampled_from([NOTHING, TOLD]),
)
@settings(max_examples=25, deadline=None)
def test_the_stored_register_says_what_the_plain_one_says(
    tmp_path_factory: pytest.TempPathFactory, corpus: list[list[str]], batches: int, told: Told
) -> None:
    folder = tmp_path_factory.mktemp("register") / "index"
    with ArchiveWriter(folder) as writer:
        writer.tell("person", told.as_json())
        for start in range(batches):
            for number in range(start, len(corpus), batches):
                writer.put(f"/{number}", f"{number:04}", article(number, tuple(corpus[number])))
            writer.put("/gone", "gone", article(99, NAMES[:20]))
            writer.commit()
        writer.remove("/gone")
        writer.commit()
    counts = Counter(name for names in corpus for name in names)
    plain = PlainRegister(counts, told)
    snapshot = open_snapshot(folder)
    people = snapshot.people("person")
    assert people is not None
    for name in (*NAMES, "Uncle", "naryshkin", "SERGEJ NARYSHKIN", "V. Zelensky", "J. Biden", "Naryškin", "Vladimir Zelenskyj", "sergei", "bush", "?"):
        assert people.register.whose(name) == plain.whose(name), name
        assert people.register.taken(name) == plain.taken(name), name
    known = {one for name in counts if (one := plain.whose(name))}
    everywhere = np.arange(snapshot.columns.articles)
    named = {one: {number for number, names in enumerate(corpus) if set(names) & set(one.spellings)} for one in known}
    wanted = sorted(((one, len(named[one])) for one in known), key=lambda pair: (-pair[1], pair[0].name))
    assert people.commonest(everywhere, 0) == wanted
    for one in known:
        number = people.register.number(one.name)
        assert number is not None
        assert {int(snapshot.columns.ids[at]) for at in people.naming(number).tolist()} == named[one]


def test_a_question_takes_spellings_and_the_people_they_belong_to() -> None:
    register = PlainRegister(dict.fromkeys(NAMES, 1) | {"Sergey Naryshkin": 3})
    assert register.taken("Naryškin") == (
        "Sergey Naryshkin",
        "Sergei Evgenyevich Naryshkin",
        "Sergei Naryshkin",
        "Serhii Naryškin",
        "S. Naryshkin",
        "Naryshkin",
    )
    assert register.taken("Volodymyr Selenskyj") == ()
    # Initials ask for whoever they may stand for, where nobody is written so.
    assert register.taken("V. Zelensky") == ("Volodymyr Zelenskyy", "Vladimir Zelenskiy", "Volodymyr Zelensky")
    assert register.taken("O. Zelensky") == ()
    assert register.taken("Wladimir Zelensky") == ("Volodymyr Zelenskyy", "Vladimir Zelenskiy", "Volodymyr Zelensky")
    assert "Hunter Biden" not in register.taken("Joe Biden")
    assert "Ivan Ivanova" not in register.taken("Ivanov")
    assert "Li Bruce" not in register.taken("Lee")


def told(tmp_path: Path, text: str) -> Told:
    (tmp_path / "people.toml").write_text(text, encoding="utf-8")
    return read_told(tmp_path / "people.toml")


def test_what_the_user_tells_outranks_what_names_tell(tmp_path: Path) -> None:
    said = told(
        tmp_path,
        'same = [["MBS", "mohammed  bin salman"]]\ndifferent = [["Joe Biden", "Joseph Biden"]]\n'
        '[name]\n"MBS" = "Crown Prince Mohammed"\n',
    )
    register = PlainRegister(dict.fromkeys(NAMES, 1), said)
    prince = register.whose("Mohammad bin Salman")
    assert prince and prince.name == "Crown Prince Mohammed" and "MBS" in prince.spellings
    assert register.whose("Crown Prince Mohammed") == prince
    assert register.whose("Joe Biden") != register.whose("Joseph Biden")
    assert Told.of_json(said.as_json()) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("same = [[", "TOML"),
        ('same = ["A B", "C D"]', "same, entry 1"),
        ('same = [["A B"]]', "same, entry 1"),
        ("different = 3", "different, entry 1"),
        ('aliases = [["A B", "C D"]]', '"aliases"'),
        ('[name]\n"A B" = 3', "[name]"),
        ('same = [["A B", "C D"], ["C D", "E F"]]\ndifferent = [["e f", "A B"]]', "the same and different"),
    ],
)
def test_a_mistake_in_the_file_is_named(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(BadInput) as error:
        told(tmp_path, text)
    assert said in str(error.value) and "people.toml" in str(error.value)
