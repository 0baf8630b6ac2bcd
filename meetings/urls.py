"""Addresses of the meetings app."""

from django.urls import URLPattern, URLResolver, path

from meetings.views import agenda, attendance, decisions, meetings, minutes, protocol, seats

app_name = "meetings"
urlpatterns: list[URLPattern | URLResolver] = [
    # /meetings/
    path("meetings/", meetings.meeting_list, name="meeting-list"),
    path("meetings/schedule/", meetings.schedule, name="meeting-schedule"),
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
    # /meetings/7/attendance/
    path("meetings/<int:pk>/attendance/", attendance.attendance, name="attendance"),
    path("meetings/<int:pk>/guests/add/", attendance.add_guest, name="guest-add"),
    path("meetings/guests/<int:pk>/remove/", attendance.remove_guest, name="guest-remove"),
    path("meetings/<int:pk>/hold/", attendance.hold, name="meeting-hold"),
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
    # /meetings/7/protocol/
    path("meetings/<int:pk>/protocol/", protocol.protocol, name="protocol"),
    path("meetings/<int:pk>/protocol/submit/", protocol.submit, name="protocol-submit"),
    path("meetings/<int:pk>/protocol/return/", protocol.give_back, name="protocol-return"),
    path("meetings/<int:pk>/protocol/approve/", protocol.approve, name="protocol-approve"),
    path("meetings/<int:pk>/protocol/addendum/", protocol.addendum, name="addendum-add"),
    path(
        "meetings/<int:pk>/protocol/<slug:language>.pdf",
        protocol.document,
        name="protocol-document",
    ),
    path("meetings/<int:pk>/extracts/<int:body_pk>/", protocol.extract, name="extract"),
    path(
        "meetings/<int:pk>/extracts/<int:body_pk>/<slug:language>.pdf",
        protocol.extract_document,
        name="extract-document",
    ),
    # /meetings/seats/
    path("meetings/seats/", seats.seat_list, name="seat-list"),
    path("meetings/seats/<int:body_pk>/", seats.seats, name="seats"),
    path("meetings/seats/<int:body_pk>/add/", seats.add, name="seat-add"),
    path("meetings/seats/<int:pk>/end/", seats.end, name="seat-end"),
]
