"""Sign-up forms: "Subscribe", "* indicates required", "Enter your email", "Already a subscriber? Sign in".

A story may be about subscriptions, so the whole line must be the request, or be short and open with it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..lines import ends_with_full_stop, in_lower_case, whole_line

if TYPE_CHECKING:
    from ..block import Block
    from ..view import View

LONGEST_NAME = 8  # words
LONGEST = 220  # characters: a sign-up request with its privacy promise

WHOLE = whole_line(
    r"\*? ?(indicates )?required( fields?)?|subscribe|sign ?up|sign ?in|log ?in|register|join( us)?|donate"
    r"|subscribed|e-?mail( address)?",
    r"(please,? )?enter (a |your )?(correct |valid )?e-?mail( address)?.{0,40}|(your )?(first |last )?name",
    r"succes+ful+y (subscribed|signed up)|(already|not) a (subscriber|member)\b.{0,60}"
    r"|already have an account.{0,40}",
    r"(un)?limited (digital )?(articles|access).{0,40}|cancel any ?time|no thanks|maybe later|create (a"
    r"|your) (free )?account.{0,60}",
    r"newsletters?|(our|the|daily|weekly|morning|evening|free|get our|sign up for our)( \w+){0,3} newsletters?",
    r"abonnieren|jetzt abonnieren|anmelden|s'abonner|abonnez-vous.{0,60}|suscr[ií]bete.{0,60}|iscriviti.{0,60}"
    r"|подпис(ат|ывайт)\w+.{0,80}",
)
OPENING = in_lower_case(
    r"\W*(?:(?:please |click here to |log in to |sign in to )?(?:subscribe|sign up|register|log in|sign in)\b"
    r"(?=.{0,60}\b(?:to|for|now|today|here|our|your|with|free)\b|$)"
    r"|thank(?:s| you) for (?:signing up|subscribing|registering|your subscription|joining)\b"
    r"|(?:keep|continue|start) reading (?:with|for)\b|to (?:keep|continue) reading\b|(?:become"
    r"|join as) an? (?:member|subscriber|patron|supporter)\b"
    r"|get (?:\w+ ){0,6}(?:delivered |sent )?(?:straight |directly |right )?(?:to|in) your (?:inbox|e-?mail)"
    r"|never miss\b.{0,60}\b(?:newsletter|signing up)\b|do you want to be informed of\b.{0,60}\?"
    r"|support (?:us\b|our (?:work|journalism|reporting))|join (?:our|the) (?:\w+ ){0,4}(?:newsletter|mailing list"
    r"|telegram|channel|community)\b"
    r"|this (?:article|story|content) is (?:only )?(?:available )?(?:for|to) (?:\w+ )?(?:subscribers|members)\b"
    r"|want (?:more|the latest)\b.{0,60}\?|(?:get|receive) (?:the|our) .{0,50}\b(?:newsletter|alerts?|e-?mails?)\b"
    r"|we(?:'|’)ve sent you (?:a|an) |check your inbox|by (?:signing up|subscribing|clicking|submitting|registering"
    r"|continuing),? )"
)
# The same in other languages, wherever in the line: these words are not a story's.
ELSEWHERE_OPENING = in_lower_case(
    r"\W*(?:bitte registrieren sie sich|jetzt (?:kostenlos )?(?:testen|abonnieren|registrieren|anmelden)"
    r"|tu suscripción se está usando"
    r"|¿quieres añadir otro usuario)"
)
ELSEWHERE = in_lower_case(
    r"abonniere(?:n sie)? (?:d|h|unser|jetzt)|mit (?:meiner|der|ihrer) anmeldung zum newsletter|有料会員|会員登録|会員限定|会員の方"
    r"|メールアドレス|ニュースレターの"
)
# A request in a sentence of its own, anywhere in a short block: "... of finance professionals. Sign up for the daily newsletter."
CALL = in_lower_case(
    r"(?:^|[.!?…] )\W{0,3}(?:(?:please )?sign[- ]?up (?:here |now |today )?(?:for|to) (?:the|our|a|his|her|their|this"
    r"|\w+['’]s)\b.{0,60}"
    r"\b(?:newsletters?|e-?mails?|updates|alerts|briefing|mailing list|digest)\b"
    r"|subscribe (?:now|today|here|to (?:our|the|my|this))\b|you (?:may|can) unsubscribe\b|unsubscribe at any ?time"
    r"|by signing up,? you (?:confirm|agree|consent|accept)\b|sign up to (?:receive|get|have) (?:it|them|the|our|this)\b"
    r"|i would like to (?:be emailed|receive e-?mails?|hear)\b"
    r"|(?:stay|keep) (?:up to date|informed|in the loop|updated) (?:with|by|on|about) (?:our|the|all)\b"
    r"|(?:become|join|be) (?:one of our|a|our) (?:\w+ )?(?:members?|subscribers?|supporters?|patrons?) (?:now|today|here"
    r"|for|to|and)\b)"
)
CALL_SIGNS = ("sign", "subscribe", "stay ", "keep ", "become", "join", "be a", "i would like")
QUOTES = frozenset("\"“„«")
LONGEST_CALL = 420  # characters
INBOX = in_lower_case(r"\b(?:delivered|sent|straight|directly|right) (?:\w+ ){0,3}to your (?:inbox|e-?mail)")


def is_subscribe_form(block: Block, view: View) -> bool:
    place = view.place(block)
    if view.asks_to_subscribe(place):
        return True
    # "Explaining Ukraine with Kate Tsurkan", a newsletter's name between the lines of its form
    if block.words > LONGEST_NAME or ends_with_full_stop(block.text) or not 0 < place < len(view.blocks) - 1:
        return False
    return view.asks_to_subscribe(place - 1) and view.asks_to_subscribe(place + 1)


def is_request(block: Block) -> bool:
    text = block.lowered
    if len(text) > LONGEST_CALL:
        return False
    is_quoted = text[0] in QUOTES  # somebody's word in a story
    # `in` first: a pattern searches every line of a page from each of its letters
    if not is_quoted and any(map(text.__contains__, CALL_SIGNS)) and CALL.search(text):
        return True
    if len(text) > LONGEST:
        return False
    if WHOLE.fullmatch(text) or (not is_quoted and OPENING.match(text)) or ELSEWHERE_OPENING.match(text):
        return True
    if "your " in text and INBOX.search(text):
        return True
    return ("abonniere" in text or "newsletter" in text or not text.isascii()) and ELSEWHERE.search(text) is not None
