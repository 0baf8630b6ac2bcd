"""Screens of tasks, plans and programmes."""
