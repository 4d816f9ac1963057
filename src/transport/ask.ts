import type { Clock } from '../base/clock.ts'
import { withDeadline } from '../base/deadline.ts'
import { isJsonObject, type JsonObject } from '../base/json.ts'
import {
  isPortalAuthErrorCode,
  PortalAuthError,
  type PortalAuthErrorCode,
  type PortalAuthOperation,
} from '../base/portal-auth-error.ts'
import type { CheckAnswer } from './check-answer.ts'
import { defect, failedExchange } from './failed-exchange.ts'
import { classifyRefusal } from './refusal/classify.ts'
import { readRetryAfterMs } from './refusal/retry-after.ts'
import { readValidationFields } from './refusal/validation-fields.ts'

/** What every call takes last. */
export interface CallOptions {
  /** Ends the wait: the call rejects with code `aborted`. */
  readonly signal?: AbortSignal | undefined
}

/** Decides the code of a refusal before the client's own table does; undefined leaves it to the table. */
export type ClassifyError = (
  operation: PortalAuthOperation,
  status: number,
  body: unknown,
) => PortalAuthErrorCode | undefined

/** How an exchange is timed and judged. */
export interface AskOptions {
  readonly baseUrl: string
  readonly clock: Clock
  /** Milliseconds until a request is given up. */
  readonly timeoutMs: number
  readonly checkAnswer: CheckAnswer
  readonly classifyError?: ClassifyError | undefined
}

/** One exchange as openapi-fetch reports it when asked for text. */
interface Exchange {
  readonly data?: string | undefined
  readonly error?: unknown
  readonly response: Response
}

/** An accepted answer. */
export interface Answer {
  readonly status: number
  /** The JSON object that came; empty for an answer without a body. */
  readonly body: JsonObject
}

/** Runs one exchange and returns the accepted answer. */
export type Ask = (
  operation: PortalAuthOperation,
  send: (init: { readonly signal: AbortSignal; readonly parseAs: 'text' }) => Promise<Exchange>,
  call?: CallOptions & { readonly timeoutMs?: number; readonly unchecked?: boolean },
) => Promise<Answer>

/**
 * Makes the function every step asks the portal with: bounded in time, abortable, and every failure a `PortalAuthError`.
 */
export function createAsk({ baseUrl, clock, timeoutMs, checkAnswer, classifyError }: AskOptions): Ask {
  return async (operation, send, call) => {
    const { data, error, response } = await exchange(operation, send, call)
    const { status } = response
    if (!response.ok) {
      const code = nameRefusal(operation, status, error)
      throw new PortalAuthError({
        code,
        operation,
        status,
        // No JSON means that something before the portal answered; the portal itself may yet.
        retryable: code === 'unexpected_response' && !isJsonObject(error) ? true : undefined,
        retryAfterMs: readRetryAfterMs(response.headers, error, clock.now()),
        fields: readValidationFields(error),
      })
    }
    const body = parseAnswer(operation, status, data)
    if (!call?.unchecked) await checkAnswer(operation, status, body)
    return { status, body }
  }

  function nameRefusal(operation: PortalAuthOperation, status: number, body: unknown): PortalAuthErrorCode {
    let named: unknown
    try {
      named = classifyError?.(operation, status, body) ?? classifyRefusal(operation, status, body)
    } catch (cause) {
      throw defect(operation, 'the option classifyError threw', cause, status)
    }
    if (isPortalAuthErrorCode(named)) return named
    throw defect(operation, 'the option classifyError returned what is no code', undefined, status)
  }

  async function exchange(
    operation: PortalAuthOperation,
    send: Parameters<Ask>[1],
    call: Parameters<Ask>[2],
  ): Promise<Exchange> {
    const deadline = { operation, clock, timeoutMs: call?.timeoutMs ?? timeoutMs, signal: call?.signal }
    try {
      return await withDeadline((signal) => send({ signal, parseAs: 'text' }), deadline)
    } catch (error) {
      throw failedExchange(operation, error, baseUrl)
    }
  }
}

function parseAnswer(operation: PortalAuthOperation, status: number, text: string | undefined): JsonObject {
  let body: unknown
  try {
    body = JSON.parse(text ?? '')
  } catch {
    // JSON.parse quotes the text, which may hold a token: its error is not kept as the cause.
  }
  if (isJsonObject(body)) return body
  // Nothing in these answers is used, so they may be empty.
  if (operation === 'logout' || operation === 'sendEmailCode') return {}
  throw new PortalAuthError({
    code: 'unexpected_response',
    operation,
    status,
    // A captive portal or a cut connection: the next answer may be the server's own.
    retryable: true,
    message: 'the answer is not a JSON object',
  })
}
