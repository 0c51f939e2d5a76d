"""Colours, spacing and type in one place, and the style sheet made from them."""
