"""Addresses of the meetings app."""

from django.urls import URLPattern, URLResolver, path

from meetings.views import (
    agenda,
    attendance,
    circulation,
    decisions,
    invitations,
    materials,
    meetings,
    minutes,
    overview,
    papers,
    proposals,
    protocol,
    search,
    seats,
    templates,
)

app_name = "meetings"
urlpatterns: list[URLPattern | URLResolver] = [
    # /meetings/
    path("meetings/", meetings.meeting_list, name="meeting-list"),
    path("meetings/search/", search.search, name="search"),
    path("meetings/schedule/", meetings.schedule, name="meeting-schedule"),
    path("meetings/year/", overview.year, name="year"),
    path("meetings/below/", overview.overview, name="overview"),
    path("meetings/templates/", templates.template_list, name="template-list"),
    path("meetings/templates/<int:pk>/remove/", templates.remove, name="template-remove"),
    path("meetings/<int:pk>/template/", templates.keep, name="template-keep"),
    path("meetings/<int:pk>/", meetings.meeting, name="meeting"),
    path("meetings/<int:pk>/change/", meetings.change, name="meeting-change"),
    path("meetings/<int:pk>/cancel/", meetings.cancel, name="meeting-cancel"),
    # /meetings/7/agenda/
    path("meetings/<int:pk>/agenda/", agenda.agenda, name="agenda"),
    path("meetings/<int:pk>/agenda/add/", agenda.add, name="item-add"),
    path("meetings/<int:pk>/agenda/open/", agenda.open_agenda, name="agenda-open"),
    path("meetings/items/<int:pk>/change/", agenda.change, name="item-change"),
    path("meetings/items/<int:pk>/up/", agenda.move_up, name="item-up"),
    path("meetings/items/<int:pk>/down/", agenda.move_down, name="item-down"),
    path("meetings/items/<int:pk>/remove/", agenda.remove, name="item-remove"),
    # /meetings/proposals/
    path("meetings/proposals/", proposals.proposal_list, name="proposal-list"),
    path("meetings/proposals/make/", proposals.propose, name="proposal-make"),
    path("meetings/proposals/<int:pk>/", proposals.proposal, name="proposal"),
    path("meetings/proposals/<int:pk>/change/", proposals.change, name="proposal-change"),
    path("meetings/proposals/<int:pk>/withdraw/", proposals.withdraw, name="proposal-withdraw"),
    path("meetings/proposals/<int:pk>/take/", proposals.take, name="proposal-take"),
    path("meetings/proposals/<int:pk>/postpone/", proposals.postpone, name="proposal-postpone"),
    path("meetings/proposals/<int:pk>/return/", proposals.give_back, name="proposal-return"),
    path("meetings/proposals/<int:pk>/papers/add/", proposals.bring, name="proposal-bring"),
    path("meetings/proposals/papers/<int:pk>/", proposals.open_paper, name="proposal-paper"),
    # /meetings/7/materials/
    path("meetings/<int:pk>/materials/", materials.materials, name="materials"),
    path("meetings/<int:pk>/book/<slug:language>/", materials.book, name="book"),
    path("meetings/items/<int:pk>/materials/add/", materials.add, name="material-add"),
    path("meetings/items/<int:pk>/materials/late/", materials.allow_late, name="material-late"),
    path("meetings/materials/<int:pk>/open/", materials.take, name="material-open"),
    # /meetings/7/attendance/
    path("meetings/<int:pk>/attendance/", attendance.attendance, name="attendance"),
    path("meetings/<int:pk>/quorum/", attendance.quorum, name="quorum"),
    path("meetings/<int:pk>/guests/add/", attendance.add_guest, name="guest-add"),
    path("meetings/guests/<int:pk>/remove/", attendance.remove_guest, name="guest-remove"),
    path("meetings/<int:pk>/hold/", attendance.hold, name="meeting-hold"),
    # /meetings/invitations/
    path("meetings/seats/<int:pk>/answer/", invitations.answer, name="invitation-answer"),
    path(
        "meetings/invitations/<str:token>/", invitations.answer_by_link, name="invitation-by-link"
    ),
    path("meetings/calendar/", invitations.calendar, name="calendar"),
    path("meetings/calendar/open/", invitations.open_calendar, name="calendar-open"),
    path("meetings/calendar/revoke/", invitations.revoke_calendar, name="calendar-revoke"),
    path("meetings/calendar/<str:token>.ics", invitations.feed, name="feed"),
    # /meetings/7/minutes/
    path("meetings/<int:pk>/minutes/", minutes.minutes, name="minutes"),
    path("meetings/<int:pk>/minutes/complete/", minutes.complete, name="minutes-complete"),
    path("meetings/items/<int:pk>/minutes/", minutes.item_minutes, name="item-minutes"),
    # /meetings/decisions/3/
    path("meetings/items/<int:pk>/decisions/enter/", decisions.enter, name="decision-enter"),
    path("meetings/decisions/<int:pk>/", decisions.decision, name="decision"),
    path("meetings/decisions/<int:pk>/change/", decisions.change, name="decision-change"),
    path("meetings/decisions/<int:pk>/strike/", decisions.strike, name="decision-strike"),
    path("meetings/decisions/<int:pk>/assign/", decisions.assign, name="decision-assign"),
    path("meetings/decisions/<int:pk>/dissent/", decisions.note_dissent, name="dissent-note"),
    path("meetings/dissents/<int:pk>/strike/", decisions.strike_dissent, name="dissent-strike"),
    # /meetings/7/remarks/
    path("meetings/<int:pk>/remarks/", circulation.circulation, name="circulation"),
    path("meetings/<int:pk>/remarks/begin/", circulation.circulate, name="circulation-begin"),
    path("meetings/<int:pk>/remarks/end/", circulation.end, name="circulation-end"),
    path("meetings/<int:pk>/remarks/add/", circulation.add_remark, name="remark-add"),
    path("meetings/remarks/<int:pk>/answer/", circulation.answer_remark, name="remark-answer"),
    # /meetings/7/protocol/
    path("meetings/<int:pk>/protocol/", protocol.protocol, name="protocol"),
    path("meetings/<int:pk>/protocol/submit/", protocol.submit, name="protocol-submit"),
    path("meetings/<int:pk>/protocol/return/", protocol.give_back, name="protocol-return"),
    path("meetings/<int:pk>/protocol/approve/", protocol.approve, name="protocol-approve"),
    path("meetings/<int:pk>/protocol/addendum/", protocol.addendum, name="addendum-add"),
    path(
        "meetings/<int:pk>/protocol/<slug:language>.<slug:form>",
        papers.document,
        name="protocol-document",
    ),
    path("meetings/<int:pk>/extracts/<int:body_pk>/", papers.extract, name="extract"),
    path(
        "meetings/<int:pk>/extracts/<int:body_pk>/<slug:language>.<slug:form>",
        papers.extract_document,
        name="extract-document",
    ),
    path("meetings/proof/", papers.proof, name="proof"),
    # /meetings/seats/
    path("meetings/seats/", seats.seat_list, name="seat-list"),
    path("meetings/seats/<int:body_pk>/", seats.seats, name="seats"),
    path("meetings/seats/<int:body_pk>/add/", seats.add, name="seat-add"),
    path("meetings/seats/<int:pk>/end/", seats.end, name="seat-end"),
]
