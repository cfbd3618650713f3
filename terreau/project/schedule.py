"""What the network does on its own, again and again. Times are UTC."""

from datetime import time

from terreau.foundation.jobs import upkeep as jobs
from terreau.foundation.jobs.schedule import Every

SCHEDULE = [
    Every("purge jobs", jobs.purge_jobs, at=time(2, 10)),
]
