"""Journeys: people walk the product's main paths in a real browser."""
