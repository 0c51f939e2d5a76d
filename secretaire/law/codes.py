"""The codes an act may cite: short key of the snapshot, official name, other ways of writing it."""

from __future__ import annotations

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

ABBREVIATIONS = ("CGCT", "CGFP", "CCP", "CGPPP", "CRPM", "CRPA", "CASF", "CCH", "CSP", "CSI", "CGI", "CJA")
"""Keys that acts write as they are. The others are too short or too ambiguous to be read as a code."""


def code_name(key: str) -> str:
    """The name an act writes for a key; a law, a decree or an unknown key is already a name."""
    return CODES.get(key, key)
