"""Where a text comes from: "Source: Read Full Article", "Reporting by ...", "This story first appeared in ..."."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..lines import in_lower_case

if TYPE_CHECKING:
    from ..block import Block
    from ..view import View

LONGEST = 240  # characters
CREDIT = in_lower_case(
    r"\W*(?:(?:source|via|quelle|sources|fuente|fonte|источник) ?: ?.{1,60}$|source: read full article"
    r"|\(?(?:additional |with |original )?(?:reporting|editing|writing|compiled|translated|edited|written|produced"
    r"|translation) by\b.{2,200}$"
    r"|(?:the )?associated press (?:contributed"
    r"|writers?|reporters?)\b.{0,160}$"
    r"|this (?:article|story|post|piece|report|content)(?: \w+){0,3} (?:originally|first) (?:appeared|published"
    r"|ran)\b.{0,200}$"
    r"|(?:originally|first) published\b.{0,160}$|with (?:inputs?|files|additional reporting|material|reports?"
    r"|reporting) (?:from|by)\b.{0,80}$"
    r"|(?:additional )?(?:reporting|material|information|inputs?) (?:from|courtesy of) [a-zà-þ].{1,60}$"
    r"|this (?:article|story|post|piece|report) (?:is|was) (?:an? )?(?:\w+ ){0,2}(?:joint |co-?)(?:publi(?:cation|shed)"
    r"| production)\b.{0,200}$"
    r"|this (?:article|story|post|piece|report) (?:is|was) (?:produced|published|reported|written|supported|funded"
    r"|made) (?:in (?:partnership|collaboration|association|cooperation) with|with support from)\b.{0,200}$"
    r"|this (?:article|story|post|piece|report) (?:is|was|has been) (?:republished|reprinted|syndicated"
    r"|reproduced) (?:from|with|under|by|courtesy)\b.{0,200}$"
    r"|(?:übersetzung|schlussredaktion|redaktion|faktencheck|bildredaktion|mitarbeit|audioversion|traduction|traducción"
    r"|traduzione) ?: ?[a-zà-þ].{2,200}$"
    r"|aus dem (?:\w+en) (?:übersetzt )?von [a-zà-þ].{2,100}$|(?:übersetzt|translated) (?:von|by|aus dem)\b.{2,100}$"
    r"|dieser (?:artikel|text|beitrag) (?:ist|erschien|wurde) (?:eine übersetzung|zuerst|ursprünglich|erstmals)\b.{0,200}$"
    r"|cet article (?:a été|est) (?:publié|paru|initialement|d['’]abord)\b.{0,200}$"
    r"|provided by [a-zà-þ][^.]{2,60}$"
    r"|[-–—(\[]{1,2} ?(?:ap|afp|reuters|upi|ians|pti|ani|tass|xinhua|dpa|efe|bloomberg)[)\]]?$)"
)
WORKS = "article|blog|column|coverage|dispatch|feature|file|piece|post|report|reporting|research|series|story|text|version"
CONTRIBUTED = in_lower_case(
    rf"\W*(?:\w+[\w ,.'’-]{{0,120}} )?contributed (?:reporting|to (?:this|the|our) (?:\w+ )?(?:{WORKS}))\b.{{0,80}}$"
)


def is_source_credit(block: Block, view: View) -> bool:
    text = block.text
    if len(text) > LONGEST:
        return False
    return CREDIT.match(block.lowered) is not None or ("contributed" in block.lowered and CONTRIBUTED.match(block.lowered) is not None)
