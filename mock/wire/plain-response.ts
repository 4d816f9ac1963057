import { yieldToEventLoop } from '../base/yield-to-event-loop.ts'
import { type Ending, networkFault } from './network-fault.ts'

/** A response as plain data. */
export interface PlainResponse {
  readonly status: number
  /** By their names in lower case. */
  readonly headers: Readonly<Record<string, string>>
  /** What arrives of the body; empty where there is none. */
  readonly body: string | Uint8Array<ArrayBuffer>
  /** By plan the body ends too early, like this; `content-length` tells of the whole. */
  readonly breaksOff?: Ending
}

/** Headers with their names in lower case: one given in another case replaces, and does not join. */
export function lowerCased(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))
}

/** A `Response` of plain data. Where the body breaks off, to read it rejects after what there is. */
export function toResponse({ status, headers, body, breaksOff }: PlainResponse): Response {
  const isEmpty = body.length === 0
  return new Response(breaksOff !== undefined ? broken(body, breaksOff) : isEmpty ? null : body, { status, headers })
}

function broken(body: PlainResponse['body'], ending: Ending): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start: (controller) => controller.enqueue(typeof body === 'string' ? new TextEncoder().encode(body) : body),
    async pull(controller) {
      // MSW 3 writes to a socket of its own, and drops what it has not sent when the error comes.
      await yieldToEventLoop()
      controller.error(networkFault(ending))
    },
  })
}
