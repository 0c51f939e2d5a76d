"""What is done on the bare PC, gesture by gesture: each returns what was seen, or raises what went wrong."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import signal
import time
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from machine import HOME, STICK, USER, Failed, Machine, wait_until

CONSOLE = "secretaire-console"
WINDOW = "secretaire"
ALONE = "secretaire.run"  # on the stick
SPACE = f"{HOME}/Documents/Mairie de l'Aubraie"
MAYOR, SECRETARY = "Hélène Vassort", "Joëlle Sanz"  # of the fictional commune
NUMBER = "2026-031"
TYPE = "demande_subvention_etat"
INTERPRETERS = (
    "python",
    "python2",
    "python3",
    "pypy3",
    "perl6",
    "ruby",
    "node",
    "java",
    "gcc",
    "g++",
    "cc",
    "clang",
    "tcc",
    "make",
    "ld",
)
SENTENCE_END = re.compile(r"[.!?…](?:\s|$)")


@dataclass(frozen=True, slots=True)
class Trial:
    """A PC on trial: the model's name on the stick, the fields to type, where photographs and traces go."""

    pc: Machine
    model: str
    demo: Path
    folder: Path


def as_json(machine: Machine, *arguments: str, given: str | None = None) -> dict[str, Any]:
    """The answer of a command on the workspace.

    Raises:
        Failed: the command failed, or did not answer in JSON.
    """
    done = machine.as_user(CONSOLE, *arguments, "--json", "--espace", SPACE, given=given)
    start = done.said.find("{")
    try:
        answer: dict[str, Any] = json.JSONDecoder().raw_decode(done.said[start:])[0]
    except ValueError as error:
        raise Failed(f"réponse qui n'est pas du JSON : {done.said[:200]}") from error
    return answer


def nothing_to_lean_on(trial: Trial) -> str:
    """No interpreter, no compiler."""
    found = [
        name for name in INTERPRETERS if trial.pc.as_root("sh", "-c", f"command -v {name}", expected=None).code == 0
    ]
    search = ("find", "/usr", "/opt", "-type", "f", "(", "-name", "libpython*", "-o", "-name", "python[0-9]*", ")")
    listing = trial.pc.as_root(*search).said.split()
    if found or listing:
        raise Failed(f"le système n'est pas nu : {found} {listing[:5]}")
    system = trial.pc.as_root("sh", "-c", '. /etc/os-release; echo "$PRETTY_NAME"').said.strip()
    count = len(trial.pc.as_root("dpkg-query", "-W").said.splitlines())
    return f"{system}, {count} paquets ; ni Python ni compilateur"


def no_network(trial: Trial) -> str:
    """Only a loopback, and it is down: nothing can be reached, not even oneself."""
    names = sorted(path.name for path in trial.pc.inside("/sys/class/net").iterdir())
    state = trial.pc.inside("/sys/class/net/lo/operstate").read_text(encoding="utf-8").strip()
    routes = trial.pc.inside("/proc/net/route").read_text(encoding="utf-8").splitlines()[1:]
    tried = trial.pc.as_root("bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/80", expected=None)
    if names != ["lo"] or state != "down" or routes or "unreachable" not in tried.said:
        raise Failed(f"{names} {state} {routes} {tried.said}")
    return "aucune interface que « lo », éteinte ; aucune route ; 127.0.0.1 est injoignable"


def install(trial: Trial) -> str:
    """The installer's gesture, silent, from the stick."""
    done = trial.pc.as_root("dpkg", "--install", f"{STICK}/paquet.deb")
    size = int(trial.pc.as_root("dpkg-query", "-W", "-f", "${Installed-Size}", "secretaire").said)
    checked = trial.pc.as_root("dpkg", "--verify", "secretaire")
    if checked.said.strip():
        raise Failed(f"fichiers changés après l'installation : {checked.said[:200]}")
    version = trial.pc.as_user(CONSOLE, "--version").said.strip()
    return (
        f"{version} ; {size * 1024 / 1e6:.0f} Mo installés en {done.seconds:.0f} s ; « dpkg --verify » : rien à redire"
    )


def import_model(trial: Trial) -> str:
    """The model, from the stick, by the ordinary user."""
    done = trial.pc.as_user(CONSOLE, "modele", "importer", f"{STICK}/{trial.model}")
    trial.pc.as_user(CONSOLE, "modele", "verifier")
    return f"importé et vérifié par {USER} en {done.seconds:.0f} s"


