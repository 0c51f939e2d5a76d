"""Minutes: each act they hold judged as an act of that meeting, what is around judged as minutes (L. 2121-15). Pure."""
