import type { Finding } from '../rules/change.ts'
import type { Direction } from '../rules/rule.ts'
import type { SdkField, SdkOperation } from './names.ts'

/** What the SDK reads of error responses, for every operation, by status and path. */
export const errorFields: Readonly<Record<string, SdkField>> = {
  '422.detail': { names: ['PortalAuthError.fields'], without: 'no field has a message' },
  '422.detail[].loc': { names: ['PortalAuthError.fields'], without: 'the message applies to the whole body' },
  '422.detail[].msg': { names: ['PortalAuthError.fields'], without: 'the message is `invalid`' },
  '429.headers.retry-after': { names: ['PortalAuthError.retryAfterMs'], without: '`retryAfterMs` is undefined' },
  '503.headers.retry-after': { names: ['PortalAuthError.retryAfterMs'], without: '`retryAfterMs` is undefined' },
}

/** The field of the SDK at exactly this path of the change report; undefined if it is missing. */
export function fieldAt(sdk: SdkOperation, direction: Direction, path: string): SdkField | undefined {
  if (direction === 'request') return sdk.request[path]
  const [, body = ''] = /^2\w\w(.+)$/.exec(path) ?? []
  return sdk.response[body] ?? errorFields[path]
}

/** The SDK names affected by a finding; `client` is the typed client that reaches every operation. */
export function namesFor(
  { rule, path, component, before }: Finding,
  direction: Direction,
  sdk: SdkOperation | undefined,
  client: string,
): readonly string[] {
  if (rule === 'schema.renamed') return [`components['schemas']['${before}']`]
  if (rule === 'operation.id') return [`operations['${before}']`]
  const names = sdk && (nearestField(sdk, direction, path)?.names ?? [sdk.call])
  const isNamed = sdk !== undefined && fieldAt(sdk, direction, path) !== undefined
  const type = component === undefined || isNamed ? [] : [`components['schemas']['${component}']`]
  return [...(names ?? []), client, ...type]
}

/** The field of the SDK at a path or at its nearest ancestor. */
function nearestField(sdk: SdkOperation, direction: Direction, path: string): SdkField | undefined {
  const above = path.replace(/(\.[^.[\]]+|\[\d*\])$/, '')
  return fieldAt(sdk, direction, path) ?? (above === path ? undefined : nearestField(sdk, direction, above))
}
