import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** An HTTP server that serves documents. */
export interface SourceServer {
  readonly url: string
  /** The path and authorization of each request. */
  readonly requests: readonly { readonly path: string; readonly authorization: string | undefined }[]
  close(): Promise<void>
}

/** Starts a server whose responses `answer` writes. */
export async function startSourceServer(
  answer: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<SourceServer> {
  const requests: { path: string; authorization: string | undefined }[] = []
  const server = createServer((request, response) => {
    requests.push({ path: request.url ?? '', authorization: request.headers.authorization })
    answer(request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
