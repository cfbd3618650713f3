"""The synchronous Django application: every page and API answer that is not a stream or a file."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "terreau.project.settings")
application = get_wsgi_application()
