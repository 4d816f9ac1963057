import { isJsonObject, type JsonObject, maxStoredDepth, nonEmptyString, parseJson } from '../../base/json.ts'
import type { StepData } from '../context.ts'

const version = 1

/** A login in progress, as it is stored: one value, removed when the login ends. */
export interface FlowRecord {
  readonly email: string | undefined
  /** When the step was reached, in milliseconds since the epoch. */
  readonly atMs: number
  readonly data: StepData
  /** The tenant or the method that the user chose on the step. */
  readonly choice: string | undefined
}

/** Writes the record as the string to store. It names the portal that the tokens belong to. */
export function writeFlowRecord(record: FlowRecord, portal: string): string {
  return JSON.stringify({ version, portal, ...record })
}

/** Reads a stored record; undefined if it is missing, of another version or portal, or unreadable. */
export function readFlowRecord(text: string | null | undefined, portal: string): FlowRecord | undefined {
  const wire = parseJson(text ?? '', maxStoredDepth)
  if (!isJsonObject(wire) || wire.version !== version || wire.portal !== portal) return undefined
  const data = isJsonObject(wire.data) ? readStepData(wire.data) : undefined
  const { atMs } = wire
  if (data === undefined || typeof atMs !== 'number' || !Number.isFinite(atMs)) return undefined
  return { email: nonEmptyString(wire.email), atMs, data, choice: nonEmptyString(wire.choice) }
}

function readStepData(wire: JsonObject): StepData | undefined {
  const flowToken = nonEmptyString(wire.flowToken)
  const mfaToken = nonEmptyString(wire.mfaToken)
  const userId = nonEmptyString(wire.userId)
  if ((wire.step === 'password' || wire.step === 'tenant') && flowToken !== undefined && Array.isArray(wire.tenants)) {
    return { step: wire.step, flowToken, tenants: wire.tenants.filter(isJsonObject) }
  }
  if (wire.step === 'mfa' && mfaToken !== undefined && userId !== undefined && Array.isArray(wire.methods)) {
    const methods = wire.methods.filter((method) => typeof method === 'string')
    return { step: 'mfa', mfaToken, userId, methods, tenantSlug: nonEmptyString(wire.tenantSlug) }
  }
  return undefined
}
