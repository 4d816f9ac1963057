import type { Operation } from '../openapi/list-operations.ts'
import type { Change, Finding } from './rules/change.ts'
import { hints } from './rules/hints.ts'
import type { Direction } from './rules/rule.ts'
import { ruleFor } from './rules/rules.ts'
import { fieldAt, namesFor } from './sdk/fields.ts'
import { type SdkOperation, sdkOperations } from './sdk/names.ts'
import { noteFor } from './sdk/notes.ts'
import { ratingForCallers } from './sdk/ratings.ts'

/**
 * Rates a finding and explains it to callers of the SDK. `client` is the typed client that reaches every operation, also
 * those that the SDK has no function for.
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
    rating: ratingForCallers({ finding, direction, sdk, field }, rating),
    sdk: namesFor(finding, direction, sdk, client),
    hint: [
      hintFor(address, direction, finding, sdk, client),
      noteFor({ finding, direction, sdk, field }),
      finding.hasMorePlaces ? `The same schema has more places in this ${direction}.` : '',
    ]
      .filter((sentence) => sentence !== '')
      .join(' '),
  }
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
