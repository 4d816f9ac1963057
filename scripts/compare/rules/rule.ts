/** Who is affected: what callers send, or what they get. An operation or its security as a whole counts as request. */
export type Direction = 'request' | 'response'

/** What happened, in the words of the report. */
export type Kind =
  | 'added'
  | 'removed'
  | 'renamed'
  | 'required'
  | 'optional'
  | 'narrowed'
  | 'widened'
  | 'changed'
  | 'deprecated'
  | 'undeprecated'

/**
 * What it means for a caller. `breaking`: calls that work today fail, or values callers rely on are gone. `risky`: that
 * depends on the portal or on what the caller does. `safe`: no call and no value changes; at most the name of a type.
 */
export type Rating = 'breaking' | 'risky' | 'safe'

/** One line of the rule matrix: how a difference is rated by direction, undefined where it cannot occur; what it is called and why. */
export type RuleRow = readonly [
  request: Rating | undefined,
  response: Rating | undefined,
  kind: Kind,
  what: string,
  because: string,
]
