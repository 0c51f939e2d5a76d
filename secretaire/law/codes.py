"""The codes an act may cite: short key of the snapshot, official name, other ways of writing it."""

from __future__ import annotations

from dataclasses import dataclass

CODES: dict[str, str] = {
    "CGCT": "code général des collectivités territoriales",
    "CGFP": "code général de la fonction publique",
    "CCP": "code de la commande publique",
    "CU": "code de l'urbanisme",
    "CVR": "code de la voirie routière",
    "CR": "code de la route",
    "CRPM": "code rural et de la pêche maritime",
    "CGPPP": "code général de la propriété des personnes publiques",
    "CGI": "code général des impôts",
    "CF": "code forestier",
    "CSP": "code de la santé publique",
    "CENV": "code de l'environnement",
    "CEDU": "code de l'éducation",
    "CSI": "code de la sécurité intérieure",
    "CASF": "code de l'action sociale et des familles",
    "CCH": "code de la construction et de l'habitation",
    "CRPA": "code des relations entre le public et l'administration",
    "CSPORT": "code du sport",
    "CTRANS": "code des transports",
    "CCIV": "code civil",
    "CPEN": "code pénal",
    "CPP": "code de procédure pénale",
    "CCOM": "code de commerce",
    "CTRAV": "code du travail",
    "CEN": "code de l'énergie",
    "CE": "code électoral",
    "CJA": "code de justice administrative",
    "CPAT": "code du patrimoine",
}
"""Key → official name, as a visa writes it."""

ALIASES: dict[str, str] = {
    "code rural": "CRPM",
    "code des collectivités territoriales": "CGCT",
    "code général des collectivités": "CGCT",
    "CG3P": "CGPPP",
    "code des marchés": "code des marchés publics",
    "code des marchés publics": "code des marchés publics",
    "code des communes": "code des communes",
    "code du domaine de l'État": "code du domaine de l'État",
    "ancien code forestier": "code forestier (ancien)",
    "code forestier (ancien)": "code forestier (ancien)",
    "ancien code de la route": "code de la route (ancien)",
    "code de la route (ancien)": "code de la route (ancien)",
    "ancien code rural": "code rural (ancien)",
    "code rural (ancien)": "code rural (ancien)",
}
"""Other names → key; the repealed codes keep their full name as key."""

ABBREVIATIONS = ("CGCT", "CGFP", "CCP", "CGPPP", "CRPM", "CRPA", "CASF", "CCH", "CSP", "CSI", "CGI", "CJA", "CG3P")
"""Keys that acts write as they are. The others are too short or too ambiguous to be read as a code."""

NAMED_LAWS: dict[str, str] = {
    "MOP": "loi n° 85-704",
    "SRU": "loi n° 2000-1208",
    "ALUR": "loi n° 2014-366",
    "MAPTAM": "loi n° 2014-58",
    "NOTRe": "loi n° 2015-991",
    "ELAN": "loi n° 2018-1021",
    "Egalim": "loi n° 2018-938",
    "Engagement et proximité": "loi n° 2019-1461",
    "Climat et résilience": "loi n° 2021-1104",
    "3DS": "loi n° 2022-217",
    "APER": "loi n° 2023-175",
}
"""The names by which acts call a law → its key. Only names that one law bears."""


@dataclass(frozen=True, slots=True)
class DatedLaw:
    """A law that acts cite by its day alone; two laws may bear one day, so words of its title must follow."""

    day: str
    title: str  # pattern
    key: str


DATED_LAWS: tuple[DatedLaw, ...] = (
    DatedLaw("26 janvier 1984", "statutaires|fonction publique", "loi n° 84-53"),
    DatedLaw("13 juillet 1983", "droits et obligations|fonctionnaires", "loi n° 83-634"),
    DatedLaw("12 juillet 1985", "ma[iî]trise d['’]ouvrage", "loi n° 85-704"),
    DatedLaw("12 avril 2000", "droits des citoyens|administrations", "loi n° 2000-321"),
    DatedLaw("6 janvier 1978", "informatique|libert[ée]s", "loi n° 78-17"),
    DatedLaw("6 août 2019", "transformation de la fonction publique", "loi n° 2019-828"),
    DatedLaw("7 août 2015", "organisation territoriale", "loi n° 2015-991"),
    DatedLaw("6 juillet 1989", "rapports locatifs", "loi n° 89-462"),
)


def code_name(key: str) -> str:
    """The name an act writes for a key; a law, a decree or an unknown key is already a name."""
    return CODES.get(key, key)
