"""Reads of the site's own screens: desks, people, bodies, regions and the record."""