def fictional_commune(trial: Trial) -> str:
    """The demo commune, read under the eyes of strace."""
    trace = trial.folder / "demo.strace"
    done = trial.pc.as_user(CONSOLE, "demo", SPACE, trace=trace)
    acts = as_json(trial.pc, "acte", "lister")["actes"]
    found = as_json(trial.pc, "chercher", "toiture subvention")
    if len(acts) < 5 or not found["total"]:
        raise Failed(f"{len(acts)} actes, {found['total']} résultats")
    return f"{len(acts)} actes, {found['total']} précédents trouvés ; {done.seconds:.0f} s ; {network_calls(trace)}"


def demo_job(trial: Trial) -> str:
    """From the fields to the final document: draft, checks, approval, export."""
    for name in ("champs_detr.yaml", "notes_detr.txt"):
        trial.pc.write(f"{HOME}/{name}", (trial.demo / name).read_text(encoding="utf-8"))
    meeting = str(as_json(trial.pc, "seance", "liste")["seances"][0]["id"])
    act = as_json(
        trial.pc,
        "rediger",
        TYPE,
        "--champs",
        "champs_detr.yaml",
        "--seance",
        meeting,
        "--sans-modele",
        "--par",
        SECRETARY,
    )
    identity = str(act["id"])
    as_json(trial.pc, "acte", "modifier", identity, "--numero", NUMBER, "--par", SECRETARY)
    checks = as_json(trial.pc, "verifier", identity)["controles"]
    for step in ("relire", "soumettre"):
        as_json(trial.pc, "acte", step, identity, "--par", SECRETARY)
    final = ("acte", "exporter", identity, "--definitif", "--sortie")
    refused = trial.pc.as_user(CONSOLE, *final, "trop tôt.docx", "--espace", SPACE, expected=1)
    if trial.pc.inside(f"{HOME}/trop tôt.docx").exists():
        raise Failed("un document définitif est sorti sans approbation")
    as_json(trial.pc, "acte", "approuver", identity, "--par", MAYOR)
    for name in ("délibération n° 31.docx", "délibération n° 31.pdf"):
        as_json(trial.pc, *final, name)
    text = _docx_text(trial.pc.inside(f"{HOME}/délibération n° 31.docx"))
    pdf = trial.pc.inside(f"{HOME}/délibération n° 31.pdf").read_bytes()
    if "PROJET" in text or NUMBER not in text or not pdf.startswith(b"%PDF"):
        raise Failed("le document définitif n'est pas celui attendu")
    reason = refused.said.strip().splitlines()[-1][:70]
    return f"{len(checks)} remarques ; définitif refusé avant l'accord (« {reason}… »), écrit après : DOCX et PDF ({len(pdf) // 1000} ko)"


def five_sentences(trial: Trial) -> str:
    """The real model writes from five notes."""
    notes = (Path(__file__).parent / "notes_cinq_phrases.txt").read_text(encoding="utf-8")
    trace = trial.folder / "plume.strace"
    purpose = "Réfection de la toiture de l'école"
    asked = (
        CONSOLE,
        "reformuler",
        "--tache",
        "expose",
        "--objet",
        purpose,
        "--graine",
        "1",
        "--json",
        "--espace",
        SPACE,
    )
    done = trial.pc.as_user(*asked, given=notes, trace=trace)
    answer = json.JSONDecoder().raw_decode(done.said[done.said.find("{") :])[0]
    written = str(answer["texte"])
    sentences = len(SENTENCE_END.findall(written))
    if sentences < 5:
        raise Failed(f"{sentences} phrases seulement : {written}")
    return (
        f"{sentences} phrases, {answer.get('jetons')} jetons, {done.seconds:.0f} s (première syllabe à "
        f"{answer.get('premier_jeton_s')} s) ; écarté : {len(answer.get('refus') or [])} ; {network_calls(trace)}"
    )


