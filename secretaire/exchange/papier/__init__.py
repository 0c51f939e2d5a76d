"""The paper an act is written on: house models, logo and details of the town hall, the commune's own letterhead."""
