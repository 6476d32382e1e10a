"""Words that hold a sentence together and say nothing of what it is about: they are found like others, and weigh nothing.

Only where other words are asked for beside them, outside quotes, and not in capitals (WHO, IT). In other languages the rarity
of a word alone decides.
"""

from __future__ import annotations

from functools import lru_cache

from broadsheet_index.analysis import exact

LISTS = {
    "en": """a about above after again against all am an and any are as at be because been before being below between both but by can
        could did do does doing down during each few for from further had has have having he her here hers herself him
        himself his how i if in into is it its itself may me more most my myself no nor not of off on once only or other
        ought our ours ourselves out over own same she should so some such than that the their theirs them themselves then
        there these they this those through to too under until up very was we were what when where which while who whom why
        will with would you your yours yourself yourselves""",
    "de": """aber als am an auch auf aus bei bis da das dass dem den der des die durch ein eine einem einen einer er es für hat
        ich ihr im in ist mit nach nicht noch nur oder sein sich sie sind so über um und unter vom von vor war was wenn wer werden
        wie wird wo zu zum zur""",
    "fr": """à au aux avec ce ces cette d dans de des du elle en est et eu il ils je l la le les leur lui mais n ne nous on ont ou
        où par pas plus pour qu que qui s sa se ses son sont sur un une vous""",
    "es": """a al como con de del el ella en entre es esta este fue ha han la las le les lo los más no o para pero por que quién se
        sin sobre su sus un una y ya""",
    "it": """a ai al alla alle anche che chi ci come con da dal dalla dei del della delle di e è ha hanno i il in la le lo ma nel
        nella non o per più se si sono su sul un una uno""",
    "pt": """a ao aos as com como da das de do dos e é em entre foi mais mas na nas não no nos o os ou para pela pelo por que quem
        se sem seu sua um uma""",
    "nl": """aan als bij dat de den der deze die dit door een en er het hij hoe in is maar met naar niet nog of om ook op over te
        tot uit van voor was wat wie wordt zijn""",
    "sv": """att av de den det dem där detta du efter en ett från för ha han har hon hur i inte kan med men nu och om på sig sin
        som till var vad vid är""",
    "da": """af at de dem den der det en er et for fra ham han har hun hvad hvor hvordan i ikke kan man med men og om op på sig
        sin som til var ved""",
    "no": """av at de dem den der det en er et for fra han har hun hva hvor hvordan i ikke kan man med men og om opp på seg sin
        som til var ved""",
    "fi": "ei että hän he ja jos joka kun kuin mutta myös ne ole oli on ovat se sekä tai tämä vai",
    "pl": "a ale był była co czy dla do i ich jak jego jej jest już ma na nie o od po pod przez przy się są ten to w we z za ze że",
    "ru": """а без бы был была были было быть в во все вы где для до его ее её ее же за и из или их к как ко когда кто ли мы на не нет
        но о об он она они от по под при с со так то у уже что эта это""",
    "uk": "а або але б в від він вона вони все до є же з за зі і із й його її їх к коли на не ні о об по при про та так те то у хто це що як",
    "tr": "ama bir bu çok da de daha en gibi her için ile ise kadar ki mi mı ne o olan olarak ve veya ya",
    "el": "από για δεν ένα ένας είναι η θα και με μια να ο οι όπως ότι που σε στα στη στην στις στο στον στους τα τη την της τις το τον του τους των ως",
}
LISTS["nb"] = LISTS["no"]
LANGUAGES = {lang: frozenset(words.split()) for lang, words in LISTS.items()}
NOWHERE: frozenset[str] = frozenset()


@lru_cache(maxsize=10_000)
def languages_of(word: str) -> frozenset[str]:
    """The languages in which a word, as typed, is one of them.

    >>> sorted(languages_of("die")), sorted(languages_of("the")), sorted(languages_of("WHO"))
    (['de', 'nl'], ['en'], [])
    """
    if len(word) > 1 and word.isupper():
        return NOWHERE
    lower = exact(word)
    return frozenset(lang for lang, words in LANGUAGES.items() if lower in words)
