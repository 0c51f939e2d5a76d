"""The page that any browser opens offline: it shows the acts, takes the decisions, and makes the answer file.

Its policy (CSP) forbids everything but its own style and script, named by their hashes: were a text of the commune to slip
through the escaping, it would still not run, and nothing can be fetched or sent.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterable
from html import escape
from pathlib import Path
from string import Template

from secretaire.acts.act import Role
from secretaire.acts.wording import day
from secretaire.exchange.control_sheet import ControlSheet
from secretaire.exchange.parapheur.dossier import Dossier, SentAct, Told
from secretaire.exchange.parapheur.packing import read_hash

_OF_FORM = frozenset({Role.ENTETE, Role.SIGNATURES})
"""What nobody remarks on: the name of the commune, the places to sign."""

_DECISIONS = (("approuver", "Approuver"), ("reprendre", "À reprendre"), ("refuser", "Refuser"), ("", "Pas de décision"))


def page(dossier: Dossier, parts: Path, key: str) -> bytes:
    """The page of a sending.

    Args:
        parts: folder of page.html, page.css and page.js.
        key: fingerprint of the key of the commune, to be compared by eye; empty when it leaves unsigned.
    """
    style, script = ((parts / name).read_text(encoding="utf-8") for name in ("page.css", "page.js"))
    count = len(dossier.acts)
    text = Template((parts / "page.html").read_text(encoding="utf-8")).substitute(
        style=style,
        style_hash=_source(style),
        script=script,
        script_hash=_source(script),
        sending=_data(dossier),
        commune=escape(dossier.commune),
        heading="Un acte à lire et à décider" if count == 1 else f"{count} actes à lire et à décider",
        sent_on=day(dossier.sent_at.astimezone().date()),
        by=escape(dossier.by),
        names="".join(f'<option value="{escape(name)}">' for name in dossier.deciders),
        contents="\n".join(f'<li><a href="#acte-{s.number}">{escape(s.title)}</a></li>' for s in dossier.acts),
        acts="\n".join(_act(dossier, sent) for sent in dossier.acts),
        short=dossier.id[:8],
        origin=f"clé de la mairie {key}" if key else "non signé : la mairie n'avait pas de clé sur ce poste",
    )
    return text.encode("utf-8")


def _source(content: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(content.encode("utf-8")).digest()).decode("ascii")


def _data(dossier: Dossier) -> str:
    said = {
        "dossier": dossier.id,
        "read": read_hash(dossier),
        "seal": dossier.seal,
        "acts": [
            {"act": s.act.id, "number": s.number, "fingerprint": s.fingerprint, "title": s.title} for s in dossier.acts
        ],
    }
    # « </script> » inside a title would end the block
    return json.dumps(said, ensure_ascii=False).replace("<", "\\u003c")


def _act(dossier: Dossier, sent: SentAct) -> str:
    act = sent.act
    number = f"n°\u00a0{escape(act.numero)} · " if act.numero else ""
    return "\n".join(
        (
            f'<article id="acte-{sent.number}">',
            f"<h2>{escape(sent.title)}</h2>",
            f'<p class="state">{number}{escape(sent.kind)} · version {act.version}</p>',
            f"<p>{escape(sent.origins)}</p>" if sent.origins else "",
            _sheet(sent.sheet),
            '<div class="text">',
            *_paragraphs(sent),
            "</div>",
            _annexes(dossier, sent),
            _history(sent.history),
            _decision(sent),
            "</article>",
        )
    )


def _paragraphs(sent: SentAct) -> Iterable[str]:
    visible = ((section.role, paragraph) for section in sent.act.sections for paragraph in section.visible)
    for rank, (role, paragraph) in enumerate(visible, start=1):
        button = f'<button type="button" class="tool" aria-label="Remarque sur le paragraphe {rank}">Remarque</button>'
        yield (
            f'<div class="par part-{role.value}" data-role="{role.value}" data-key="{escape(paragraph.key)}">'
            f'<span class="num" aria-hidden="true">{rank}</span><span class="words">{escape(paragraph.text)}</span>'
            f"{'' if role in _OF_FORM else button}</div>"
        )


def _sheet(sheet: ControlSheet) -> str:
    said = ", ".join(f"{title.lower()} ({len(remarks)})" for title, remarks in sheet.groups) or "rien à redire"
    groups = "".join(
        f"<h3>{escape(title)}</h3><ul>{''.join(_remark(r.message, r.passage) for r in remarks)}</ul>"
        for title, remarks in sheet.groups
    )
    beyond = "".join(f"<li>{escape(line)}</li>" for line in sheet.beyond)
    return (
        f"<details><summary>Fiche de contrôle : {said}</summary>{groups}"
        f"<h3>Ce que la machine ne peut pas juger</h3><ul>{beyond}</ul></details>"
    )


def _remark(message: str, passage: str) -> str:
    return f"<li>{escape(message)}{f' (« {escape(passage)} »)' if passage else ''}</li>"


def _annexes(dossier: Dossier, sent: SentAct) -> str:
    if not sent.act.jointes:
        return ""
    lines = "".join(f"<li>{escape(name)}</li>" for _, name in dossier.annexes(sent))
    return f"<h3>Fichiers joints, à côté de cette page dans le même fichier</h3><ul>{lines}</ul>"


def _history(lines: Iterable[Told]) -> str:
    told = "".join(
        f"<li>{day(line.when.astimezone().date())} : {escape(line.what)}, {escape(line.who)}"
        f"{f' (motif : {escape(line.reason)})' if line.reason else ''}</li>"
        for line in lines
    )
    return f"<details><summary>Historique</summary><ul>{told}</ul></details>" if told else ""


def _decision(sent: SentAct) -> str:
    whole = (
        "<label class=\"reason\">Remarque sur tout l'acte, s'il y a lieu"
        '<textarea class="whole" maxlength="5000"></textarea></label>'
    )
    if not sent.decidable:
        told = "Cet acte n'est pas encore soumis à votre décision : il vous est envoyé pour lecture et remarques."
        return f"<fieldset><legend>Lecture</legend><p>{told}</p>{whole}</fieldset>"
    choices = "".join(
        f'<label><input type="radio" name="decision-{sent.number}" value="{value}"'
        f"{'' if value else ' checked'}>{word}</label>"
        for value, word in _DECISIONS
    )
    return (
        f"<fieldset><legend>Décision : {escape(sent.title)}</legend>{choices}"
        '<label class="reason" hidden>Motif, en une phrase<textarea class="motive" maxlength="2000"></textarea></label>'
        f"{whole}</fieldset>"
    )
