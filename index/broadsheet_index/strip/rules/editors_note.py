"""Editor's notes and corrections: neither body nor boilerplate, but facts of the article (`Stripped.notes`).

"Correction: ..." counts, "Corrections officers went on strike" does not: the word must be followed by a mark.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..lines import in_lower_case

if TYPE_CHECKING:
    from ..block import Block
    from ..view import View

LONGEST = 1200  # characters
OPENING = in_lower_case(
    r"[\W_]*(?:editor(?:['’]?s|s['’])? note|corrections?(?: \([^)]{1,40}\)| and clarifications?"
    r"|,? \w+\.? \d{1,2}(?:, \d{4})?)?"
    r"|clarifications?|note to (?:readers|editors)|publisher['’]?s note|correction appended)[*_]* ?[:–—-]\s?\S"
    r"|[\W_]*(?:an (?:earlier|previous)|a (?:previous|prior)) version of (?:this|the) (?:\w+ )?"
    r"(?:article|story|post|report|column|headline|caption|piece)"
    r"|[\W_]*this (?:story|article|post|report|piece) (?:has been|was) (?:updated|corrected|amended|clarified"
    r"|edited|revised) (?:to|on|after|because|with|for)\b"
    r"|[\W_]*(?:anmerkung der redaktion|korrektur|berichtigung|richtigstellung|note de la rédaction|correctif|rectificatif|erratum"
    r"|nota de(?: la)? redac\w+|nota del (?:editor|director)|fe de err(?:ores|atas)|rectificación|corrección|nota d[ao] reda[cç]\w+|correção|erramos"
    r"|errata(?: corrige)?|rettifica|correzione|correctie|rectificatie|rättelse|rettelse|oikaisu|sprostowanie|oprava|исправление|уточнение"
    r"|виправлення|примечание редакции|від редакції)(?: \([^)]{1,40}\))? ?[:–—-]\s?\S"
    r"|[\W_]*(?:hinweis: )?in einer (?:früheren|vorherigen|ersten) (?:version|fassung) (?:dieses|des|der) (?:artikels|textes|beitrags|meldung)"
    r"|[\W_]*(?:une|dans une) (?:première |précédente )?version (?:précédente |antérieure )?de (?:cet|ce) (?:article|texte)"
    r"|[\W_]*(?:una|en una) versión (?:anterior|previa) de est[ea] (?:artículo|noticia|texto|información)"
    r"|[\W_]*(?:訂正|更正|おわび)[】\s:：]"
)


def is_editors_note(block: Block, view: View) -> bool:
    return len(block.text) <= LONGEST and OPENING.match(block.lowered) is not None
