"""Tests of the launcher: the parts that decide, and one real pair of servers."""
