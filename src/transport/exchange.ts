import type { Clock } from '../base/clock.ts'
import { withDeadline } from '../base/deadline.ts'
import { isPortalAuthErrorCode, type PortalAuthErrorCode } from '../base/error-code.ts'
import { isJsonObject, type JsonObject, parseJson } from '../base/json.ts'
import { PortalAuthError, type PortalAuthOperation } from '../base/portal-auth-error.ts'
import { defect, failedExchange, unbuildable } from './failed-exchange.ts'
import { explain } from './likely-cause.ts'
import { type AskedOperation, makeRequest, type OperationRequests } from './operation-request.ts'
import { readText } from './read-text.ts'
import { classifyRefusal } from './refusal/classify.ts'
import { RefusedRefresh } from './refusal/refused-refresh.ts'
import { readDateMs, readRetryAfterMs } from './refusal/retry-after.ts'
import { readValidationFields } from './refusal/validation-fields.ts'
import { isPage } from './refusal/words.ts'
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
   * Receives an accepted answer that arrives after the caller has stopped waiting, or does not match its schema, for an
   * operation that commits at the portal. With it, neither an abort nor a timeout aborts the request.
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
  readonly request: Request
  readonly response: Response
  readonly text: string
}

/** Makes the exchange. */
export function createExchange({ baseUrl, send, clock, timeoutMs, classifyError }: ExchangeOptions): Exchange {
  return async (operation, request, call) => {
    const received = await receive(operation, request, call)
    const { response, text } = received
    const { status } = response
    if (response.ok) return { status, body: parseAnswer(operation, received), serverNowMs: readDateMs(response) }
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
      message:
        typeof process !== 'undefined' && process.env.NODE_ENV !== 'production'
          ? explain({ code, request: received.request, response, body })
          : '',
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
    let sent: Request | undefined
    const run = async (signal: AbortSignal): Promise<Received> => {
      sent = buildRequest(operation, request, signal)
      const response = await send(sent)
      return { request: sent, response, text: await readText(response, operation) }
    }
    try {
      return await withDeadline(run, deadline)
    } catch (error) {
      throw failedExchange(operation, error, sent)
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
      const message =
        typeof process !== 'undefined' && process.env.NODE_ENV !== 'production'
          ? 'createPortalAuth(): classifyError must not throw'
          : ''
      throw defect(operation, message, cause, status)
    }
    if (isPortalAuthErrorCode(named)) return named
    const message =
      typeof process !== 'undefined' && process.env.NODE_ENV !== 'production'
        ? 'createPortalAuth(): classifyError must return an error code or undefined'
        : ''
    throw defect(operation, message, undefined, status)
  }
}

function parseAnswer(operation: AskedOperation, { request, response, text }: Received): JsonObject {
  const body = parseJson(text)
  if (isJsonObject(body)) return body
  // The client uses nothing in these answers, so they may be empty; a page is not the portal's answer.
  if ((operation === 'logout' || operation === 'sendEmailCode') && !isPage(text)) return {}
  const code = 'unexpected_response'
  throw new PortalAuthError({
    code,
    operation,
    status: response.status,
    // A captive portal or a cut connection: the next response may be the portal's own.
    retryable: true,
    message:
      typeof process !== 'undefined' && process.env.NODE_ENV !== 'production'
        ? explain({ code, problem: 'the response is not a JSON object', request, response, body: body ?? text })
        : '',
  })
}
