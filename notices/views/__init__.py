"""The screens of the inbox, of contacts, and of the demonstration's caught mail."""
