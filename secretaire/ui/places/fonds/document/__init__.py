"""One document of the fund: its pages as they look, its text, what its acts say, what she corrects of them."""