def window(trial: Trial) -> str:
    """The window on the demo commune, on a small screen, photographed."""
    screen = trial.pc.light_screen()
    trace = trial.folder / "fenetre.strace"
    began = time.monotonic()
    opened = trial.pc.start(WINDOW, "--espace", SPACE, trace=trace)
    try:
        wait_until(lambda: opened.poll() is None and colours(trial.pc) > 60, 60, "la fenêtre ne s'affiche pas")
        shown = time.monotonic() - began
        _settle(trial.pc)
        picture = trial.pc.photograph()
        picture.save(trial.folder / "fenetre.png")
        memory = _memory_mb("secretaire")
    finally:
        opened.send_signal(signal.SIGTERM)
        _stop("secretaire")
        screen.terminate()
    return f"affichée en {shown:.1f} s sous strace, {memory} Mo ; fenetre.png ; {network_calls(trace)}"


def colours(machine: Machine) -> int:
    """How many colours are on the screen: a bare screen has one, a window hundreds."""
    return len(machine.photograph().getcolors(1 << 24) or ())


def _settle(machine: Machine) -> None:
    """Wait until two photographs a second apart are the same."""
    last = b""

    def same() -> bool:
        nonlocal last
        time.sleep(1)
        now = machine.photograph().tobytes()
        before, last = last, now
        return before == now

    wait_until(same, 40, "l'écran ne se calme pas")


def _processes(name: str) -> list[Path]:
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if (folder / "comm").read_text(encoding="utf-8").strip().startswith(name[:15]):
                found.append(folder)
        except OSError:
            continue
    return found


def _memory_mb(name: str) -> int:
    """Memory of the processes of this name, shared pages divided (PSS), in megabytes."""
    total = 0
    for folder in _processes(name):
        for line in (folder / "smaps_rollup").read_text(encoding="utf-8").splitlines():
            if line.startswith("Pss:"):
                total += int(line.split()[1])
    return total // 1000


def _stop(name: str) -> None:
    for folder in _processes(name):
        os.kill(int(folder.name), signal.SIGTERM)
    wait_until(lambda: not _processes(name), 20, "la fenêtre ne se ferme pas")


def network_calls(trace: Path) -> str:
    """What a trace says of the network, in French.

    Raises:
        Failed: a socket that could leave the PC was asked for.
    """
    lines = trace.read_text(encoding="utf-8", errors="replace").splitlines()
    leaving = [line for line in lines if re.search(r"socket\(AF_(?!UNIX|LOCAL)", line)]
    if leaving:
        raise Failed(f"une prise réseau a été demandée : {leaving[0][:160]}")
    return "aucune prise réseau demandée"


def diagnostic(trial: Trial) -> str:
    """One page on the PC, with nothing of the commune in it."""
    said = trial.pc.as_user(CONSOLE, "diagnostic", "--espace", SPACE).said
    if "Vassort" in said or "Aubraie" in said:
        raise Failed("une donnée de la commune est dans le diagnostic")
    return f"{len(said.splitlines())} lignes, aucune donnée de la commune"


def sound_space(trial: Trial) -> str:
    """The workspace and its journal read again."""
    answer = as_json(trial.pc, "verifier-espace")
    journal = as_json(trial.pc, "journal", "verifier")
    if not answer["intact"] or not journal["intact"]:
        raise Failed(f"espace : {answer} ; journal : {journal}")
    return f"{len(answer['points'])} points relus, tous sains ; journal intact, {journal['entrees']} entrées"


def offline_proof(trial: Trial) -> str:
    """The attestation that the application makes itself."""
    done = trial.pc.as_user(CONSOLE, "preuve-hors-ligne", "--espace", SPACE)
    if "Rien n'est sorti du poste" not in done.said:
        raise Failed(done.said[:300])
    return " ; ".join(line.strip() for line in done.said.splitlines()[1:] if line.strip())


def uninstall(trial: Trial) -> str:
    """The application goes, to its last file; the commune's work stays, to its last byte."""
    before = fingerprints(trial.pc.inside(HOME))
    files = [
        path for path in trial.pc.as_root("dpkg", "--listfiles", "secretaire").said.splitlines() if "secretaire" in path
    ]
    trial.pc.as_root("dpkg", "--purge", "secretaire")
    kept = {"/var/lib/secretaire", "/var/lib/secretaire/modeles", "/etc/secretaire"}
    left = [path for path in files if trial.pc.inside(path).exists() and path not in kept]
    if left:
        raise Failed(f"il reste {len(left)} fichiers : {left[:4]}")
    if fingerprints(trial.pc.inside(HOME)) != before:
        raise Failed("le dossier de la secrétaire a changé")
    return f"{len(files)} fichiers retirés ; les {len(before)} fichiers de {USER} sont intacts"


