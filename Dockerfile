# The dashboard as an image: what uv.lock names and nothing else, run by a user who may write in /data alone.
# Pin the base by digest in your own registry: `docker buildx imagetools inspect python:3.11.14-slim-bookworm`.
FROM python:3.11.14-slim-bookworm AS build
COPY --from=ghcr.io/astral-sh/uv:0.13.9 /uv /bin/uv
ENV UV_COMPILE_BYTECODE=1 UV_LINK_MODE=copy UV_PYTHON_DOWNLOADS=never
WORKDIR /srv/staircase
COPY pyproject.toml uv.lock ./
RUN uv sync --frozen --no-dev --no-install-project
COPY README.md LICENSE ./
COPY .streamlit .streamlit
COPY docs/methods.md docs/methods.md
COPY data_access data_access
COPY seed seed
COPY dashboard dashboard
COPY pages pages
RUN uv sync --frozen --no-dev --no-editable

FROM python:3.11.14-slim-bookworm
RUN useradd --system --uid 10001 --home-dir /data --shell /usr/sbin/nologin staircase \
    && install --directory --owner=staircase --group=staircase --mode=0700 /data
COPY --from=build /srv/staircase/.venv /srv/staircase/.venv
ENV PATH=/srv/staircase/.venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    STAIRCASE_DATA_FOLDER=/data \
    STAIRCASE_LISTEN=0.0.0.0 \
    STAIRCASE_LOG_FORMAT=json
USER 10001
WORKDIR /data
VOLUME /data
EXPOSE 8501
STOPSIGNAL SIGTERM
# A first start builds a release before it answers.
HEALTHCHECK --interval=30s --timeout=5s --start-period=10m --retries=3 \
    CMD ["python", "-c", "from urllib.request import urlopen; urlopen('http://127.0.0.1:8501/health', timeout=4)"]
ENTRYPOINT ["staircase"]
CMD ["run"]
