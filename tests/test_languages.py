"""Known articles in scripts and languages that English rules would lose: pairs of characters, endings, folded letters."""

from __future__ import annotations

import pytest

from broadsheet_index.article import Article
from broadsheet_index.identity import article_id
from broadsheet_search import Engine, Request

from .both import both_engines

# language: (headline, paragraph) of the article that is meant, and of one beside it
STORIES = {
    "zh": [
        ("港口渡轮停运三天", "由于风暴，港口的渡轮停运三天，市议会正在寻找替代的公共汽车。"),
        ("老桥重新开放", "经过两年的修缮，河上的老桥星期六重新向行人开放。"),
    ],
    "ja": [
        ("台風で港の連絡船が欠航", "台風の影響で、港と島を結ぶ連絡船は三日間欠航した。町議会はバスを手配した。"),
        ("古い橋が再開", "修理に二年かかった古い橋が土曜日に歩行者へ再び開放された。"),
    ],
    "th": [
        ("เรือข้ามฟากหยุดวิ่งสามวัน", "พายุทำให้เรือข้ามฟากของท่าเรือหยุดวิ่งสามวัน สภาเมืองจัดรถประจำทางแทน"),
        ("สะพานเก่าเปิดอีกครั้ง", "สะพานเก่าข้ามแม่น้ำเปิดให้คนเดินอีกครั้งหลังซ่อมสองปี"),
    ],
    "ar": [
        ("توقف العبّارات ثلاثة أيام", "أوقفت العاصفة العبّارات في الميناء ثلاثة أيام، ويبحث المجلس عن حافلات للمسافرين."),
        ("إعادة فتح الجسر القديم", "أُعيد فتح الجسر القديم فوق النهر أمام المشاة بعد عامين من الترميم."),
    ],
    "ru": [
        ("Паромы остановлены на три дня", "Из-за шторма паромы в гавани стояли три дня, городской совет нанял автобусы для ещё ждущих пассажиров."),
        ("Старый мост снова открыт", "После двух лет ремонта старый мост через реку снова открыли для пешеходов."),
    ],
    "tr": [
        ("Fırtına vapurları üç gün durdurdu", "Limandaki vapurlar fırtına yüzünden üç gün çalışmadı; İstanbul'dan otobüsler gönderildi."),
        ("Eski köprü yeniden açıldı", "Nehrin üzerindeki eski köprü iki yıllık onarımdan sonra yayalara açıldı."),
    ],
    "de": [
        ("Fähren stehen drei Tage still", "Wegen des Sturms standen die Fähren im Hafen drei Tage still; der Stadtrat mietete Busse."),
        ("Alte Brücke wieder offen", "Nach zwei Jahren Arbeit ist die alte Brücke über den Fluss für Fußgänger wieder offen."),
    ],
    "pl": [
        ("Promy stały trzy dni", "Z powodu sztormu promy w porcie stały trzy dni, a rada miasta wynajęła autobusy z Łodzi."),
        ("Stary most znów otwarty", "Po dwóch latach remontu stary most nad rzeką znów otwarto dla pieszych."),
    ],
}
CORPUS = {
    article_id(article): article
    for lang, stories in STORIES.items()
    for number, (title, body) in enumerate(stories)
    for article in [Article(path=f"{lang}{number}.html", digest="0" * 64, title=title, title_origin="heading", body=(body,), lang=lang)]
}
# what is asked, the article that is meant; each finds it and no other
KNOWN = [
    ("渡轮", "zh0"),
    ("停运三天", "zh0"),
    ('"替代的公共汽车"', "zh0"),
    ("title:老桥", "zh1"),
    ("议会 公共汽车", "zh0"),
    ("議会", "ja0"),
    ("連絡船", "ja0"),
    ("台風の影響", "ja0"),
    ("橋", "ja1"),
    ("バス 町議会", "ja0"),
    ("歩行者*", "ja1"),
    ("เรือข้ามฟาก", "th0"),
    ("แม่น้ำ", "th1"),
    ("สะพานเก่า -พายุ", "th1"),
    ("العبارات", "ar0"),
    ("مسافر", "ar0"),
    ("العبّارات", "ar0"),
    ("جسر", "ar1"),
    ("автобусами", "ru0"),
    ("ПАРОМАМИ гавань", "ru0"),
    ("еще", "ru0"),
    ("мосту", "ru1"),
    ("vapur", "tr0"),
    ("vapurlar", "tr0"),
    ("istanbul", "tr0"),
    ("köprüler", "tr1"),
    ("Fähre", "de0"),
    ("fahren hafen", "de0"),
    ("Brücken", "de1"),
    ("fussganger", "de1"),
    ("prom", "pl0"),
    ("lodzi", "pl0"),
    ('="Łodzi"', "pl0"),
]


engine = both_engines(CORPUS)


@pytest.mark.parametrize(("q", "meant"), KNOWN)
def test_a_known_article_is_found_in_its_language_and_alone(engine: Engine, q: str, meant: str) -> None:
    assert [hit.article.path.partition(".")[0] for hit in engine.answer(Request(q)).hits] == [meant]


@pytest.mark.parametrize("article", CORPUS.values(), ids=lambda article: article.path)
def test_a_pasted_headline_finds_its_article_first(engine: Engine, article: Article) -> None:
    assert engine.answer(Request(article.title, lenient=True)).hits[0].article == article


@pytest.mark.parametrize("q", ["渡运", "船絡", "паромщик", "ไฟไหม้", "Fahrrad"])
def test_characters_and_letters_that_only_look_alike_find_nothing(engine: Engine, q: str) -> None:
    assert engine.answer(Request(q)).total == 0


@pytest.mark.parametrize(("q", "total"), [("桥", 1), ("橋", 1), ("天", 1), ("三", 2), ("ส", 2), ("島", 1), ("驴", 0)])
def test_one_character_finds_the_words_that_hold_it(engine: Engine, q: str, total: int) -> None:
    assert engine.answer(Request(q)).total == total


@pytest.mark.parametrize("q", ["渡轮", "автобус", "Brücken", "橋", "เรือข้ามฟาก"])
def test_what_was_found_is_marked(engine: Engine, q: str) -> None:
    hit = engine.answer(Request(q)).hits[0]
    assert hit.title_marks or any(snippet.marks for snippet in hit.snippets)
