import type { Clock } from '../base/clock.ts'
import { withDeadline } from '../base/deadline.ts'
import { isJsonObject, type JsonObject, parseJson } from '../base/json.ts'
import {
  isPortalAuthErrorCode,
  PortalAuthError,
  type PortalAuthErrorCode,
  type PortalAuthOperation,
} from '../base/portal-auth-error.ts'
import { defect, failedExchange, unbuildable } from './failed-exchange.ts'
import { type AskedOperation, makeRequest, type OperationRequests } from './operation-request.ts'
import { readText } from './read-text.ts'
import { classifyRefusal } from './refusal/classify.ts'
import { RefusedRefresh } from './refusal/refused-refresh.ts'
import { readDateMs, readRetryAfterMs } from './refusal/retry-after.ts'
import { readValidationFields } from './refusal/validation-fields.ts'
import type { Send } from './send.ts'

/** What every call takes last. */
export interface CallOptions {
  /** Aborts the call, which then rejects with code `aborted`. */
  readonly signal?: AbortSignal | undefined
}

/** Decides the code of an error response before the client's own table does; undefined leaves it to the table. */
export type ClassifyError = (
  operation: PortalAuthOperation,
  status: number,
  body: unknown,
) => PortalAuthErrorCode | undefined

/** An accepted response. */
export interface Answer {
  readonly status: number
  /** The JSON object in the response; empty for a response without a body. */
  readonly body: JsonObject
  /** The server's time, in milliseconds since the epoch, if its `Date` header can be read. */
  readonly serverNowMs: number | undefined
}

/**
 * Sends an operation to the portal and resolves to the accepted answer, which no schema has checked yet. Bounded in
 * time and abortable; every failure is a `PortalAuthError`.
 */
export type Exchange = <Name extends AskedOperation>(
  operation: Name,
  request: OperationRequests[Name],
  call?: ExchangeCall,
) => Promise<Answer>

/** How one exchange differs from others. */
export interface ExchangeCall extends CallOptions {
  /** How long the request may take, in milliseconds. Default: that of the client. */
  readonly timeoutMs?: number | undefined
  /**
   * Receives an accepted answer that arrives after the caller has stopped waiting, for an operation that commits at the
   * portal. With it, neither an abort nor a timeout aborts the request.
   */
  readonly onLate?: ((answer: Answer) => void) | undefined
}

/** What an exchange needs. */
export interface ExchangeOptions {
  readonly baseUrl: string
  readonly send: Send
  readonly clock: Clock
  /** How long a request may take, in milliseconds. */
  readonly timeoutMs: number
  readonly classifyError?: ClassifyError | undefined
}

/** A response and its text. */
interface Received {
  readonly response: Response
  readonly text: string
}

/** Makes the exchange. */
export function createExchange({ baseUrl, send, clock, timeoutMs, classifyError }: ExchangeOptions): Exchange {
  return async (operation, request, call) => {
    const { response, text } = await receive(operation, request, call)
    const { status } = response
    if (response.ok) return { status, body: parseAnswer(operation, status, text), serverNowMs: readDateMs(response) }
    const body = parseJson(text) ?? text
    const code = nameRefusal(operation, status, body)
    const facts = {
      code,
      operation,
      status,
      // Without JSON something in front of the portal answered; the portal itself may answer the next request.
      retryable: code === 'unexpected_response' && !isJsonObject(body) ? true : undefined,
      retryAfterMs: readRetryAfterMs(response.headers, body, clock.now()),
      fields: readValidationFields(body),
    }
    throw code === 'session_expired' ? new RefusedRefresh(facts, body) : new PortalAuthError(facts)
  }

  async function receive<Name extends AskedOperation>(
    operation: Name,
    request: OperationRequests[Name],
    call: ExchangeCall | undefined,
  ): Promise<Received> {
    const onLate =
      call?.onLate &&
      (({ response, text }: Received): void => {
        const body = parseJson(text)
        if (response.ok && isJsonObject(body))
          call.onLate?.({ status: response.status, body, serverNowMs: readDateMs(response) })
      })
    const deadline = { operation, clock, timeoutMs: call?.timeoutMs ?? timeoutMs, signal: call?.signal, onLate }
    const run = async (signal: AbortSignal): Promise<Received> => {
      const response = await send(buildRequest(operation, request, signal))
      return { response, text: await readText(response, operation) }
    }
    try {
      return await withDeadline(run, deadline)
    } catch (error) {
      throw failedExchange(operation, error)
    }
  }

  /** A `TypeError` here comes from the platform and not from the network. */
  function buildRequest<Name extends AskedOperation>(
    operation: Name,
    request: OperationRequests[Name],
    signal: AbortSignal,
  ): Request {
    try {
      return makeRequest(baseUrl, operation, request, signal)
    } catch {
      try {
        // jsdom's signals are not those of Node's Request.
        return makeRequest(baseUrl, operation, request)
      } catch (cause) {
        throw unbuildable(operation, baseUrl, cause)
      }
    }
  }

  function nameRefusal(operation: PortalAuthOperation, status: number, body: unknown): PortalAuthErrorCode {
    let named: unknown
    try {
      named = classifyError?.(operation, status, body) ?? classifyRefusal(operation, status, body)
    } catch (cause) {
      throw defect(operation, 'createPortalAuth(): classifyError must not throw', cause, status)
    }
    if (isPortalAuthErrorCode(named)) return named
    throw defect(
      operation,
      'createPortalAuth(): classifyError must return an error code or undefined',
      undefined,
      status,
    )
  }
}

function parseAnswer(operation: AskedOperation, status: number, text: string): JsonObject {
  const body = parseJson(text)
  if (isJsonObject(body)) return body
  // The client uses nothing in these answers, so they may be empty.
  if (operation === 'logout' || operation === 'sendEmailCode') return {}
  throw new PortalAuthError({
    code: 'unexpected_response',
    operation,
    status,
    // A captive portal or a cut connection: the next response may be the portal's own.
    retryable: true,
    message: 'the response is not a JSON object',
  })
}
