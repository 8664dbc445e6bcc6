# syntax=docker/dockerfile:1

# Compiles nodejs-jieba and the TypeScript; nothing of this stage but its result goes into the image.
FROM node:22-bookworm-slim AS build
RUN apt-get update \
  && apt-get install -y --no-install-recommends python3 make g++ \
  && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY package.json package-lock.json ./
# The engine is a service of its own: the packaged one (131 MB) stays away. The build follows once the sources are here.
RUN npm ci --omit=optional --ignore-scripts && npm rebuild nodejs-jieba
COPY tsconfig.json tsconfig.build.json ./
COPY src ./src
COPY indexer ./indexer
COPY web ./web
RUN npm run build \
  && npm prune --omit=dev --omit=optional --ignore-scripts \
  && rm -rf node_modules/nodejs-jieba/build/Release/obj.target node_modules/nodejs-jieba/deps

FROM node:22-bookworm-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 ZHENGSOU_DATA=/data
WORKDIR /app
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
COPY bin ./bin
COPY indexer/data ./indexer/data
COPY src/text/data ./src/text/data
COPY web/assets ./web/assets
COPY sample ./sample
COPY LICENSE README.md README.zh-CN.md ./
# A named volume takes its owner from the folder it is mounted over.
RUN mkdir /data && chown node:node /data
USER node
VOLUME /data
EXPOSE 3000
# healthz answers as soon as the process lives; whether it can search yet is readyz.
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/healthz`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
# Half of the space that short-lived objects get: some 50 MB less in all.
ENTRYPOINT ["node", "--max-semi-space-size=8", "bin/zhengsou.js"]
CMD ["serve", "--sample"]
