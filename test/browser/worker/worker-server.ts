import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { build } from 'esbuild'

/** The versions of MSW that a page can use. */
export type MswVersion = 'msw' | 'msw2'

/** A page with the mock in its service worker, and its address. */
export interface WorkerServer {
  readonly port: number
  close(): Promise<void>
}

/** Serves the page, with MSW's script at `/mockServiceWorker.js`; `/absent.js` is missing, and the server answers it with the page, as many servers do. */
export async function startWorkerServer(version: MswVersion): Promise<WorkerServer> {
  const { outputFiles } = await build({
    entryPoints: [join(import.meta.dirname, 'worker-page.ts')],
    bundle: true,
    format: 'esm',
    target: 'es2022',
    write: false,
    alias: { msw: version },
  })
  const script = await readFile(new URL(import.meta.resolve(`${version}/mockServiceWorker.js`)))
  const page = '<!doctype html><title>worker</title><script type="module" src="/page.js"></script>'
  const files: Readonly<Record<string, readonly [type: string, body: string | Uint8Array]>> = {
    '/': ['text/html', page],
    '/index.js': ['text/html', page],
    '/page.js': ['text/javascript', outputFiles[0]?.text ?? ''],
    '/mockServiceWorker.js': ['text/javascript', script],
    '/other': ['text/plain', 'from the network'],
  }
  const server = createServer(({ url = '' }, response) => {
    const [type, body] = files[url] ?? ['text/plain', 'nothing here']
    response.writeHead(files[url] === undefined ? 404 : 200, { 'content-type': type }).end(body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
