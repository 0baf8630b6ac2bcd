# One image for pages, live feed, workers, beat and mail catcher; docker-compose.yml says which.
FROM python:3.11-slim-bookworm AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
RUN python -m venv /opt/venv
WORKDIR /srv/centre
COPY requirements/base.txt requirements/catcher.txt requirements/
RUN /opt/venv/bin/pip install --require-hashes -r requirements/base.txt -r requirements/catcher.txt
COPY . .
# Values for this one command: the settings name them, collecting files uses none of them.
RUN SECRET_KEY=build DATABASE_URL=postgres://build REDIS_URL=redis://build \
    STATIC_ROOT=/srv/static \
    STATICFILES_STORAGE=whitenoise.storage.CompressedManifestStaticFilesStorage \
    /opt/venv/bin/python manage.py collectstatic --no-input \
    && /opt/venv/bin/python -m compileall -q /srv/centre

FROM python:3.11-slim-bookworm
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    STATIC_ROOT=/srv/static \
    STATICFILES_STORAGE=whitenoise.storage.CompressedManifestStaticFilesStorage \
    MEDIA_ROOT=/var/lib/centre/media \
    JOURNAL_FOLDER=/var/lib/centre/journal \
    CATCHER_FOLDER=/var/lib/centre/mail \
    RECORD_ANCHORS=/var/lib/centre/anchors/record_anchors.jsonl
RUN useradd --system --uid 10001 --home-dir /var/lib/centre --create-home centre \
    && mkdir -p /var/lib/centre/media /var/lib/centre/journal /var/lib/centre/mail \
       /var/lib/centre/anchors /var/lib/centre/beat \
    && chown -R centre /var/lib/centre
COPY --from=build /opt/venv /opt/venv
COPY --from=build /srv /srv
WORKDIR /srv/centre
USER 10001
EXPOSE 8000
CMD ["granian", "--interface", "wsgi", "--host", "0.0.0.0", "--port", "8000", "--workers", "2", \
     "--blocking-threads", "4", "--backpressure", "64", "--no-ws", "--respawn-failed-workers", \
     "centre.wsgi:application"]