def older_version(trial: Trial) -> str:
    """An older version is installed, with a workspace made by an older state of the application."""
    trial.pc.as_root("dpkg", "--install", f"{STICK}/ancien.deb")
    trial.pc.as_user("mkdir", "-p", f"{HOME}/Documents")
    shutil.copytree(trial.pc.inside(STICK) / "ancien-espace", trial.pc.inside(SPACE))
    trial.pc.as_root("chown", "-R", f"{USER}:{USER}", SPACE)
    version = trial.pc.as_root("dpkg-query", "-W", "-f", "${Version}", "secretaire").said
    return f"version {version} installée ; espace d'une version antérieure dans Documents"


def upgrade(trial: Trial) -> str:
    """The new version over the old one: the same acts, the same text, read by the new version."""
    documents = fingerprints(trial.pc.inside(SPACE) / "documents")
    done = trial.pc.as_root("dpkg", "--install", f"{STICK}/paquet.deb")
    if trial.pc.inside("/usr/share/doc/secretaire/ancienne-version").exists():
        raise Failed("un fichier de l'ancienne version est resté")
    acts = as_json(trial.pc, "acte", "lister")["actes"]
    expected = json.loads((trial.pc.inside(STICK) / "ancien-espace.json").read_text(encoding="utf-8"))
    now = {act["id"]: (act["numero"], act["objet"], act["etat"]) for act in acts}
    before = {act["id"]: (act["numero"], act["objet"], act["etat"]) for act in expected["actes"]}
    if now != before:
        raise Failed(f"les actes ont changé : {sorted(set(before.items()) ^ set(now.items()))[:2]}")
    if fingerprints(trial.pc.inside(SPACE) / "documents") != documents:
        raise Failed("les documents de la commune ont changé")
    copies = sorted(path.name for path in trial.pc.inside(SPACE).rglob("*.avant-v*"))
    if not copies:
        raise Failed("aucune copie n'a été faite avant de changer la forme de la base")
    return f"en {done.seconds:.0f} s ; {len(now)} actes inchangés ; copie faite avant : {', '.join(copies)}"


def install_alone(trial: Trial) -> str:
    """The file that installs itself, from the stick, by a user who may install nothing on the PC."""
    done = trial.pc.as_user("sh", f"{STICK}/{ALONE}")
    program = f"{HOME}/.local/bin/{WINDOW}"
    version = trial.pc.as_user(program, "--version").said.strip()
    trial.pc.as_user(program, "demo", SPACE)
    screen = trial.pc.light_screen()
    opened = trial.pc.start(program, "--espace", SPACE)
    try:
        wait_until(lambda: opened.poll() is None and colours(trial.pc) > 60, 90, "la fenêtre ne s'affiche pas")
        _settle(trial.pc)
        trial.pc.photograph().save(trial.folder / "fenetre-compte-seul.png")
    finally:
        opened.send_signal(signal.SIGTERM)
        opened.wait(20)
        _stop(WINDOW)
        screen.terminate()
    return f"{version}, installé en {done.seconds:.0f} s ; commune fictive lue ; fenetre-compte-seul.png"


def remove_alone(trial: Trial) -> str:
    """The program goes, the commune's work stays."""
    before = fingerprints(trial.pc.inside(SPACE))
    trial.pc.as_user("sh", f"{STICK}/{ALONE}", "--", "--retirer")
    home = trial.pc.inside(HOME)
    left = [
        path for path in home.rglob("*") if "secretaire-programme" in str(path) or path.name == "secretaire.desktop"
    ]
    if left or (home / ".local" / "bin" / WINDOW).is_symlink():
        raise Failed(f"il reste {left[:4]}")
    if not before or fingerprints(trial.pc.inside(SPACE)) != before:
        raise Failed("les actes de la commune ont changé")
    return f"programme retiré ; les {len(before)} fichiers de la commune sont intacts"


def fingerprints(folder: Path) -> dict[str, str]:
    """The SHA-256 of each file of a folder."""
    files = sorted(path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    return {str(p.relative_to(folder)): hashlib.sha256(p.read_bytes()).hexdigest() for p in files}


def _docx_text(path: Path) -> str:
    with zipfile.ZipFile(path) as opened:
        content = opened.read("word/document.xml").decode("utf-8")
    return re.sub(r"<[^>]+>", "", content.replace("<w:noBreakHyphen/>", "-"))
