"""Publishers that several datasets are read from, as rows of the outlets."""

from tertius.intake.datasets.protocol import Cells

HARVARD_DATAVERSE: Cells = {
    "id": "harvard-dataverse",
    "name": "Harvard Dataverse",
    "country": "USA",
    "kind": "academic",
    "state_controlled": "no",
}
