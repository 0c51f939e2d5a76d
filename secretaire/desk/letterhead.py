"""The paper of the commune: a model of the house or her own letterhead, her logo, how to reach the town hall.

Chosen once, worn by every act that leaves. Kept in the workspace: choices in its settings, files in `papier/`.
"""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any

import yaml
from PIL import Image

from secretaire import libreoffice
from secretaire.acts.act import Act, ActId, Paragraph, Role, Section
from secretaire.acts.act_type import ActType
from secretaire.acts.spans import Origin, OriginKind, Span
from secretaire.acts.wording import a_commune, de_commune, de_departement
from secretaire.desk.files import read_input
from secretaire.desk.office import Office
from secretaire.desk.resources import resources
from secretaire.errors import Code, EnvironmentFault, UnreadableInput, WrongUsage
from secretaire.exchange.atomic import write_atomically
from secretaire.exchange.docx_act import write_act
from secretaire.exchange.papier.importing import LOGO_ALT, read_letterhead
from secretaire.exchange.papier.look import Look, load_looks
from secretaire.exchange.papier.papier import Details, Logo, Papier, SignatureBlock, SignaturePlace
from secretaire.exchange.papier.report import Found, Report

OWN = "commune"
"""How the letterhead of the commune is called beside the models of the house."""

MARIANNE_NOTICE = (
    "La Marianne et le bloc « République française » de l'État sont réservés à ses services : une commune n'en orne pas "
    "ses actes, même ceux que le maire prend au nom de l'État. Les mots « République française » et « Liberté, Égalité, "
    "Fraternité » sont à tous ; une image de votre papier qui serait la Marianne de l'État est à retirer."
)

_KEY = "papier"
_FOLDER = "papier"
_LETTERHEAD = "entete.docx"
_LOGO = "logo"
_USUAL = "classique"
_CONVERTED = {".odt", ".ott", ".fodt", ".doc", ".dot", ".rtf"}
_LOGO_FORMATS = ("PNG", "JPEG", "GIF", "BMP", "TIFF", "WEBP")
_MAX_PIXELS = 40_000_000
_LOGO_SIDE = 1_000  # pixels: 5 cm printed at 500 dots an inch


@dataclass(frozen=True, slots=True)
class _Choice:
    """What the settings hold."""

    modele: str = _USUAL
    own: bool = False
    letterhead: dict[str, Any] | None = None  # source, sha256, report
    logo: str = ""
    details: Details = field(default_factory=Details)
    signature: SignatureBlock = field(default_factory=SignatureBlock)


@dataclass(frozen=True, slots=True)
class PaperState:
    """What the acts of the commune are written on.

    Attributes:
        own: acts go on the letterhead of the commune, which `source` and `report` describe.
        source: name of the file it was read from; empty if the commune has given none.
        models: the models of the house, by id.
    """

    look: Look
    own: bool
    source: str
    report: Report | None
    has_logo: bool
    details: Details
    signature: SignatureBlock
    models: Mapping[str, Look]


def current(office: Office) -> Papier:
    """The paper that every act is exported on.

    Raises:
        EnvironmentFault: a file of the paper is gone or was changed by hand.
    """
    choice = _choice(office)
    papier = house_paper(office)
    return replace(papier, letterhead=_kept_letterhead(office, choice)) if choice.own else papier


def house_paper(office: Office) -> Papier:
    """The model of the house last chosen, with the logo and the details of the commune.

    Raises:
        EnvironmentFault: the file of the logo is gone.
    """
    choice = _choice(office)
    look = models().get(choice.modele) or models()[_USUAL]
    return Papier(look, None, _kept_logo(office, choice), choice.details, choice.signature)


def describe(office: Office) -> PaperState:
    """What is chosen, and what may be."""
    choice = _choice(office)
    given = choice.letterhead
    return PaperState(
        look=models().get(choice.modele) or models()[_USUAL],
        own=choice.own,
        source=given["source"] if given else "",
        report=_report(given["report"]) if given else None,
        has_logo=bool(choice.logo),
        details=choice.details,
        signature=choice.signature,
        models=models(),
    )


@lru_cache(maxsize=1)
def models() -> Mapping[str, Look]:
    """The models of the house (read once)."""
    return load_looks(resources() / "papiers")


