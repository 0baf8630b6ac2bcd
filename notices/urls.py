"""Addresses of the inbox, of contacts, of mutes, and of the demonstration's mail."""

from django.urls import path

from notices.views import contacts, inbox, mail, mutes, rest, systems, watch

app_name = "notices"
urlpatterns = [
    # inbox/
    path("inbox/", inbox.inbox, name="inbox"),
    path("inbox/<int:pk>/", inbox.notice, name="notice"),
    # inbox/contacts/
    path("inbox/contacts/", contacts.contacts, name="contacts"),
    path("inbox/contacts/of/<int:pk>/", contacts.person_contacts, name="person-contacts"),
    path("inbox/contacts/<int:pk>/test/", contacts.test, name="contact-test"),
    path("inbox/contacts/<int:pk>/verify/", contacts.verify, name="contact-verify"),
    path("inbox/contacts/<int:pk>/up/", contacts.up, name="contact-up"),
    path("inbox/contacts/<int:pk>/remove/", contacts.remove, name="contact-remove"),
    path("inbox/contacts/broken/", watch.broken_contacts, name="broken-contacts"),
    path("inbox/contacts/rest/", rest.rest, name="rest"),
    # delivery/
    path("delivery/", watch.delivery_state, name="delivery-state"),
    path("delivery/prove/", watch.prove_channels, name="delivery-prove"),
    # systems/
    path("systems/", systems.system_list, name="systems"),
    path("systems/of/<int:pk>/", systems.body_systems, name="systems-of"),
    path("systems/<int:pk>/test/", systems.test, name="system-test"),
    path("systems/<int:pk>/on/", systems.switch_on, name="system-on"),
    path("systems/<int:pk>/key/", systems.key, name="system-key"),
    path("systems/<int:pk>/key/change/", systems.change_key, name="system-key-change"),
    path("systems/<int:pk>/remove/", systems.remove, name="system-remove"),
    # mutes/
    path("mutes/", mutes.mutes, name="mutes"),
    path("mutes/new/", mutes.new_mute, name="mute-new"),
    path("mutes/<int:pk>/end/", mutes.end_mute, name="mute-end"),
    # demonstration/mail/
    path("demonstration/mail/", mail.mail, name="mail"),
    path("demonstration/mail/<slug:name>/", mail.message, name="mail-message"),
]
