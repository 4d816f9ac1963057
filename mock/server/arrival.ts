import type { IncomingMessage } from 'node:http'
import { detailResponse } from '../fastapi/json-response.ts'
import type { PlainResponse } from '../wire/plain-response.ts'
import type { Guard } from './guard.ts'
import { readUrl, targetOf } from './read-request.ts'
import { readTarget, type Target } from './target.ts'

/** A request of which the head has arrived: where it goes, or the answer of a server that does not act on it. */
export type Arrival =
  | { readonly url: URL; readonly target: Target; readonly refused?: undefined }
  | { readonly refused: PlainResponse }

/** Judges a request by its head, before its body is read. */
export function readArrival(incoming: IncomingMessage, guard: Guard): Arrival {
  const url = readUrl(incoming)
  if (url === undefined) return { refused: detailResponse(400, `${targetOf(incoming)} is not a URL`) }
  const target = readTarget(url.pathname)
  const refused = guard({ url, headers: incoming.headers, isControl: target.isControl })
  return refused === undefined ? { url, target } : { refused }
}