def import_letterhead(office: Office, path: Path) -> Report:
    """Take a Word or LibreOffice document of the commune as her letterhead; acts go on it from now on.

    Raises:
        UnreadableInput: missing, not a letterhead, or LibreOffice is needed and is not there.
        EnvironmentFault: the workspace cannot be written.
    """
    letterhead = read_letterhead(_as_docx(path), path.name)
    _write(office, _LETTERHEAD, letterhead.content)
    given = {"source": path.name, "sha256": _digest(letterhead.content), "report": asdict(letterhead.report)}
    _keep(office, replace(_choice(office), own=True, letterhead=given))
    return letterhead.report


def choose_house_model(office: Office, model: str) -> None:
    """Write acts on a model of the house from now on; the letterhead given is kept aside.

    Raises:
        WrongUsage: no such model.
    """
    if model not in models():
        raise WrongUsage(Code.UNKNOWN_LOOK, modele=model, choix=", ".join([*models(), OWN]))
    _keep(office, replace(_choice(office), own=False, modele=model))


def choose_letterhead(office: Office) -> None:
    """Come back to the letterhead of the commune.

    Raises:
        WrongUsage: she has given none.
    """
    choice = _choice(office)
    if choice.letterhead is None:
        raise WrongUsage(Code.UNKNOWN_LOOK, modele=OWN, choix=", ".join(models()))
    _keep(office, replace(choice, own=True))


def remove_letterhead(office: Office) -> None:
    """Forget the letterhead of the commune; acts go on the model of the house last chosen."""
    _keep(office, replace(_choice(office), own=False, letterhead=None))
    with suppress(OSError):  # open in Word: it will be replaced by the next one
        (office.folder / _FOLDER / _LETTERHEAD).unlink(missing_ok=True)


def set_logo(office: Office, path: Path | None) -> None:
    """Give the logo of the models of the house, or take it away.

    Raises:
        UnreadableInput: missing, or not a picture.
        EnvironmentFault: the workspace cannot be written.
    """
    choice = _choice(office)
    if path is None:
        _keep(office, replace(choice, logo=""))
        return
    name, content = _redrawn(path)
    _write(office, name, content)
    _keep(office, replace(choice, logo=name))


def set_details(office: Office, details: Details) -> None:
    """How to reach the town hall, as the models print it and the letterhead may ask for it."""
    _keep(office, replace(_choice(office), details=details))


def set_signature(office: Office, block: SignatureBlock) -> None:
    """How the block of the signatures stands."""
    _keep(office, replace(_choice(office), signature=block))


def preview(office: Office, target: Path) -> Path:
    """Write an invented act on the paper of the commune, as a DOCX.

    Raises:
        EnvironmentFault: the target cannot be written.
    """
    _write_sample(office, current(office), target)
    return target


def sample_on(office: Office, papier: Papier, folder: Path) -> Path:
    """Write an invented act on a paper, as a DOCX in that folder."""
    target = folder / "apercu.docx"
    _write_sample(office, papier, target)
    return target


def _write_sample(office: Office, papier: Papier, target: Path) -> None:
    act, act_type = _sample(office)
    write_act(act, act_type, office.commune, target, None, papier)


def _choice(office: Office) -> _Choice:
    kept = office.workspace.settings.get(_KEY)
    if not isinstance(kept, dict):
        return _Choice()
    details, signature = dict(kept["details"]), dict(kept["signature"])
    for name in ("adresse", "horaires"):
        details[name] = tuple(details[name])
    signature["place"] = SignaturePlace(signature["place"])
    return _Choice(**{**kept, "details": Details(**details), "signature": SignatureBlock(**signature)})


def _keep(office: Office, choice: _Choice) -> None:
    office.workspace.settings.put(_KEY, asdict(choice))


def _write(office: Office, name: str, content: bytes) -> None:
    folder = office.folder / _FOLDER
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise EnvironmentFault(Code.WORKSPACE_READONLY, fichier=str(folder), cause=str(error)) from error
    write_atomically(folder / name, content)


