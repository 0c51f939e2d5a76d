"""The frame of the window: rail, status strip, notices, commune menu, first start."""
