import { isJsonObject, type JsonObject, nonEmptyString } from '../../base/json.ts'
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

/** Writes the record as the string to store. */
export function writeFlowRecord(record: FlowRecord): string {
  return JSON.stringify({ version, ...record })
}

/** Reads a stored record; undefined if it is missing, of another version or unreadable. */
export function readFlowRecord(text: string | null | undefined): FlowRecord | undefined {
  try {
    const wire: unknown = JSON.parse(text ?? '')
    if (!isJsonObject(wire) || wire.version !== version || typeof wire.atMs !== 'number') return undefined
    const data = isJsonObject(wire.data) ? readStepData(wire.data) : undefined
    return data && { email: nonEmptyString(wire.email), atMs: wire.atMs, data, choice: nonEmptyString(wire.choice) }
  } catch {
    return undefined
  }
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
