"""The councillors that notes name in haste, with their civilité: « FABRE : trop long » → « Mme FABRE : trop long ». Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from secretaire.council.roster import Elu
from secretaire.drafting.folding import fold

_CIVILITY = r"(?<!\bM )(?<!\bM\. )(?<!\bMr )(?<!\bMme )(?<!\bmme )(?<!\bm\. )(?<!onsieur )(?<!adame )"


def with_civility(notes: Sequence[str], members: Sequence[Elu]) -> tuple[str, ...]:
    """Notes where each councillor named without « M. » or « Mme » has it.

    A family name alone is one only in capitals, or where it speaks (« Petit : … »): it may be an ordinary word elsewhere.
    Two councillors of the same name are left as typed, unless the first name is there.
    """
    namesakes = Counter(fold(elu.nom) for elu in members)
    named = list(notes)
    for elu in members:
        first, last = re.escape(elu.prenom), re.escape(elu.nom)
        forms = [f"(?i:{first} {last})"]
        if namesakes[fold(elu.nom)] == 1:
            forms += [re.escape(elu.nom.upper()), f"(?i:{last})(?= ?:)"]
        pattern = re.compile(rf"{_CIVILITY}(?<![\w'-])(?<!{first} )({'|'.join(forms)})(?![\w'-])")
        named = [pattern.sub(rf"{elu.civilite} \1", note) for note in named]
    return tuple(named)
