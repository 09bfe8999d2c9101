# The bridge alone; see docker-compose.yml for it with drachtio-server and FreeSWITCH.
FROM node:20-bookworm-slim AS build
WORKDIR /opt/partyline
COPY package.json package-lock.json ./
RUN npm ci
COPY . .
RUN npm run build && npm prune --omit=dev

FROM node:20-bookworm-slim
ENV NODE_ENV=production PARTYLINE_DATA_DIR=/var/lib/partyline
WORKDIR /opt/partyline
COPY --from=build /opt/partyline ./
RUN mkdir -p /var/lib/partyline /srv/partyline && chown node:node /var/lib/partyline /srv/partyline
USER node
VOLUME /var/lib/partyline
# SIGTERM drains: conferences hear a notice, records are written.
STOPSIGNAL SIGTERM
CMD ["node", "scripts/partyline.mjs", "serve"]
