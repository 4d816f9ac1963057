import { headers } from '../base/headers.ts'
import { isJson, isRecord } from '../base/json.ts'
import { is, object, optional, whole } from '../base/shape.ts'
import type { Option } from './option.ts'

/** How one refusal is answered. */
export interface Refusal {
  /** The HTTP status, 400 to 599. */
  readonly status: number
  /** The value under `detail`, as in FastAPI's `HTTPException`: a message or an object. */
  readonly detail: string | Readonly<Record<string, unknown>>
  /** The whole body instead of `{ detail }`, for a portal that answers in another shape. */
  readonly body?: unknown
  /** Headers to add. Default none. */
  readonly headers?: Readonly<Record<string, string>>
}

const shape = object<Refusal>({
  status: whole(400, 599),
  detail: is('a string or a JSON object', (value) => typeof value === 'string' || (isRecord(value) && isJson(value))),
  body: optional(is('a JSON value', isJson)),
  headers: optional(headers),
})

/** A refusal. Members that are left out keep the default's value. */
export const refusal = (status: number, detail: string): Option<Refusal> => ({ initial: { status, detail }, shape })
