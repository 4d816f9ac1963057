/** What a change affects. An operation or its security as a whole counts as `request`. */
export type Direction =
  /** What callers send. */
  | 'request'
  /** What callers receive. */
  | 'response'

/** What happened to an operation, a field or another value. */
export type Kind =
  /** It did not exist before. */
  | 'added'
  /** It no longer exists. */
  | 'removed'
  /** It exists under another name, path or status. */
  | 'renamed'
  /** It was optional and must be present now. */
  | 'required'
  /** It was required and may be absent now. */
  | 'optional'
  /** It has fewer possible values than before. */
  | 'narrowed'
  /** It has more possible values than before. */
  | 'widened'
  /** It has other possible values, neither fewer nor more. */
  | 'changed'
  /** It was marked as deprecated. */
  | 'deprecated'
  /** It is no longer marked as deprecated. */
  | 'undeprecated'

/** What a change means for callers, whether released already or built next. */
export type Rating =
  /** Calls that work today fail, or values that callers rely on are missing. */
  | 'breaking'
  /** Whether callers fail depends on the portal or on their code. */
  | 'risky'
  /** No call and no value changes; at most the name of a generated type. */
  | 'safe'

/** One row of the rule matrix: the rating by direction (undefined where the difference cannot occur), the kind, the difference and the reason. */
export type RuleRow = readonly [
  request: Rating | undefined,
  response: Rating | undefined,
  kind: Kind,
  what: string,
  because: string,
]
