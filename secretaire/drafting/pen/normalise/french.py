"""Is a word French? What the dictionary of simplemma leaves out, and who looks like a name."""

from __future__ import annotations

from functools import lru_cache

from simplemma import is_known

# Invariable words that the dictionary of lemmas does not list, among those met in acts.
_UNLISTED = frozenset(
    "au aux du pas non oui dont les des mes nos "  # noqa: SIM905
    "accès actuellement ailleurs assez aucun auparavant auquel auxquels avis beaucoup bonus brebis cadenas cash choix colis combien "
    "comment corps courriel croix davantage debout décès dedans dehors déjà dessous dessus devis directement discours dont également encore "
    "enfin entièrement excès finalement frais gratuitement gravats hormis huis dorénavant désormais internet jamais legs loin longtemps maïs mars mieux néanmoins "
    "noyants parcours partout plusieurs plutôt poids pourquoi poux préavis près printemps procès progrès prorata puits quant quelquefois refus relais "
    "relevage repas repos secours seulement souvent succès sûrement surplus talus tant tard taux temps tennis toujours tôt tournoi très trop "
    "uniquement univers vers vite voire voix vœux volontiers week wifi abribus barnum boulodrome fibrociment".split()
)


@lru_cache(maxsize=20_000)
def known(word: str) -> bool:
    """A word of French, as far as can be told; proper names are not."""
    return word in _UNLISTED or is_known(word, lang="fr")
