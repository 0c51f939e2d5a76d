"""The window. One folder per place; widgets show what presenters hold; every act goes through `desk`."""
