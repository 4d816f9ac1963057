import { isRecord } from '../base/json.ts'
import type { Refusal } from '../policy/refusal.ts'
import type { Finding, JsonAnswer, OptionName } from './probe.ts'

/** The only header of a refusal that is kept: others are about the server, the network or the moment. */
const kept = 'www-authenticate'

/** A refusal in the form of the policy; or the reason why the answer is not one. */
export function readRefusal({ status, body, headers }: JsonAnswer): Refusal | string {
  const { detail } = isRecord(body) ? body : {}
  if (status < 400) return `answered ${status}, which is not a refusal`
  if (status === 405 || (status === 404 && detail === 'Not Found'))
    return `answered ${status}: the portal does not have this operation`
  const isValidation = Array.isArray(detail) && detail.every((item) => isRecord(item) && 'loc' in item)
  if (status === 422 && isValidation) return 'answered 422: the portal expects another request than the contract'
  const authenticate = headers.get(kept)
  const extra = authenticate === null ? {} : { headers: { [kept]: authenticate } }
  const isPlain = isRecord(body) && Object.keys(body).length === 1
  if (isPlain && (typeof detail === 'string' || isRecord(detail))) return { status, detail, ...extra }
  // The mock sends `body`; `detail` is required.
  return { status, detail: typeof detail === 'string' ? detail : '', body, ...extra }
}

/** The finding in the answer to a request that must be refused. */
export const refusalFindings =
  (option: OptionName & `refusals.${string}`) =>
  (answer: JsonAnswer): readonly Finding[] => {
    const refusal = readRefusal(answer)
    return [typeof refusal === 'string' ? { note: `${option}: ${refusal}` } : { option, value: refusal }]
  }
