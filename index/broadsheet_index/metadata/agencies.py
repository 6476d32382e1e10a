"""Who is no person: news agencies, desks and staffs that stand where an author's name would.

A desk with a name ("The Kyiv Independent news desk") is told as the agency; a nameless one ("Staff", "Redaktion") tells
nothing. Near miss: Emily Deskins and Paul Staff-Smith are people, so the words are looked for as wholes.
"""

from __future__ import annotations

import re

from .same import plain

AGENCIES = frozenset(
    plain(name)
    for name in [
        "AP", "A.P.", "Associated Press", "The Associated Press", "AP News", "AFP", "A.F.P.", "Agence France-Presse",
        "Agence France Presse", "Reuters", "Thomson Reuters", "TASS", "ITAR-TASS", "Interfax", "RIA Novosti", "Sputnik",
        "Northwire", "dpa", "Deutsche Presse-Agentur", "dpa-AFX", "dpa-infocom", "SID", "AFX", "APA", "epd", "KNA", "Keystone-SDA", "sda", "SDA",
        "ATS", "EFE", "Agencia EFE", "Europa Press", "Notimex", "Télam", "Lusa", "Agência Brasil", "Agência Lusa",
        "ANSA", "Adnkronos", "AGI", "LaPresse", "AAP", "PA", "PA Media", "Press Association", "UPI",
        "United Press International", "Bloomberg", "Bloomberg News", "Dow Jones", "Dow Jones Newswires", "MarketWatch",
        "Xinhua", "Xinhua News Agency", "Kyodo", "Kyodo News", "Jiji Press", "Yonhap", "Yonhap News Agency", "IANS",
        "PTI", "Press Trust of India", "ANI", "UNI", "Antara", "Bernama", "Anadolu", "Anadolu Agency", "AA", "DHA",
        "İHA", "Ukrinform", "UNIAN", "Interfax-Ukraine", "PAP", "ČTK", "TASR", "MTI", "HINA", "Tanjug", "SRNA", "BTA",
        "Agerpres", "Belga", "ANP", "TT", "TT Nyhetsbyrån", "NTB", "Ritzau", "STT", "BNS", "LETA", "IRNA", "MENA",
        "WAM", "SPA", "Petra", "Kathpress", "CNA", "Canadian Press", "The Canadian Press", "Newsworks", "Getty Images",
        "GlobeNewswire", "PR Newswire", "Business Wire", "newsroom", "ots", "presseportal", "IPS",
        "Inter Press Service", "SNA", "CMC", "CNN Wire", "CNN Newsource", "時事通信", "共同通信", "新华社", "연합뉴스", "ТАСС",
        "Интерфакс", "РИА Новости", "УНІАН", "Укрінформ", "Reuters Staff", "Associated Press Writer",
    ]
)  # fmt: skip

DESK = re.compile(
    r"\b(?:desk|news ?room|news ?desk|web ?desk|bureau|news (?:agency|service|team|staff)|wire(?: service)?s?|newswires?"
    r"|(?:sports?|online|digital|web|editorial|reporting|social|content|investigations?) (?:team|staff|desk|unit)|press (?:office|service)"
    r"|pressestelle|nachrichtenagentur|редакция)\b",
    re.IGNORECASE,
)
STAFF = re.compile(
    r"\b(?:staff(?: (?:writers?|reporters?|report|correspondents?))?|editors?|editorial(?: board)?|reporters?|correspondents?|contributors?|admin"
    r"|administrator|webmaster|redaktion|online-?redaktion|rédaction|redacción|redacao|redação|redazione|redactie|redakcja|redakce|redaksi|team"
    r"|agenc(?:y|ies)|agencias|agences?|agenturen?|guest|anonymous|unknown|autor|author|user|none|null|n/a|undefined|moderator|press release)\b",
    re.IGNORECASE,
)
ORGANISATION = re.compile(
    r"\b(?:news|press|times|media|magazine|journal|tribune|gazette|herald|telegraph|courier|chronicle|online|digital|tv|radio|agency|agentur|network"
    r"|group|gmbh|ag|inc|ltd|llc|foundation|institute?|university|universität|ministry|ministerium|zeitung|verlag|presse|nachrichten|today|daily"
    r"|weekly|blog|service|services|office|department|council|committee|association|verband|union|party|company|community|channel|studio|club"
    r"|society|organi[sz]ation|redaktion|video|podcast|show|sport|sports|project|center|centre|international|partners?|stiftung|verein|e\.v"
    r"|broadcasting|corporation|business|cnn|bbc|cbs|nbc|abc|prefeitura|assessoria|coordenadoria|secretaria|imprensa|post|report|reports|world|insider|review|bank|board)\b\.?",
    re.IGNORECASE,
)
GENERIC = re.compile(r"\b(?:the|a|an|our|own|and|news|desk|web|online|digital|team|staff|sports?|editorial|press|office|service|bureau)\b|\W+", re.IGNORECASE)


def is_agency(name: str) -> bool:
    return plain(name) in AGENCIES


def is_desk(name: str) -> bool:
    return DESK.search(name) is not None


def is_named_desk(name: str) -> bool:
    """True for a desk that says whose it is."""
    return is_desk(name) and GENERIC.sub("", name) != ""


def is_nobody(name: str) -> bool:
    """True for staffs, roles and place-holders."""
    return STAFF.search(name) is not None


def is_organisation(name: str) -> bool:
    """True for a name that holds a word of institutions."""
    return is_agency(name) or is_desk(name) or ORGANISATION.search(name) is not None
