import type { Finding } from '../rules/change.ts'
import type { Direction, Rating } from '../rules/rule.ts'
import type { RuleId } from '../rules/rules.ts'
import type { SdkField, SdkOperation } from './names.ts'

/** A finding and what the SDK has to do with it. */
export interface Concern {
  readonly finding: Finding
  readonly direction: Direction
  readonly sdk: SdkOperation | undefined
  readonly field: SdkField | undefined
}

interface SdkRule {
  readonly rating: string
  /** When it holds, for a reader of the matrix. */
  readonly when: string
  readonly holds: (concern: Concern) => boolean
  readonly rate: (rating: Rating) => Rating
}

/** What an answer can lose that the SDK may have a way to live without. */
const losses: ReadonlySet<RuleId> = new Set(['field.optional', 'null.added'])
const atMostRisky = (rating: Rating): Rating => (rating === 'breaking' ? 'risky' : rating)
const atLeastRisky = (rating: Rating): Rating => (rating === 'safe' ? 'risky' : rating)

/** Where the SDK knows more than the contract says. The first that holds counts. */
export const sdkRules: readonly SdkRule[] = [
  {
    rating: 'at most risky',
    when: 'the SDK reads nothing of the accepted answer (`logout`): only callers of the bare client do',
    holds: isUnread,
    rate: atMostRisky,
  },
  {
    rating: 'at most risky',
    when: 'an answer may lack a field, or have null in it, and the SDK copes',
    holds: copes,
    rate: atMostRisky,
  },
  {
    rating: 'breaking',
    when: 'an optional field of an answer is gone, and it is all that a name of the SDK shows',
    holds: ({ finding, field }) =>
      finding.rule === 'field.removedOptional' && field !== undefined && field.inferred !== true,
    rate: () => 'breaking',
  },
  {
    rating: 'at least risky',
    when: 'an answer lists a value that the SDK has no code for',
    holds: (concern) => unknownValues(concern).length > 0,
    rate: atLeastRisky,
  },
]

/** The rating for callers of the SDK of what the matrix rates for callers of the contract. */
export function ratingForCallers(concern: Concern, rating: Rating): Rating {
  return sdkRules.find(({ holds }) => holds(concern))?.rate(rating) ?? rating
}

/** Whether it is about an accepted answer of which the SDK reads nothing. */
export function isUnread({ finding, direction, sdk }: Concern): boolean {
  return (
    direction === 'response' && /^2/.test(finding.path) && sdk !== undefined && Object.keys(sdk.response).length === 0
  )
}

/** Whether an answer has lost what the SDK can do without. */
export function copes(concern: Concern): boolean {
  return isLoss(concern) && concern.field?.without !== undefined
}

/** Whether a field of an answer that the SDK reads may be absent or null now. */
export function isLoss({ finding, direction, field }: Concern): boolean {
  return direction === 'response' && field !== undefined && losses.has(finding.rule)
}

/** The values in a list that the SDK has no code for. */
export function unknownValues({ finding, direction, field }: Concern): readonly string[] {
  const { known } = field ?? {}
  if (direction === 'request' || known === undefined) return []
  return (finding.added ?? []).filter((value) => !known.values.includes(value))
}
