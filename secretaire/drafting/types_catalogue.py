"""Moved to `act_types`."""

from secretaire.drafting.act_types.catalogue import TypesCatalogue as TypesCatalogue
from secretaire.drafting.act_types.faults import faults as faults
from secretaire.drafting.act_types.reading import read_type as read_type
from secretaire.drafting.act_types.reading import schema as schema
