import { readFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import { extname, join, normalize } from 'node:path'

/** The login page, served under a CSP that allows its own files only, with the portal behind a proxy. */
export interface Site {
  readonly origin: string
  /** The CSP violations that browsers have reported. */
  readonly reports: readonly string[]
  close(): Promise<void>
}

const policy = "default-src 'self'; report-uri /reports"
const types: Readonly<Record<string, string>> = {
  '.css': 'text/css',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.svg': 'image/svg+xml',
}

/** Serves a folder on a free port; paths below `/portal/` go to the portal. */
export async function startSite(folder: string, portalUrl: string | undefined): Promise<Site> {
  const reports: string[] = []
  const server = createServer((incoming, outgoing) => {
    const path = new URL(incoming.url ?? '/', 'http://site').pathname
    outgoing.setHeader('content-security-policy', policy)
    outgoing.setHeader('x-content-type-options', 'nosniff')
    outgoing.setHeader('cache-control', 'no-store')
    if (path === '/reports') void keepReport(incoming, outgoing)
    else if (path.startsWith('/portal/') && portalUrl !== undefined) forward(incoming, outgoing, portalUrl)
    else void sendFile(path === '/' ? '/index.html' : path, outgoing)
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return {
    origin: `http://localhost:${port}`,
    reports,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }

  async function keepReport(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    reports.push(Buffer.concat(await incoming.toArray()).toString())
    outgoing.writeHead(204).end()
  }

  async function sendFile(path: string, outgoing: ServerResponse): Promise<void> {
    const content = await readFile(join(folder, normalize(path))).catch(() => undefined)
    if (content === undefined) outgoing.writeHead(404).end('nothing here')
    else outgoing.writeHead(200, { 'content-type': types[extname(path)] ?? 'text/plain' }).end(content)
  }
}

/** Proxies a request; an upstream reset also resets the client's connection. */
function forward(incoming: IncomingMessage, outgoing: ServerResponse, portalUrl: string): void {
  const url = new URL(incoming.url?.replace(/^\/portal/, '') ?? '/', portalUrl)
  const { method, headers } = incoming
  const onward = request(url, { method, headers: { ...headers, host: url.host } }, (answer) => {
    outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
    answer.pipe(outgoing)
    answer.once('error', () => outgoing.destroy())
  })
  onward.once('error', () => outgoing.destroy())
  outgoing.once('close', () => onward.destroy())
  incoming.pipe(onward)
}
