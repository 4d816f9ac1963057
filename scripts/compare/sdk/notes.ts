import type { RuleId } from '../rules/rules.ts'
import { type Concern, isLoss, isUnread, unknownValues } from './ratings.ts'

const removals: ReadonlySet<RuleId> = new Set(['field.removed', 'field.removedOptional'])

/** What the SDK makes of a finding, beyond what the contract says; empty where it makes nothing of it. */
export function noteFor(concern: Concern): string {
  const { finding, direction, sdk, field } = concern
  if (finding.rule === 'operation.added') return sdk ? '' : 'The SDK has no function of its own for it.'
  if (sdk === undefined) return ''
  if (direction === 'request') return requestNote(concern)
  if (isUnread(concern)) return `\`${sdk.call}\` reads nothing of the answer.`
  if (isLoss(concern)) {
    return field?.without === undefined ? 'The SDK cannot go on without it.' : `The SDK copes: ${field.without}.`
  }
  if (field && removals.has(finding.rule)) return `Without it ${field.without ?? 'the SDK cannot go on'}.`
  if (field && finding.rule === 'field.renamed')
    return 'The SDK reads the old name and needs a release that reads the new one.'
  const unknown = unknownValues(concern)
  return unknown.length > 0 ? `The SDK has no code for ${unknown.join(', ')}: it ${field?.known?.others}.` : ''
}

function requestNote({ finding, sdk, field }: Concern): string {
  const call = `\`${sdk?.call}\``
  switch (finding.rule) {
    case 'field.addedRequired':
      return field ? '' : `${call} has no option for it and needs a release that has; until then use the bare client.`
    case 'body.addedRequired':
      return `${call} sends none and needs a release that does; until then use the bare client.`
    case 'field.required':
      return field?.always ? `${call} always does: only callers of the bare client have to.` : ''
    case 'default.changed':
      return field?.always ? `${call} always sends it: only callers of the bare client leave it out.` : ''
    case 'field.removed':
    case 'field.removedClosed':
    case 'field.renamed':
      return field ? `${call} goes on sending \`${lastName(finding.path)}\` until a release changes that.` : ''
    case 'null.removed':
      return field?.sendsNull ? `${call} sends null where nothing is given.` : ''
    case 'security.required':
      return sdk?.request['header.authorization'] ? `${call} sends the access token anyway.` : ''
    default:
      return ''
  }
}

function lastName(path: string): string {
  return path.slice(path.lastIndexOf('.') + 1)
}