def _kept_letterhead(office: Office, choice: _Choice) -> bytes:
    path = office.folder / _FOLDER / _LETTERHEAD
    try:
        content = path.read_bytes()
    except OSError as error:
        raise EnvironmentFault(Code.PAPER_LOST, fichier=path.name) from error
    if choice.letterhead is None or _digest(content) != choice.letterhead["sha256"]:
        raise EnvironmentFault(Code.PAPER_LOST, fichier=path.name)  # what was not cleaned by us is not opened
    return content


def _kept_logo(office: Office, choice: _Choice) -> Logo | None:
    if not choice.logo:
        return None
    path = office.folder / _FOLDER / choice.logo
    try:
        content = path.read_bytes()
        with Image.open(BytesIO(content), formats=("PNG", "JPEG")) as image:
            width, height = image.size
    except OSError as error:
        raise EnvironmentFault(Code.PAPER_LOST, fichier=path.name) from error
    commune = office.commune
    return Logo(content, width, height, f"{LOGO_ALT} {de_commune(commune.nom, commune.liaison)}")


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _report(kept: dict[str, Any]) -> Report:
    parts = {
        name: Found(tuple(kept[name]["lines"]), kept[name]["pictures"]) for name in ("header", "heading", "footer")
    }
    lists = {name: tuple(kept[name]) for name in ("margins", "blanks", "removed", "warnings")}
    return Report(**{**kept, **parts, **lists})


def _as_docx(path: Path) -> bytes:
    data = read_input(path)
    if path.suffix.lower() not in _CONVERTED:
        return data
    with tempfile.TemporaryDirectory(prefix="papier-", ignore_cleanup_errors=True) as folder:
        copy = Path(folder) / f"papier{path.suffix.lower()}"
        copy.write_bytes(data)
        made = Path(folder) / "converti"
        made.mkdir()
        try:
            (result,) = libreoffice.convert([copy], made, libreoffice.Format.DOCX)
            return result.read_bytes()
        except libreoffice.Absent as error:
            raise UnreadableInput(Code.LETTERHEAD_NEEDS_OFFICE, fichier=path.name) from error
        except (libreoffice.TooSlow, libreoffice.Failed) as error:
            cause = "LibreOffice n'a pas pu le convertir"
            raise UnreadableInput(Code.LETTERHEAD_REFUSED, fichier=path.name, cause=cause) from error


def _redrawn(path: Path) -> tuple[str, bytes]:
    """The picture drawn again: a size for printing, and nothing else of the file (place and author of a photograph)."""
    data = read_input(path)
    try:
        with Image.open(BytesIO(data), formats=_LOGO_FORMATS) as image:
            if image.width * image.height > _MAX_PIXELS:
                raise UnreadableInput(Code.LOGO_REFUSED, fichier=path.name, cause="l'image est démesurée")
            photograph = image.format == "JPEG"
            drawn = image.convert("RGB" if photograph else "RGBA")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        cause = "ce n'est pas une image que l'application sait lire"
        raise UnreadableInput(Code.LOGO_REFUSED, fichier=path.name, cause=cause) from error
    drawn.thumbnail((_LOGO_SIDE, _LOGO_SIDE))
    written = BytesIO()
    if photograph:
        drawn.save(written, "JPEG", quality=90)
        return f"{_LOGO}.jpg", written.getvalue()
    drawn.save(written, "PNG", optimize=True)
    return f"{_LOGO}.png", written.getvalue()


def _sample(office: Office) -> tuple[Act, ActType]:
    """An act that nobody took, in the name of the commune: its text is in `resources/papiers/apercu/`."""
    described = yaml.safe_load((resources() / "papiers" / "apercu" / "deliberation.yaml").read_text(encoding="utf-8"))
    commune = office.commune
    words = {
        "de_commune": de_commune(commune.nom, commune.liaison),
        "a_commune": a_commune(commune.nom),
        "de_departement": de_departement(commune.departement, commune.liaison_departement),
        "arrondissement": commune.arrondissement or "…",
    }
    origin = Origin(OriginKind.MODELE_TYPE, "apercu")
    sections = tuple(
        Section(
            Role(role),
            tuple(Paragraph(key, (Span(text.format_map(words), origin),)) for key, text in lines.items()),
        )
        for role, lines in described["parties"].items()
    )
    act = Act(ActId("apercu"), "apercu", described["numero"], described["objet"], sections, act_date=date(2026, 12, 18))
    return act, ActType.model_validate(described["type"])
