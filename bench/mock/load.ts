import { connect } from 'node:net'

/** A measured load. */
export interface Load {
  requestsPerSecond: number
  p50Ms: number
  p99Ms: number
}

/** The target, the number of connections and the duration. */
export interface LoadOptions {
  port: number
  connections: number
  durationMs: number
}

/** The bytes of one POST with a JSON body. */
export function postBytes(path: string, body: unknown): Buffer {
  const text = JSON.stringify(body)
  return Buffer.from(
    `POST ${path} HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(text)}\r\n\r\n${text}`,
  )
}

/** Sends over raw sockets with little work of its own, so that the figures are those of the server. `next` builds each request from the previous response. */
export async function load(
  { port, connections, durationMs }: LoadOptions,
  next: (connection: number, lastBody: string) => Buffer,
): Promise<Load> {
  const latencies: number[] = []
  const startedAt = performance.now()
  const endsAt = startedAt + durationMs
  await Promise.all(
    Array.from({ length: connections }, (_, i) => talk(port, endsAt, latencies, (body) => next(i, body))),
  )
  const seconds = (performance.now() - startedAt) / 1000
  latencies.sort((a, b) => a - b)
  const at = (share: number): number => latencies[Math.floor(latencies.length * share)] ?? Number.NaN
  return { requestsPerSecond: latencies.length / seconds, p50Ms: at(0.5), p99Ms: at(0.99) }
}

function talk(port: number, endsAt: number, latencies: number[], next: (body: string) => Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1')
    let received = ''
    let sentAt = 0
    const send = (body: string): void => {
      sentAt = performance.now()
      if (sentAt >= endsAt) socket.end(resolve)
      else socket.write(next(body))
    }
    socket.setNoDelay(true)
    socket.on('connect', () => send(''))
    socket.on('error', reject)
    socket.on('data', (chunk) => {
      received += chunk.toString('latin1')
      const headEnd = received.indexOf('\r\n\r\n')
      if (headEnd === -1) return
      const head = received.slice(0, headEnd)
      const length = Number(/content-length: (\d+)/i.exec(head)?.[1])
      const body = received.slice(headEnd + 4)
      if (body.length < length) return
      if (!head.startsWith('HTTP/1.1 200')) return reject(new Error(`${head.split('\r\n')[0]}: ${body.slice(0, 200)}`))
      latencies.push(performance.now() - sentAt)
      received = ''
      send(body)
    })
  })
}
