import type { Direction, Finding } from './change.ts'
import type { RuleId } from './rules.ts'
import type { SdkField, SdkOperation } from './sdk-names.ts'

/** What an answer can lose that the client may have a way to live without. */
export const losses: ReadonlySet<RuleId> = new Set(['field.optional', 'null.added'])

/** What the SDK makes of a finding, beyond what the contract says; empty where it makes nothing of it. */
export function noteFor(
  finding: Finding,
  direction: Direction,
  sdk: SdkOperation | undefined,
  field: SdkField | undefined,
): string {
  if (finding.rule === 'operation.added') return sdk ? '' : 'The SDK has no function of its own for it.'
  if (sdk === undefined) return ''
  return direction === 'request' ? requestNote(finding, sdk, field) : responseNote(finding, field)
}

function requestNote({ rule, path }: Finding, sdk: SdkOperation, field: SdkField | undefined): string {
  switch (rule) {
    case 'field.addedRequired':
      return field
        ? ''
        : `\`${sdk.call}\` has no option for it and needs a release that has; until then use the bare client.`
    case 'field.required':
      return field?.always ? `\`${sdk.call}\` always does: only callers of the bare client have to.` : ''
    case 'field.removed':
    case 'field.removedClosed':
      return field ? `\`${sdk.call}\` sends it until it is changed.` : ''
    case 'security.required':
      return sdk.request['header.authorization'] ? `\`${sdk.call}\` sends the access token anyway.` : ''
    case 'null.removed':
      return path === 'body.code' ? `\`${sdk.call}\` sends null where no code is given.` : ''
    default:
      return ''
  }
}

function responseNote({ rule, come = [] }: Finding, field: SdkField | undefined): string {
  if (field === undefined) return ''
  if (losses.has(rule)) {
    return field.without === undefined ? 'The SDK cannot go on without it.' : `The SDK copes: ${field.without}.`
  }
  const unknown = field.known ? come.filter((value) => !field.known?.values.includes(value)) : []
  return unknown.length > 0 ? `The SDK has no code for ${unknown.join(', ')}: it ${field.known?.others}.` : ''
}
