"""The window (Qt Widgets): one folder per place. No rule of the trade lives here."""
