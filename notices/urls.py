"""Addresses of the inbox, of contacts, and of the demonstration's mail."""

from django.urls import path

from notices.views import contacts, inbox, mail

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
    path("inbox/contacts/<int:pk>/remove/", contacts.remove, name="contact-remove"),
    # demonstration/mail/
    path("demonstration/mail/", mail.mail, name="mail"),
    path("demonstration/mail/<slug:name>/", mail.message, name="mail-message"),
]
