import { cutText } from '../base/cut-text.ts'
import type { PlainResponse } from '../wire/plain-response.ts'

/** A request to the portal and its answer as they were, with their secrets: for the console, never for the journal. */
export interface Exchange {
  /** The id of its entry in the journal. */
  readonly id: number
  /** The first 4096 characters of the request's body; `null` before it is read, and if it is not UTF-8. */
  readonly requestBody: string | null
  /** The headers of the answer; `null` without one. */
  readonly responseHeaders: Readonly<Record<string, string>> | null
  /** The first 4096 characters of the answer's body, as it was sent; `null` without an answer. */
  readonly responseBody: string | null
  /** How long the answer took, in milliseconds by the portal's clock; `null` without one. */
  readonly durationMs: number | null
  /** What refused it: an option of `policy.refusals`, `routing` or `validation`; `null` if nothing did. */
  readonly rule: string | null
}

/** The latest exchanges. */
export interface Exchanges {
  begin(id: number, atMs: number): OpenExchange
  /** One of the latest; `undefined` if it is not kept. */
  find(id: number): Exchange | undefined
  clear(): void
}

/** Completes an exchange while its request is answered. */
interface OpenExchange {
  setRequest(body: string | undefined): void
  setResponse(response: PlainResponse, nowMs: number): void
}

/** As many as the console shows. A portal keeps a hundredth of its journal: with bodies, each is a hundred times larger. */
const limit = 50
const maxCharacters = 4096

/** Makes an empty record of exchanges. */
export function createExchanges(): Exchanges {
  const kept: { -readonly [Name in keyof Exchange]: Exchange[Name] }[] = []
  return {
    begin(id, atMs): OpenExchange {
      const nothing = { requestBody: null, responseHeaders: null, responseBody: null, durationMs: null, rule: null }
      const exchange: (typeof kept)[number] = { id, ...nothing }
      kept.push(exchange)
      if (kept.length > limit) kept.shift()
      return {
        setRequest(body): void {
          exchange.requestBody = body === undefined ? null : cut(body)
        },
        setResponse({ headers, body, rule = null }, nowMs): void {
          exchange.responseHeaders = headers
          exchange.responseBody = cut(typeof body === 'string' ? body : new TextDecoder().decode(body))
          exchange.durationMs = nowMs - atMs
          exchange.rule = rule
        },
      }
    },
    find: (id) => kept.find((exchange) => exchange.id === id),
    clear(): void {
      kept.length = 0
    },
  }
}

const cut = (text: string): string => cutText(text, maxCharacters)
