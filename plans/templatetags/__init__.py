"""Saying tasks in words."""
