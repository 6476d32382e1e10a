"""Who is who inside one article: each table holds near misses beside its cases. The sentences are our own."""

from __future__ import annotations

import pytest

from broadsheet_index.people import people_in
from broadsheet_index.people.resolve import may_be

WHO_IS_WHO = [
    # the surname is the person, before the full name too
    (["Tarasov won.", "Oleg Tarasov, 50, ran alone. Tarasov's rivals left."], {"Oleg Tarasov": ("Tarasov", "Oleg Tarasov")}),
    # two of one surname stay two, and the bare surname beside them stays itself
    (
        ["Joe Biden spoke with Hunter Biden.", "Biden was tired."],
        {"Joe Biden": ("Joe Biden",), "Hunter Biden": ("Hunter Biden",), "Biden": ("Biden",)},
    ),
    # unless Mr or Mrs decides
    (
        ["Hillary Clinton spoke before Bill Clinton.", "Mrs. Clinton smiled. Mr. Clinton left."],
        {"Hillary Clinton": ("Hillary Clinton", "Clinton"), "Bill Clinton": ("Bill Clinton", "Clinton")},
    ),
    # a relative gets the surname that the article gives
    (
        ["Igor Melnyk's daughter Oksana was hurt.", "Melnyk wept."],
        {"Igor Melnyk": ("Igor Melnyk", "Melnyk"), "Oksana Melnyk": ("Oksana",)},
    ),
    # a surname without a full name is never completed from outside
    (["Mr. Trump said no, and Trump’s aide agreed."], {"Trump": ("Trump",)}),
    # variants of one name are one person, shown in the most frequent form
    (
        ["Sergei Naryshkin spoke. Sergey Naryshkin left. Sergey Naryshkin denied it."],
        {"Sergey Naryshkin": ("Sergei Naryshkin", "Sergey Naryshkin")},
    ),
    # the longest of equally frequent forms
    (["Robert Hale said no. Robert J. Hale said yes."], {"Robert J. Hale": ("Robert Hale", "Robert J. Hale")}),
    # the tail of a longer name
    (
        ["Yusuf bin Rashid arrived.", "Later Ms. Aung San Suu Kyi spoke; Suu Kyi was calm."],
        {"Yusuf bin Rashid": ("Yusuf bin Rashid",), "Aung San Suu Kyi": ("Aung San Suu Kyi", "Suu Kyi")},
    ),
    # upper case is mended in the name and kept in the spelling
    (["Photo: Pavel DMITRENKO / AFP"], {"Pavel Dmitrenko": ("Pavel DMITRENKO",)}),
    # a name that a quotation had to complete
    (["“I know Viktor [Baranov],” she said of Baranov."], {"Viktor Baranov": ("Viktor [Baranov]", "Baranov")}),
    # family name first
    (["President Xi Jinping met Wang Yi. Xi smiled."], {"Xi Jinping": ("Xi Jinping", "Xi"), "Wang Yi": ("Wang Yi",)}),
    # the head of a longer name
    (
        ["Gabriel García Moreno wrote. Gabriel García read. Moreno left."],
        {"Gabriel García Moreno": ("Gabriel García Moreno", "Gabriel García", "Moreno")},
    ),
    (["Pope John Paul II spoke, and John Paul smiled."], {"John Paul II": ("John Paul II", "John Paul")}),
    # but a father is no part of his son's name
    (
        ["Tom Barrow met Tom Barrow Jr. and Robert F. Hale Jr. Hale left."],
        {"Tom Barrow": ("Tom Barrow",), "Tom Barrow Jr.": ("Tom Barrow Jr.",), "Robert F. Hale Jr.": ("Robert F. Hale Jr.",)},
    ),
    # a slip of the pen in the given name, in the surname, in the surname alone
    (["Kristen Hale won. Kristin Hale ran."], {"Kristen Hale": ("Kristen Hale", "Kristin Hale")}),
    (["Oleg Nesterenko left. Oleg Nestrenko smiled."], {"Oleg Nesterenko": ("Oleg Nesterenko", "Oleg Nestrenko")}),
    (["Oleg Nesterenko left, Nestrenko said."], {"Oleg Nesterenko": ("Oleg Nesterenko", "Nestrenko")}),
    # near misses: other names, a woman's name, one of the other sex
    (["Martin Hale met Marvin Hale."], {"Martin Hale": ("Martin Hale",), "Marvin Hale": ("Marvin Hale",)}),
    (["Marco Hale met Maria Hale."], {"Marco Hale": ("Marco Hale",), "Maria Hale": ("Maria Hale",)}),
    (["Yelena Ivanov met Yelena Ivanova."], {"Yelena Ivanov": ("Yelena Ivanov",), "Yelena Ivanova": ("Yelena Ivanova",)}),
    # Al and Ben are given names, unless somebody's longer name says otherwise
    (
        ["Al Harker met Dana Harker and Ben Whitfield. Whitfield left."],
        {"Al Harker": ("Al Harker",), "Dana Harker": ("Dana Harker",), "Ben Whitfield": ("Ben Whitfield", "Whitfield")},
    ),
    (["Abdel Ben Rashid fled. Ben Rashid said no."], {"Abdel Ben Rashid": ("Abdel Ben Rashid", "Ben Rashid")}),
    (["Bashar Masri fled. Al Masri is gone."], {"Bashar Masri": ("Bashar Masri", "Al Masri")}),
    # a surname that is a particle elsewhere
    (["Minh Le won. Le said so."], {"Minh Le": ("Minh Le", "Le")}),
    # whoever was named in full is not renamed after the relative
    (
        ["Angela Brandt met Joachim Lind. Brandt's husband Joachim smiled."],
        {"Angela Brandt": ("Angela Brandt", "Brandt"), "Joachim Lind": ("Joachim Lind", "Joachim")},
    ),
    # Ivanov is not Ivanova, and Jr. is not his father
    (["Pavel Ivanov met Olga Ivanova."], {"Pavel Ivanov": ("Pavel Ivanov",), "Olga Ivanova": ("Olga Ivanova",)}),
]


@pytest.mark.parametrize(("paragraphs", "people"), WHO_IS_WHO)
def test_who_is_who_in_an_article(paragraphs, people):
    assert {person.name: person.spellings for person in people_in(paragraphs)} == people


MAY_BE = [
    ("Biden", ("Joe Biden", "Hunter Biden", "Ann Roe"), ("Joe Biden", "Hunter Biden")),
    ("Joe", ("Joe Biden", "Joe Roe"), ("Joe Biden", "Joe Roe")),
    ("Biden", ("Joe Biden", "Ann Roe"), ()),
    ("Joe Biden", ("Joe Biden", "Hunter Biden"), ()),
    ("Bid", ("Joe Biden", "Hunter Biden"), ()),
]


@pytest.mark.parametrize(("name", "names", "people"), MAY_BE)
def test_a_name_that_the_article_leaves_open_is_told_with_whose_it_may_be(name, names, people):
    assert may_be(name, (*names, name)) == people


def test_people_come_in_the_order_of_their_first_mention():
    people = people_in(["Elena Koval met Tom Barrow.", "Barrow thanked Koval. Barrow left."])
    assert [(person.name, person.mentions) for person in people] == [("Elena Koval", 2), ("Tom Barrow", 3)]


def test_the_same_article_always_gives_the_same_people():
    paragraphs = ["Joe Biden, Hunter Biden and Jill Biden met Serhii Koval.", "Sergei Koval and Biden spoke."]
    assert len({people_in(paragraphs) for _ in range(5)}) == 1
