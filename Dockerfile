# Build: podman build --build-arg BASE=IMAGE -t repcheck .   (or docker build; IMAGE: an image of Python 3.11 or
# newer, by default the one that is named python in the registry that your tool is configured to.) The release
# gives BASE by its digest. pip gets packages where the image is configured to.
# Run:   podman run --rm --read-only --tmpfs /tmp repcheck check 192.0.2.10
# Watch: podman run -d --read-only --tmpfs /tmp -v repcheck:/var/lib/repcheck \
#            -v ./repcheck.yaml:/etc/repcheck/repcheck.yaml:ro repcheck
ARG BASE=python:3.13-slim

FROM ${BASE} AS build
# what it can do beside (pyproject.toml): cluster, postgres ...
ARG EXTRAS=serve
WORKDIR /source
COPY constraints.txt pyproject.toml hatch_build.py README.md LICENSE blocklists.yaml providers.yaml ./
COPY repcheck repcheck
ENV PIP_CONSTRAINT=/source/constraints.txt PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
# compiled now: nothing may be written where it runs
RUN python -m venv /opt/repcheck \
    && /opt/repcheck/bin/python -m pip install --quiet ".[${EXTRAS}]" \
    && /opt/repcheck/bin/python -m pip uninstall --quiet --yes pip

FROM ${BASE}
LABEL org.opencontainers.image.title="repcheck" \
      org.opencontainers.image.description="Is my mail being blocked, by whom, why, and what do I do first?" \
      org.opencontainers.image.licenses="Apache-2.0"
RUN groupadd --system --gid 10001 repcheck \
    && useradd --system --uid 10001 --gid repcheck --home-dir /var/lib/repcheck --shell /usr/sbin/nologin repcheck \
    && install -d -o repcheck -g repcheck -m 0700 /var/lib/repcheck /var/cache/repcheck
COPY --from=build /opt/repcheck /opt/repcheck
ENV PATH=/opt/repcheck/bin:$PATH \
    STATE_DIRECTORY=/var/lib/repcheck \
    CACHE_DIRECTORY=/var/cache/repcheck
USER 10001:10001
VOLUME ["/var/lib/repcheck"]
# Asks nobody: whether the monitor's memory can be read, and its last pass is not too old. That something is listed
# (1) is no fault of the container.
HEALTHCHECK --interval=5m --timeout=30s --start-period=20m --retries=3 \
    CMD ["sh", "-c", "repcheck status --quiet >/dev/null; test $? -le 1"]
ENTRYPOINT ["repcheck"]
CMD ["monitor", "--every", "15m"]
