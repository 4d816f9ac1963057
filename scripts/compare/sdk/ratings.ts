import type { Finding } from '../rules/change.ts'
import type { Direction, Rating } from '../rules/rule.ts'
import type { RuleId } from '../rules/rules.ts'
import type { SdkField, SdkOperation } from './names.ts'

/** A finding, with the SDK operation and field that it affects; undefined if they are missing. */
export interface Concern {
  readonly finding: Finding
  readonly direction: Direction
  readonly sdk: SdkOperation | undefined
  readonly field: SdkField | undefined
}

interface SdkRule {
  readonly rating: string
  /** When it applies, as shown in the documentation. */
  readonly when: string
  readonly applies: (concern: Concern) => boolean
  readonly rate: (rating: Rating) => Rating
}

/** The rules that allow a response to lack a value, which the SDK may handle. */
const losses: ReadonlySet<RuleId> = new Set(['field.optional', 'null.added'])
const atMostRisky = (rating: Rating): Rating => (rating === 'breaking' ? 'risky' : rating)
const atLeastRisky = (rating: Rating): Rating => (rating === 'safe' ? 'risky' : rating)

/** The rules by which the SDK changes the rating of the contract. The first rule that applies wins. */
export const sdkRules: readonly SdkRule[] = [
  {
    rating: 'at most risky',
    when: 'the SDK ignores the success response (`logout`); only callers of the bare client read it',
    applies: isUnread,
    rate: atMostRisky,
  },
  {
    rating: 'at most risky',
    when: 'a response field became optional or nullable, and the SDK handles its absence',
    applies: handlesAbsence,
    rate: atMostRisky,
  },
  {
    rating: 'breaking',
    when: 'an optional response field was removed, and an SDK name has no other source',
    applies: ({ finding, field }) =>
      finding.rule === 'field.removedOptional' && field !== undefined && field.inferred !== true,
    rate: () => 'breaking',
  },
  {
    rating: 'at least risky',
    when: 'a response lists a value that the SDK does not handle',
    applies: (concern) => unknownValues(concern).length > 0,
    rate: atLeastRisky,
  },
]

/** Turns the rating for callers of the contract into the rating for callers of the SDK. */
export function ratingForCallers(concern: Concern, rating: Rating): Rating {
  return sdkRules.find(({ applies }) => applies(concern))?.rate(rating) ?? rating
}

/** Whether the finding concerns a success response that the SDK ignores. */
export function isUnread({ finding, direction, sdk }: Concern): boolean {
  return (
    direction === 'response' && /^2/.test(finding.path) && sdk !== undefined && Object.keys(sdk.response).length === 0
  )
}

/** Whether a response may lack a value, and the SDK handles that. */
function handlesAbsence(concern: Concern): boolean {
  return isLoss(concern) && concern.field?.without !== undefined
}

/** Whether a response field that the SDK reads may now be absent or null. */
export function isLoss({ finding, direction, field }: Concern): boolean {
  return direction === 'response' && field !== undefined && losses.has(finding.rule)
}

/** The added values that the SDK does not handle. */
export function unknownValues({ finding, direction, field }: Concern): readonly string[] {
  const { known } = field ?? {}
  if (direction === 'request' || known === undefined) return []
  return (finding.added ?? []).filter((value) => !known.values.includes(value))
}
