"""What the names that web designers give to elements say: class, id, role and itemprop as a set of cues.

`class="story-body__inner"` says "body", `id="sidebar-related"` says "side" and "related". A cue is a hint, never a proof.
"""

from __future__ import annotations

import re
from functools import lru_cache

# One line a cue; each pattern is searched in every single word of the name ("relatedStories" has two).
PATTERNS = {
    "comment": r"comment|disqus|respon[ds]|repl(y|ies)$|discuss|livefyre|talkback|^coral$",
    "related": r"relat(?!ive)|recommend|^more|^also|popular|trend|latest|outbrain|taboola|teaser|recirc|suggest|similar|"
    r"readmore|mostread|carousel|^river|zergnet|promo|^recent|upnext|headlines",
    "share": r"^shar|social|^follow|whatsapp|addthis|sharedaddy|^tools?$|^print|linkedin|pinterest|^sns$",
    "nav": r"nav|^menu|crumb|masthead|^footer|topbar|toolbar|^tabs?$|pagin|^pager|^skip|^search|login|^logo|branding|contentinfo",
    "side": r"sidebar|^side$|^rail|complementary|^aside",
    "ad": r"^ads?$|advert|sponsor|^dfp|^gpt$|adslot|^ad(unit|box|wrap|cont)|leaderboard|^mpu|commercial|affiliat|^shop|product",
    "subscribe": r"newsletter|subscri|signup|optin|paywall|^regist|donat|^cta$|membership|piano|^meter|regwall",
    "caption": r"caption|credit|figure|photo|^image|galler|slide|thumb|lightbox",
    "byline": r"byline|author|^bio$|contribut|writer|vcard|profile|avatar|reporter",
    "date": r"date|^time|publish|posted|timestamp|pubtime",
    "topics": r"^tags?$|tagcloud|^topics?$|categor|keyword|^labels?$",
    "legal": r"copyright|disclaim|legal|cookie|consent|gdpr|privacy|modal|popup|overlay|dialog|toast|onetrust|banner",
    "title": r"title|headline|heading|^hed$|^kicker|eyebrow",
    "standfirst": r"subtitle|subhead|^dek$|^deck$|standfirst|summary|excerpt|^lead$|lede|^intro|descript|abstract",
    "quote": r"quote|^pull|callout|factbox|infobox|inset|highlight",
    "unseen": r"^sr$|screenreader|sronly|visually|offscreen|noprint",
    "embed": r"embed|tweet|instagram",
    "note": r"correction|clarification|editorsnote|endnote|footnote",
    "list": r"^list|^grid|^archive|^cards?$|^feed|^items?$|^widget|^links?$|^stories$",
    "content": r"content|^main|^text|body|copy|prose|paragraph|richtext",
    "article": r"^(article|story|post|entry|hentry|blog|single|news)",
}
ANY = re.compile("|".join(PATTERNS.values()))
SINGLE = {name: re.compile(pattern) for name, pattern in PATTERNS.items()}
NONE: frozenset[str] = frozenset()

# The body of an article, as most publishing systems name it; two words side by side, so read from the whole name.
BODY = re.compile(
    r"(article|story|entry|post|news|content|main|page|blog|node|field)[-_ ]{0,2}(body|content|text|copy|main|entry)(?:\b|__)"
    r"|articlebody|storybody|(body|text)[-_ ]{0,2}(copy|text|content)|rich-?text|wysiwyg"
)
BODY_SIGNS = ("body", "content", "text", "copy", "main", "entry", "wysiwyg")  # one of these is in all that it finds
WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")

ROLES = {
    "main": "main",
    "article": "article",
    "navigation": "nav",
    "banner": "nav",
    "contentinfo": "nav",
    "complementary": "side",
    "search": "nav",
    "dialog": "legal",
    "alertdialog": "legal",
    "menu": "nav",
}


@lru_cache(maxsize=20_000)
def cues_of_word(word: str) -> frozenset[str]:
    word = word.lower()
    if not ANY.search(word):  # one search of all says no for half of the words
        return NONE
    return frozenset([name for name, pattern in SINGLE.items() if pattern.search(word)])


@lru_cache(maxsize=20_000)
def cues_of_name(name: str) -> frozenset[str]:
    """The cues of a class, id or itemprop attribute.

    >>> sorted(cues_of_name("story-body__inner"))
    ['article', 'body', 'content']
    """
    name = name[:500]  # some builders put a kilobyte of classes on an element; the first say what it is
    found = NONE.union(*map(cues_of_word, WORD.findall(name)))
    lowered = name.lower()
    if any(map(lowered.__contains__, BODY_SIGNS)) and BODY.search(lowered):
        found |= {"body"}
    if "read-more" in lowered or "also-read" in lowered:
        found |= {"related"}
    if "sr-only" in lowered or "screen-reader" in lowered:
        found |= {"unseen"}
    return found


def cues_of_role(role: str) -> frozenset[str]:
    cue = ROLES.get(role.strip().lower())
    return frozenset([cue]) if cue else NONE
