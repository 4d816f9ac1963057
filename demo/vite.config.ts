import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

const workerFile = 'mockServiceWorker.js'

/** Serves MSW's worker script from the package, so that no copy of it can be outdated. */
function mswWorker(): Plugin {
  const readWorker = (): string => readFileSync(fileURLToPath(import.meta.resolve(`msw/${workerFile}`)), 'utf8')
  return {
    name: 'msw-worker',
    configureServer(server) {
      server.middlewares.use(`/${workerFile}`, (_request, response) => {
        response.setHeader('content-type', 'text/javascript').end(readWorker())
      })
    },
    generateBundle() {
      this.emitFile({ type: 'asset', fileName: workerFile, source: readWorker() })
    },
  }
}

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), mswWorker()],
  // The page imports `scaikey-portal-auth` as an application does; tsconfig.json leads there to the sources.
  resolve: { tsconfigPaths: true },
  // No data: URLs, which a strict Content-Security-Policy blocks.
  build: { assetsInlineLimit: 0, target: 'es2022', chunkSizeWarningLimit: 1_500 },
})
