"""What the network does on its own, again and again. Times are UTC."""

from datetime import time

from terreau.foundation.accounts import upkeep as accounts
from terreau.foundation.activity import upkeep as activity
from terreau.foundation.jobs import upkeep as jobs
from terreau.foundation.jobs.schedule import Every
from terreau.foundation.mail import upkeep as mail
from terreau.foundation.policies import upkeep as policies
from terreau.foundation.storage import previews
from terreau.foundation.storage import upkeep as storage
from terreau.network.calendar import actions as calendar
from terreau.network.files import actions as files
from terreau.network.notifications import actions as notifications
from terreau.network.people import actions as people
from terreau.network.posts import actions as posts

SCHEDULE = [
    Every("count colleagues for the directory", people.count_facets, minutes=10),
    Every("erase names of readers", posts.erase_names, at=time(1, 20)),
    Every("forget jobs that are over", jobs.purge_jobs, at=time(2, 10)),
    Every("forget answers already given", activity.purge_receipts, hours=1),
    Every("remind people of events", calendar.remind, minutes=5),
    Every("begin digests that are due", notifications.begin_digests, minutes=15),
    Every("forget old notices", notifications.forget_old, at=time(3, 0)),
    Every("seal second factors by today’s secret", accounts.seal_second_factors, at=time(1, 35)),
    Every("sign the journal", activity.close_segments, at=time(1, 50)),
    Every("forget what the journal need not keep", policies.purge_journal, at=time(2, 30)),
    Every("tidy the outbox up", mail.tidy_outbox, at=time(2, 20)),
    Every("empty bins of files", files.empty_bins, at=time(2, 20)),
    Every("draw what a program was missing for", previews.draw_again, at=time(3, 20)),
    Every("sweep files", storage.sweep_files, at=time(2, 40)),
]
