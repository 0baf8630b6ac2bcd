"""Forms of the site's own screens."""
