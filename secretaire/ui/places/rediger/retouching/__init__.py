"""A passage of the page written again by the assistant: the menu of what can be asked, and the gestures that open it."""
