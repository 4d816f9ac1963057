import type { Operation } from '../codegen/list-operations.ts'
import type { Change, Direction, Finding, Rating } from './change.ts'
import { hints } from './hints.ts'
import { type RuleId, ruleFor } from './rules.ts'
import { type SdkField, type SdkOperation, sdkOperations } from './sdk-names.ts'
import { losses, noteFor } from './sdk-notes.ts'

/**
 * Rates a finding and puts it in the words of a caller of the SDK. `client` is the typed client that reaches every
 * operation, in or out of the SDK's own table.
 */
export function rate({ method, path }: Operation, direction: Direction, finding: Finding, client: string): Change {
  const address = `${method} ${path}`
  const sdk = sdkOperations[address]
  const field = sdk && fieldAt(sdk, direction, finding.path)
  const { kind, rating } = ruleFor(finding.rule, direction)
  return {
    operation: address,
    direction,
    path: finding.path,
    kind,
    rating: ratingForCallers(finding.rule, rating, field),
    sdk: namesOf(finding, sdk, field, client),
    hint: [hintFor(address, direction, finding, sdk, client), noteFor(finding, direction, sdk, field)].join(' ').trim(),
  }
}

/** The field of the SDK at a path, if it has that very field; the body of a refusal is read by its own rules. */
function fieldAt(sdk: SdkOperation, direction: Direction, path: string): SdkField | undefined {
  if (direction === 'request') return sdk.request[path]
  const [, status = '', below = ''] = /^(\w+)(.*)$/.exec(path) ?? []
  if (status.startsWith('2')) return sdk.response[below]
  if (/^\.headers\.retry-after$/.test(below))
    return { names: ['PortalAuthError.retryAfterMs'], without: 'no wait is told' }
  return status === '422' && below.startsWith('.detail') ? { names: ['PortalAuthError.fields'] } : undefined
}

/** Where the SDK knows more than the contract: it copes with some losses, and some optional fields are all a caller sees. */
function ratingForCallers(rule: RuleId, rating: Rating, field: SdkField | undefined): Rating {
  if (field === undefined) return rating
  if (losses.has(rule) && field.without !== undefined && rating === 'breaking') return 'risky'
  if (rule === 'field.removedOptional' && !field.inferred) return 'breaking'
  return rating
}

function namesOf(
  { rule, path, component, before }: Finding,
  sdk: SdkOperation | undefined,
  field: SdkField | undefined,
  client: string,
): readonly string[] {
  const type = component === undefined ? [] : [`components['schemas']['${component}']`]
  if (rule === 'schema.renamed') return [`components['schemas']['${before}']`]
  if (rule === 'operation.id') return [`operations['${before}']`]
  if (field) return [...field.names, client]
  return [...(sdk ? [sdk.call] : []), client, ...(path === '' ? [] : type)]
}

function hintFor(
  address: string,
  direction: Direction,
  { rule, path, before = '', after = '' }: Finding,
  sdk: SdkOperation | undefined,
  client: string,
): string {
  const hint = hints[rule]
  const [method, route] = address.split(' ')
  const reach = `\`${client}.${method}('${route}')\``
  const words: Readonly<Record<string, string>> = {
    at: path === '' ? 'the request' : `\`${path}\``,
    name: path.split(/[.]/).at(-1) ?? path,
    before,
    after,
    call: sdk ? `\`${sdk.call}\`` : reach,
    client: reach,
  }
  const text = typeof hint === 'string' ? hint : hint[direction]
  return text.replaceAll(/\{(\w+)\}/g, (_, word: string) => words[word] ?? '')
}
