# The centre. Build from the root of the repository: docker build -f deploy/container/centre.Dockerfile .
FROM node:24-bookworm-slim AS build
WORKDIR /opt/drop-in
COPY . .
RUN npm ci --ignore-scripts --no-audit --no-fund && npm run build && npm prune --omit=dev --ignore-scripts

FROM node:24-bookworm-slim
ENV NODE_ENV=production
WORKDIR /opt/drop-in
COPY --from=build /opt/drop-in /opt/drop-in
RUN install -d -o node -g node /data
USER node
ENTRYPOINT ["node", "--disable-warning=DEP0169", "sync-server/dist/main.js"]
