"""States of the law as a USB stick carries them: the zip, and its imprint beside it."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path

ETAT = 'format = 1\ndate = {date}\nsource = "essai"\n'
LEGI_ARTICLE = """<?xml version="1.0" encoding="UTF-8"?>
<ARTICLE>
<META><META_COMMUN><ID>LEGIARTI0000000001</ID><NATURE>Article</NATURE></META_COMMUN>
<META_SPEC><META_ARTICLE><NUM>{number}</NUM><ETAT>{etat}</ETAT><DATE_DEBUT>{start}</DATE_DEBUT>
<DATE_FIN>{end}</DATE_FIN><TYPE>AUTONOME</TYPE></META_ARTICLE></META_SPEC></META>
<CONTEXTE><TEXTE cid="LEGITEXT0000000001" nature="CODE">
<TITRE_TXT c_titre_court="{title}" debut="1996-02-24" fin="2999-01-01">{title}</TITRE_TXT></TEXTE></CONTEXTE>
<BLOC_TEXTUEL><CONTENU>Texte.</CONTENU></BLOC_TEXTUEL>
</ARTICLE>
"""


def law_file(
    path: Path,
    date: str,
    rows: Iterable[Mapping[str, object]] = (),
    *,
    legi: Mapping[str, str] | None = None,
    etat: str = ETAT,
) -> Path:
    """Write a state of the law and its imprint; `legi` holds the XML of articles, by file name."""
    with zipfile.ZipFile(path, "w") as archive:
        if etat:
            archive.writestr("etat.toml", etat.format(date=date))
        lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        if lines:
            archive.writestr("articles.jsonl", lines)
        for name, content in (legi or {}).items():
            archive.writestr(f"legi/{name}", content)
    sign(path)
    return path


def sign(path: Path) -> None:
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    path.with_name(path.name + ".sha256").write_text(f"{digest}  {path.name}\n", encoding="ascii")
