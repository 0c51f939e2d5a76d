"""« Assistant »: the one of this PC, whether the PC can bear it, when its memory is given back."""
