# The set-up is the Makefile's own. make itself, and what the set-up leaves in var, stay in the first stage.
FROM python:3.13-slim AS build
WORKDIR /app

# hadolint ignore=DL3008 # any make will do
RUN apt-get update && apt-get install --yes --no-install-recommends make && rm -rf /var/lib/apt/lists/*

COPY Makefile requirements.txt requirements-node.txt package.json .npmrc ./
RUN make .venv/runtime node_modules/.runtime

COPY manage.py gunicorn.conf.py ./
COPY checkin_site checkin_site
COPY participants participants
COPY templates templates
COPY static static
COPY locale locale
RUN make setup && rm -r var


FROM python:3.13-slim
WORKDIR /app

COPY --from=build /app .

# var holds the database where DATABASE_URL names no other.
RUN useradd --uid 10001 --no-create-home portaria && install --directory --owner portaria var
VOLUME /app/var

ENV PATH=/app/.venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1
# With an arena for each thread, what SQLite gave back to one is of no use to the others, and memory grows all evening.
ENV WEB_CONCURRENCY=2 MALLOC_ARENA_MAX=2
USER 10001
EXPOSE 8000
# Asked by a name the site answers to, and never through a proxy.
HEALTHCHECK --interval=15s --timeout=5s --start-period=20s CMD ["python", "-c", "\
import http.client, os;\
host = os.environ.get('ALLOWED_HOSTS', 'localhost').split(',')[0].lstrip('.');\
site = http.client.HTTPConnection('127.0.0.1', 8000, timeout=4);\
site.request('GET', '/healthz', headers={'Host': host});\
assert site.getresponse().status == 200"]
CMD ["gunicorn", "checkin_site.wsgi", "--bind=0.0.0.0:8000", "--worker-class=gthread", "--threads=8", "--keep-alive=75", \
     "--worker-tmp-dir=/dev/shm", "--no-control-socket"]
