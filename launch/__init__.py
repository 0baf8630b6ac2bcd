"""Starts the product from a bare Python: environment, embedded servers, processes, gates.

Standard library only: it runs before anything is installed (docs/adr/0002).
"""
