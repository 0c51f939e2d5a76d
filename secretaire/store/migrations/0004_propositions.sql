-- What it takes to make a proposal again, and where one stands that rewrites a passage.
ALTER TABLE proposals ADD COLUMN objet TEXT NOT NULL DEFAULT ''; -- what the pen was told the notes are about
ALTER TABLE proposals ADD COLUMN adapter_sha256 TEXT NOT NULL DEFAULT ''; -- laid over the model; '' for none
ALTER TABLE proposals ADD COLUMN pen_version TEXT NOT NULL DEFAULT ''; -- imprint of the resources of the pen
ALTER TABLE proposals ADD COLUMN paragraph TEXT; -- key of the paragraph of the passage; NULL: the whole section
ALTER TABLE proposals ADD COLUMN first_character INTEGER; -- of the passage, in the paragraph
ALTER TABLE proposals ADD COLUMN end_character INTEGER;
