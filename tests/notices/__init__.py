"""Tests of the notices: what goes out, and whether it arrived."""
