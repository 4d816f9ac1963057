import type { RuleId } from '../rules/rules.ts'
import { type Concern, isLoss, isUnread, unknownValues } from './ratings.ts'

const removals: ReadonlySet<RuleId> = new Set(['field.removed', 'field.removedOptional'])

/** How the SDK deals with a finding, as a sentence to add to the hint; empty where there is nothing to add. */
export function noteFor(concern: Concern): string {
  const { finding, direction, sdk, field } = concern
  if (finding.rule === 'operation.added') return sdk ? '' : 'The SDK has no function for it.'
  if (sdk === undefined) return ''
  if (direction === 'request') return requestNote(concern)
  if (isUnread(concern)) return `\`${sdk.call}\` ignores the response.`
  if (isLoss(concern)) {
    return field?.without === undefined ? 'The SDK requires it.' : `The SDK handles this: ${field.without}.`
  }
  if (field && removals.has(finding.rule)) return `Without it, ${field.without ?? 'the SDK fails'}.`
  if (field && finding.rule === 'field.renamed')
    return 'The SDK reads the old name; a release that reads the new one is needed.'
  const unknown = unknownValues(concern)
  return unknown.length > 0 ? `The SDK does not handle ${unknown.join(', ')}: it ${field?.known?.others}.` : ''
}

function requestNote({ finding, sdk, field }: Concern): string {
  const call = `\`${sdk?.call}\``
  switch (finding.rule) {
    case 'field.addedRequired':
      return field ? '' : `${call} has no option for it yet; until a release adds one, use the bare client.`
    case 'body.addedRequired':
      return `${call} sends no body yet; until a release adds one, use the bare client.`
    case 'field.required':
      return field?.always ? `${call} always sends it; only callers of the bare client have to change.` : ''
    case 'default.changed':
      return field?.always ? `${call} always sends it; only callers of the bare client are affected.` : ''
    case 'field.removed':
    case 'field.removedClosed':
    case 'field.renamed':
      return field ? `${call} sends \`${lastName(finding.path)}\` until a release changes that.` : ''
    case 'null.removed':
      return field?.sendsNull ? `${call} sends null if the caller gives no value.` : ''
    case 'security.required':
      return sdk?.request['header.authorization'] ? `${call} already sends the access token.` : ''
    default:
      return ''
  }
}

function lastName(path: string): string {
  return path.slice(path.lastIndexOf('.') + 1)
}
