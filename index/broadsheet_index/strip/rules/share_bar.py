"""Share bars: "Share on X", "Email this story", a row of networks' names.

The words alone prove nothing (a story may be about sharing), so the whole line must be made of them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..lines import ends_with_full_stop

if TYPE_CHECKING:
    from ..block import Block
    from ..view import View

LONGEST = 120  # characters
NETWORKS = frozenset([
    "facebook", "twitter", "x", "linkedin", "whatsapp", "telegram", "instagram", "reddit", "pinterest", "youtube", "messenger",
    "flipboard", "viber", "vk", "tumblr", "bluesky", "threads", "mastodon", "google", "digg", "delicious", "stumbleupon", "email",
    "e-mail", "mail", "sms", "rss", "pocket", "newsvine", "fark", "technorati", "messages", "line", "wechat", "weibo",
])  # fmt: skip
ACTIONS = frozenset([
    "share", "shares", "tweet", "tweets", "pin", "post", "like", "likes", "follow", "save", "bookmark", "send", "recommend",
    "repost", "print", "copy", "copied", "views", "teilen", "drucken", "merken", "partager", "compartir", "imprimir", "enviar",
    "поделиться", "condividi", "stampa", "delen",
])  # fmt: skip
FILLERS = frozenset([
    "us", "me", "this", "the", "with", "on", "via", "in", "by", "to", "or", "and", "a", "friend", "friends", "story", "article",
    "page", "link", "url", "now", "it", "auf", "per", "sur", "par", "en", "por", "+", "icio",
])  # fmt: skip
WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)?|\+")


def is_share_bar(block: Block, view: View) -> bool:
    """True for a short line of sharing words and networks' names that begins with one of them."""
    if len(block.text) > LONGEST or ends_with_full_stop(block.text):
        return False
    text = block.lowered.replace("whats app", "whatsapp")
    first = WORD.search(text)
    if first is None or not (first[0] in ACTIONS or (first[0] in NETWORKS and len(first[0]) > 1)):
        return False
    return all(word in NETWORKS or word in ACTIONS or word in FILLERS for word in WORD.findall(text))
