import { createServer } from 'node:http'
import { join } from 'node:path'
import { build } from 'esbuild'
import type { PageConfig } from './page.ts'

/** The settings of the page server, which it puts into each page. */
export type PageSettings = Omit<PageConfig, 'clockOffsetMs'>

/** Serves the one page of the browser tests. */
export interface PageServer {
  readonly port: number
  /** By how many milliseconds a page's clock is ahead when it loads. */
  clockOffsetMs: number
  settings: PageSettings
  close(): Promise<void>
}

/** Bundles the page's script, with the client in it, into one ES module. */
export async function bundlePage(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [join(import.meta.dirname, 'page.ts')],
    bundle: true,
    format: 'esm',
    target: 'es2022',
    write: false,
  })
  return outputFiles[0]?.text ?? ''
}

/** Serves the page on a free port of the loopback interface. */
export async function startPageServer(script: string, settings: PageSettings): Promise<PageServer> {
  const pageServer = { port: 0, clockOffsetMs: 0, settings, close }
  const server = createServer(({ url }, response) => {
    const file = url === '/page.js' ? 'script' : url === '/' ? 'page' : undefined
    response.statusCode = file ? 200 : 404
    response.setHeader('content-type', file === 'script' ? 'text/javascript' : 'text/html')
    response.setHeader('cache-control', 'no-store')
    const config: PageConfig = { ...pageServer.settings, clockOffsetMs: pageServer.clockOffsetMs }
    response.end(file === 'script' ? script : file === 'page' ? page(config) : 'nothing here')
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
  const address = server.address()
  pageServer.port = typeof address === 'object' && address !== null ? address.port : 0
  return pageServer

  function close(): Promise<void> {
    return new Promise((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    })
  }
}

function page(config: PageConfig): string {
  const json = JSON.stringify(config).replaceAll('<', '\\u003c')
  return `<!doctype html><title>tab</title>
<script type="application/json" id="config">${json}</script>
<script type="module" src="/page.js"></script>`
}
