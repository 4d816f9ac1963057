import { headers } from '../base/headers.ts'
import { isJson, isRecord } from '../base/json.ts'
import type { Option } from './option.ts'

/** How one refusal is answered. */
export interface Refusal {
  /** The HTTP status, 400 to 599. */
  readonly status: number
  /** What stands under `detail`, as FastAPI's `HTTPException` puts it: a message or an object. */
  readonly detail: string | Readonly<Record<string, unknown>>
  /** The whole body instead of `{ detail }`, for a portal that answers in another shape. */
  readonly body?: unknown
  /** Headers to add. */
  readonly headers?: Readonly<Record<string, string>>
}

/** A refusal: given in part, it is completed from the default. */
export const refusal = (status: number, detail: string): Option<Refusal> => ({
  initial: { status, detail },
  allowed:
    '{ status: 400 to 599, detail: a string or an object, body?: any JSON, headers?: names and strings, as fetch takes them }',
  accepts: (value) =>
    isRecord(value) &&
    Object.keys(value).every((key) => ['status', 'detail', 'body', 'headers'].includes(key)) &&
    typeof value['status'] === 'number' &&
    Number.isInteger(value['status']) &&
    value['status'] >= 400 &&
    value['status'] <= 599 &&
    (typeof value['detail'] === 'string' || (isRecord(value['detail']) && isJson(value['detail']))) &&
    (value['body'] === undefined || isJson(value['body'])) &&
    (value['headers'] === undefined || headers(value['headers']) === undefined),
})
