# The gateway with the portal's page. Build it in the root of the repository; compose.yaml shows how it is run.

FROM node:24.21.0-slim AS build
WORKDIR /build
COPY package.json package-lock.json .npmrc ./
COPY gateway/package.json gateway/
# No browsers and no toolchain's Node: nothing of them is needed to build, and the image has a Node.
RUN npm ci --ignore-scripts
COPY tsconfig.json tsconfig.build.json custom-elements-manifest.config.mjs custom-elements.json ./
COPY scripts scripts
COPY src src
COPY elements elements
COPY gateway gateway
RUN node scripts/build.ts page gateway

FROM node:24.21.0-slim AS dependencies
WORKDIR /build
COPY package.json package-lock.json .npmrc ./
COPY gateway/package.json gateway/
RUN npm ci --ignore-scripts --omit=dev --workspace gateway

FROM node:24.21.0-slim
ENV NODE_ENV=production
WORKDIR /app
COPY --from=dependencies /build/node_modules node_modules
COPY --from=dependencies /build/gateway/node_modules gateway/node_modules
COPY --from=build /build/gateway/package.json gateway/package.json
COPY --from=build /build/gateway/dist gateway/dist
COPY --from=build /build/dist/page dist/page
# Nothing here is written to. Without DATABASE_URL, DATA_DIR has to be: mount a volume there that this user owns.
ENV TENANTS_DIR=/tenants PAGE_DIR=/app/dist/page DATA_DIR=/data PORT=8080
USER node
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + process.env.PORT + '/healthz').then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
STOPSIGNAL SIGTERM
ENTRYPOINT ["node", "--enable-source-maps", "gateway/dist/main.js"]
