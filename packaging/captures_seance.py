"""The scenes of a meeting: before, during, after; the votes that are not by show of hands."""

from __future__ import annotations

from datetime import date, time
from functools import partial

from PySide6.QtCore import Qt

from captures_decider import Studio
from secretaire.council.agenda import Point
from secretaire.council.happenings import add_point
from secretaire.council.votes import Scrutin
from secretaire.desk import meeting, seances
from secretaire.desk.demo import create_demo
from secretaire.ui.places.seances.header import Step
from secretaire.ui.shell.window import SEANCES

AHEAD = (
    "Tarifs de location de la salle polyvalente",
    "Convention",
    "Demande de subvention DETR pour la toiture de l'école",
    "Adhésion au groupement de commandes pour l'électricité",
)
ASKING = 4  # a third of the members present, at least


def meeting_scene(studio: Studio) -> None:
    """A meeting, step by step."""
    window, take = studio.window, studio.take
    window.go_to(SEANCES)
    studio.wait()
    take("seances")
    place = window.seances
    place.presenter.open(seances.list_seances(window.session.office)[0].id)
    studio.wait()
    place.show_step(Step.AVANT)
    studio.wait()
    take("seances-avant")
    place.show_step(Step.PENDANT)
    studio.wait()
    take("seances-ouverture")
    place.pendant.opening.take()
    studio.wait()
    voting = place.pendant.point.voting
    voting.take_main()
    studio.wait()
    place.presenter.step(1)
    studio.wait()
    for rank, sense in ((1, "contre"), (2, "abstention")):
        voice = voting.voices.buttons[rank]
        voice.said.emit(voice.voice.elu, sense)
        studio.wait()
    take("seances-pendant")
    place.show_step(Step.APRES)
    studio.wait()
    take("seances-apres")
    place.apres.tabs.setCurrentIndex(1)
    studio.wait()
    take("seances-proces-verbal")


def ahead_scene(studio: Studio) -> None:
    """The drafts of the next meeting, in the evening and in the morning."""
    window, take = studio.window, studio.take
    office = window.session.office
    seance = seances.create_seance(office, date(office.today().year + 1, 1, 15), time(20, 30), "mairie", None).id
    for objet in AHEAD:
        meeting.change(office, seance, partial(add_point, point=Point(0, objet)), window.session.author)
    window.seances.presenter.open(seance)
    studio.wait()
    window.seances.show_step(Step.AVANT)
    avant = window.seances.avant
    avant.tabs.setCurrentWidget(avant.night)
    studio.wait()
    take("seances-soir")
    avant.night.start.click()
    studio.wait()
    take("seances-matin")
    avant.ask_type(next(p.id for p in meeting.course_of(office, seance).points if p.act_id is None))
    studio.wait()
    if avant.type_dialog is not None:
        take("seances-type", avant.type_dialog)
        avant.type_dialog.reject()


def voting_scene(studio: Studio) -> None:
    """By count, secret, in rounds, behind closed doors; the recording. On a fresh fictional commune."""
    window, take = studio.window, studio.take
    window.session.adopt(create_demo(studio.work / "votes", lambda _words: None))
    studio.wait()
    window.go_to(SEANCES)
    studio.wait()
    place = window.seances
    place.presenter.open(seances.list_seances(window.session.office)[0].id)
    studio.wait()
    place.show_step(Step.PENDANT)
    studio.wait()
    place.pendant.opening.take()
    studio.wait()
    voting = place.pendant.point.voting
    voting.start_count()
    studio.wait()
    take("seances-decompte")
    doors = place.pendant.circumstances
    doors.point.trigger()
    if doors.asking is not None:
        take("seances-huis-clos", doors.asking)
        doors.asking.reject()
    voting.ask_ballot(Scrutin.SECRET)
    askers = voting.askers
    if askers is not None:
        for rank in range(ASKING):
            askers.list.item(rank).setCheckState(Qt.CheckState.Checked)
        take("seances-scrutin", askers)
        askers.keep.click()
    studio.wait()
    take("seances-scrutin-secret")
    voting.ask_round()
    if voting.rounds is not None:
        take("seances-tours", voting.rounds)
        voting.rounds.reject()
    place.show_step(Step.APRES)
    place.apres.tabs.setCurrentIndex(2)
    studio.wait()
    take("seances-enregistrement")
