import { isRecord } from '../base/json.ts'
import type { Refusal } from '../policy/refusal.ts'
import type { Finding, JsonAnswer, OptionName } from './probe.ts'

/** The one header of a refusal that belongs to it; others tell of the server, the network or the moment. */
const kept = 'www-authenticate'

/** A refusal as the policy holds it; or in words why the answer is none. */
export function readRefusal({ status, body, headers }: JsonAnswer): Refusal | string {
  const { detail } = isRecord(body) ? body : {}
  if (status < 400) return `answered ${status}, which is no refusal`
  if (status === 405 || (status === 404 && detail === 'Not Found')) return `answered ${status}: there is no such call`
  const isValidation = Array.isArray(detail) && detail.every((item) => isRecord(item) && 'loc' in item)
  if (status === 422 && isValidation) return 'answered 422: the portal wants another request than the contract says'
  const authenticate = headers.get(kept)
  const extra = authenticate === null ? {} : { headers: { [kept]: authenticate } }
  const isPlain = isRecord(body) && Object.keys(body).length === 1
  if (isPlain && (typeof detail === 'string' || isRecord(detail))) return { status, detail, ...extra }
  // `body` is what is sent; `detail` has to be there.
  return { status, detail: typeof detail === 'string' ? detail : '', body, ...extra }
}

/** What a request that must be refused teaches. */
export const refusalFindings =
  (option: OptionName & `refusals.${string}`) =>
  (answer: JsonAnswer): readonly Finding[] => {
    const refusal = readRefusal(answer)
    return [typeof refusal === 'string' ? { note: `${option}: ${refusal}` } : { option, value: refusal }]
  }
