"""Words that would restrict assembly, movement or media: no checklist line carries them."""

import re

# A forbidding word beside a word of the freedoms is refused.
FORBIDDING = (
    r"запре(т|щ)|огранич|недопущ|не допус|приостан|отключ|блокир|"
    r"тый(ым|у)|шекте|болдырмау|бұғатта|ажырат|"
    r"\b(ban(s|ned|ning)?|prohibit\w*|forbid\w*|restrict\w*|suspend\w*|shut\w*|block\w*|limit\w*)\b"
)
FREEDOMS = (
    r"собрани|митинг|шеств|пикет|демонстрац|массов\w+ меропр|передвиж|перемещ|въезд|выезд|проезд|"
    r"средств\w* массовой|\bсми\b|журналист|печат|интернет|соцсет|социальн\w+ сет|связ[ьи]|"
    r"жиналыс|митинг|шеру|бұқаралық іс-шара|жүріп-тұру|қозғалыс|кіру|шығу|бұқаралық ақпарат|"
    r"\bбақ\b|журналис|баспасөз|интернет|әлеуметтік желі|байланыс|"
    r"assembl|rall(y|ies)|meeting|march|picket|demonstrat|movement|travel|entry|exit|media|press|"
    r"journalis|internet|social network|communicat"
)
ALONE = r"комендантск\w+ час|коменданттық сағат|curfew"


def restricts(text: str) -> bool:
    """Tell whether the words of a line restrict assembly, movement or media."""
    said = text.lower()
    forbids = re.search(FORBIDDING, said) and re.search(FREEDOMS, said)
    return bool(forbids or re.search(ALONE, said))
