"""Benchmarks: every figure is a ratio against a baseline measured in the same run.

They work on a throw-away database, as the tests do, and so with the settings of the tests.
"""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
django.setup()
