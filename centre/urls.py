"""Addresses of the site."""

from allauth.account import views as sign_in
from django.urls import include, path, re_path

from centre.views import account as own_account
from centre.views import (
    bodies,
    commissions,
    demonstration,
    desk,
    frame,
    handing,
    health,
    kept,
    people,
    record,
    regions,
    work,
)

own = [
    path("", desk.today, name="today"),
    path("my-work/", work.my_work, name="work"),
    path("health/", health.health_check, name="health"),
    path("language/", frame.language, name="language"),
    path("theme/", frame.theme, name="theme"),
    path("account/substitute/", handing.substitute, name="substitute"),
    path("account/substitute/<int:pk>/end/", handing.end_substitution, name="substitute-end"),
    path("account/kept/", kept.kept, name="kept"),
    path("account/kept/drop/", kept.drop_kept, name="kept-drop"),
    path("help/keyboard/", frame.keyboard, name="keyboard"),
    # demonstration/
    path("demonstration/people/", demonstration.demonstration_people, name="demonstration-people"),
    path(
        "demonstration/sign-in/", demonstration.demonstration_sign_in, name="demonstration-sign-in"
    ),
    # people/
    path("people/", people.person_list, name="people"),
    path("people/new/", people.new_person, name="person-new"),
    path("people/<int:pk>/", people.person, name="person"),
    path("people/<int:pk>/appoint/", people.appoint, name="person-appoint"),
    path("people/<int:pk>/block/", people.block, name="person-block"),
    path("people/<int:pk>/unblock/", people.unblock, name="person-unblock"),
    path("people/<int:pk>/password-letter/", people.password_letter, name="password-letter"),
    path("people/appointments/<int:pk>/end/", people.end_appointment, name="appointment-end"),
    path("people/appointments/<int:pk>/hand-over/", handing.hand_over, name="hand-over"),
    # bodies/
    path("bodies/", bodies.body_list, name="body-list"),
    path("bodies/new/", bodies.new_body, name="body-new"),
    path("bodies/<int:pk>/", bodies.body, name="body"),
    path("bodies/<int:pk>/end/", bodies.end_body, name="body-end"),
    # regions/
    path("regions/", regions.region_list, name="region-list"),
    path("regions/figures/", regions.figures, name="region-figures"),
    path("regions/<str:code>/", regions.region, name="region"),
    path("regions/<str:code>/money/", regions.region_money, name="region-money"),
    # commissions/
    path("commissions/reports/", commissions.report_list, name="commission-reports"),
    path("commissions/reports/<int:pk>/", commissions.report, name="commission-report"),
    path("commissions/reports/<int:pk>/write/", commissions.write, name="commission-report-write"),
    path(
        "commissions/reports/<int:pk>/accept/", commissions.accept, name="commission-report-accept"
    ),
    path("commissions/reports/<int:pk>/send/", commissions.send, name="commission-report-send"),
    path(
        "commissions/reports/<int:pk>/report.pdf",
        commissions.paper,
        name="commission-report-paper",
    ),
    # record/
    path("record/", record.record_list, name="record"),
    path("record/check/", record.record_check, name="record-check"),
    path("record/<int:pk>/", record.entry, name="entry"),
]

account = [
    path("sign-in/", sign_in.login, name="account_login"),
    path("sign-out/", sign_in.logout, name="account_logout"),
    path("closed/", sign_in.account_inactive, name="account_inactive"),
    path("sign-up/", sign_in.signup, name="account_signup"),
    path("confirm/", sign_in.reauthenticate, name="account_reauthenticate"),
    path("second-factor/", own_account.second_factor, name="account_second_factor"),
    path("password/", sign_in.password_change, name="account_change_password"),
    path("password/first/", sign_in.password_set, name="account_set_password"),
    path("password/forgotten/", sign_in.password_reset, name="account_reset_password"),
    path("password/letter/", sign_in.password_reset_done, name="account_reset_password_done"),
    path(
        "password/new/done/",
        sign_in.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    re_path(
        r"^password/new/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        sign_in.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
]

urlpatterns = [
    path("", include((own, "centre"))),
    path("account/", include(account)),
    path("", include("meetings.urls")),
    path("", include("alerts.urls")),
    path("", include("plans.urls")),
    path("", include("notices.urls")),
]

handler500 = "centre.views.faults.fault"
