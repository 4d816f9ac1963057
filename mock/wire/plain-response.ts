import { yieldToEventLoop } from '../base/yield-to-event-loop.ts'
import { type Ending, networkFault } from './network-fault.ts'

/** A response as plain data. */
export interface PlainResponse {
  readonly status: number
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>
  /** The part of the body that is sent; empty without a body. */
  readonly body: string | Uint8Array<ArrayBuffer>
  /** What refused the request, for the console. It is not sent. */
  readonly rule?: string
  /** How a planned fault cuts off the body. `content-length` is then that of the whole. */
  readonly breaksOff?: Ending
}

/** Headers with names in lower case, so that a header in another case replaces instead of adding one. */
export function lowerCased(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))
}

/** Plain data as a `Response`. Reading a body that is cut off rejects after its last byte. */
export function toResponse({ status, headers, body, breaksOff }: PlainResponse): Response {
  const isEmpty = body.length === 0
  return new Response(breaksOff !== undefined ? cutOff(body, breaksOff) : isEmpty ? null : body, { status, headers })
}

function cutOff(body: PlainResponse['body'], ending: Ending): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start: (controller) => controller.enqueue(typeof body === 'string' ? new TextEncoder().encode(body) : body),
    async pull(controller) {
      // MSW 3 writes to its own socket, and drops what is not sent yet when the error arrives.
      await yieldToEventLoop()
      controller.error(networkFault(ending))
    },
  })
}
