"""Legal lines: copyright, cookies, terms, "the views expressed here". Long ones are common, so the opening decides."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..lines import in_lower_case

if TYPE_CHECKING:
    from ..block import Block
    from ..view import View

LONGEST = 700  # characters
SHORT = 200
OPENING = in_lower_case(
    r"\W*(?:(?:all )?(?:content |contents |text |photos? )?(?:copyright|©|\(c\) ?\d{4}|&copy;)"
    r"|all rights reserved|(?:this )?(?:material|content|article|story) may not be (?:published|reproduced|copied)"
    r"|the (?:views|opinions)(?: and (?:views|opinions))? expressed (?:in|here|by|on|above|are|do|herein)\b"
    r"|we(?: and our \w+ partners"
    r"| and our partners)? (?:use|store|value)\b"
    r".{0,60}(?:cookies|privacy)|we value your privacy|(?:this|our) (?:web ?site|site) uses cookies"
    r"|we and our \d* ?partners\b"
    r"|(?:privacy|cookie) (?:policy|notice|settings|preferences)|terms (?:of|and) (?:use|service|conditions)"
    r"|by (?:using|continuing to use|browsing|visiting) (?:this|our) (?:site|website)|alle rechte vorbehalten"
    r"|tous droits réservés"
    r"|wir respektieren (?:deine|ihre|eure) privatsphäre|todos los derechos reservados|все права защищены|(?:we"
    r"|the publisher) may (?:earn|receive) (?:a"
    r"|an affiliate) commission"
    r"|(?:this|our) (?:article|story|post|page|guide)s? (?:may )?(?:contains?|includes?) (?:\w+ )?(?:affiliate|sponsored) links\b"
    r"|(?:an dieser stelle )?(?:finden|sehen) sie (?:einen|hier) .{0,60}\bexterne[nr]? inhalte?\b"
    r"|ich bin (?:damit )?einverstanden, dass\b"
    r"|(?:empfohlener|hier steht ein|dieser) (?:redaktioneller |externer )+inhalt\b"
    r"|les (?:propos|opinions) exprimés?\b.{0,80}\bn['’]engagent\b"
    r"|(?:if you|when you) (?:click|buy|purchase|shop)\b.{0,80}\bcommission\b|citation: .{10,200}\bretrieved \d"
    r"|this (?:document|material|work) is (?:subject to|protected by) copyright)"
)
NOT_OURS = in_lower_case(r"\W*.{0,120}\b(?:muss|müssen) nicht (?:mit )?der meinung der redaktion\b")
WITHIN = in_lower_case(
    r"\ball rights reserved\b|© ?(?:copyright )?\d{4}|\bmay not be (?:published, broadcast|reproduced)"
    r"|\bterms of (?:use|service)\b.*\bprivacy policy\b"
    r"|\bprivacy policy\b.*\bterms\b"
    r"|\b(?:views|opinions) expressed (?:in|on|by|here)\b.{0,80}\bthose of\b|\bread our (?:privacy|cookie) (?:policy|notice)"
)
SIGNS = ("reserved", "©", "may not be", "privacy ", "cookie ", "expressed ")  # one of them is in all that WITHIN finds


def is_legal_notice(block: Block, view: View) -> bool:
    text = block.lowered
    if len(text) > LONGEST:
        return False
    if OPENING.match(text) or ("meinung der redaktion" in text and NOT_OURS.match(text)):
        return True
    return len(text) <= SHORT and any(map(text.__contains__, SIGNS)) and WITHIN.search(text) is not None
