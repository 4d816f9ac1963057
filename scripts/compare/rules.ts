import type { Direction, Kind, Rating } from './change.ts'

/** One line of the rule matrix: what a difference is called, and how it is rated by direction. */
export interface Rule {
  readonly kind: Kind
  /** The difference, for a reader of the matrix. */
  readonly what: string
  /** Undefined where it cannot occur. */
  readonly request?: Rating
  readonly response?: Rating
  /** Why it is rated so. */
  readonly because: string
}

const breaking = 'breaking'
const risky = 'risky'
const safe = 'safe'

const matrix = {
  operation: {
    added: [safe, undefined, 'added', 'an operation is new', 'nobody calls it yet'],
    removed: [breaking, undefined, 'removed', 'an operation is gone', 'every call fails'],
    moved: [
      ...[breaking, undefined, 'renamed', 'method or path differ, name or models are the same'],
      'released clients call the old address',
    ],
    pathNames: [
      ...[risky, undefined, 'renamed', 'a `{name}` in the path is called otherwise'],
      'the address is the same, the generated path and `params.path` are not',
    ],
    id: [
      ...[safe, undefined, 'renamed', '`operationId` differs'],
      "only `operations['…']` of the generated types is called otherwise",
    ],
    deprecated: [safe, undefined, 'deprecated', 'an operation is marked for removal', 'it still works: plan the move'],
    undeprecated: [safe, undefined, 'undeprecated', 'the mark is gone', 'nothing to do'],
  },
  security: {
    required: [
      breaking,
      undefined,
      'required',
      'credentials are asked for, where none were',
      'calls without are refused',
    ],
    optional: [safe, undefined, 'optional', 'credentials are no longer asked for', 'sending them does no harm'],
    narrowed: [breaking, undefined, 'narrowed', 'one way to authorise is gone', 'calls that use it are refused'],
    widened: [safe, undefined, 'widened', 'one more way to authorise', 'the old ways remain'],
    changed: [breaking, undefined, 'changed', 'other credentials are asked for', 'the old ones are refused'],
  },
  body: {
    addedRequired: [breaking, undefined, 'added', 'a required body, where there was none', 'calls without are refused'],
    addedOptional: [safe, undefined, 'added', 'an optional body, where there was none', 'calls may go on without'],
    removed: [risky, undefined, 'removed', 'the body is gone', 'what is sent has no effect any more'],
    required: [breaking, undefined, 'required', 'the body has become required', 'calls without are refused'],
    optional: [safe, undefined, 'optional', 'the body has become optional', 'sending it stays right'],
  },
  status: {
    successAdded: [undefined, risky, 'added', 'one more 2xx status', 'its body may be another one'],
    successRemoved: [
      undefined,
      breaking,
      'removed',
      'a 2xx status is gone',
      'the answer callers wait for does not come',
    ],
    successRenamed: [
      ...[undefined, risky, 'renamed', 'the only 2xx that went and the only one that came'],
      'the client takes any 2xx; code that compares `response.status` does not',
    ],
    refusalAdded: [
      ...[undefined, risky, 'added', 'one more refusal (not 2xx), or `default`'],
      'callers meet a failure they may not tell apart',
    ],
    refusalRemoved: [undefined, safe, 'removed', 'a refusal is gone', 'code for it is never reached'],
  },
  mediaType: {
    added: [safe, risky, 'widened', 'one more media type', 'a request may go on as it is; an answer may come in it'],
    removed: [
      breaking,
      breaking,
      'narrowed',
      'a media type is gone',
      'requests in it are refused; answers change form',
    ],
    bodyAdded: [undefined, safe, 'added', 'an answer has a body, where it had none', 'readers may leave it'],
    bodyRemoved: [undefined, breaking, 'removed', 'an answer has no body any more', 'readers find nothing'],
  },
  field: {
    added: [
      safe,
      safe,
      'added',
      'a new field; in requests an optional one',
      'it may be left out; readers may leave it',
    ],
    addedRequired: [
      ...[breaking, safe, 'added', 'a new field, required in requests'],
      'requests without it are refused; an answer that has it does no harm',
    ],
    removed: [
      ...[
        risky,
        breaking,
        'removed',
        'a field is gone: in requests one that is ignored, in answers one that was required',
      ],
      'an open object ignores what it does not know, as FastAPI does by default; readers find nothing',
    ],
    removedClosed: [
      ...[breaking, undefined, 'removed', 'a field is gone, and the object takes no unknown ones'],
      '`additionalProperties: false`: requests with it are refused',
    ],
    removedOptional: [undefined, risky, 'removed', 'an optional field is gone', 'readers had to do without it before'],
    renamed: [
      ...[breaking, breaking, 'renamed', 'one field went, one like it came'],
      'the old name is refused, ignored or missing; same shape, same `required`, names akin, no second candidate',
    ],
    required: [
      ...[breaking, safe, 'required', 'a field has become required'],
      'requests without it are refused; readers get more than was promised',
    ],
    optional: [
      safe,
      breaking,
      'optional',
      'a field has become optional',
      'sending it stays right; readers may miss it',
    ],
    deprecated: [safe, safe, 'deprecated', 'a field is marked for removal', 'it still works: plan the move'],
    undeprecated: [safe, safe, 'undeprecated', 'the mark is gone', 'nothing to do'],
  },
  null: {
    added: [safe, breaking, 'widened', 'null has become possible', 'nobody has to send it; readers meet it'],
    removed: [
      breaking,
      safe,
      'narrowed',
      'null is no longer possible',
      'requests with it are refused; readers never meet it',
    ],
  },
  type: {
    added: [safe, breaking, 'widened', 'one more type, item or variant', 'nobody has to send it; readers meet it'],
    removed: [
      breaking,
      safe,
      'narrowed',
      'a type or variant is gone',
      'requests with it are refused; readers never meet it',
    ],
    changed: [breaking, breaking, 'changed', 'another type', 'neither side understands the other'],
    fraction: [safe, risky, 'widened', 'integer has become number', 'a reader may count on whole numbers'],
    whole: [breaking, safe, 'narrowed', 'number has become integer', 'fractions are refused'],
  },
  values: {
    added: [safe, risky, 'widened', 'a list of values is longer', 'a `switch` of a reader may not know the new one'],
    removed: [breaking, safe, 'narrowed', 'a list of values is shorter', 'the value is refused; readers never meet it'],
    opened: [safe, risky, 'widened', 'a list of values is lifted', 'a `switch` of a reader may meet anything'],
    closed: [breaking, safe, 'narrowed', 'a list of values is set', 'others are refused; readers met these before'],
    changed: [breaking, breaking, 'changed', 'none of the values is left', 'neither side understands the other'],
  },
  limit: {
    looser: [
      ...[safe, risky, 'widened', 'length, range, pattern, format or another condition is looser or gone'],
      'more is taken; a reader may count on the limit',
    ],
    tighter: [
      ...[breaking, safe, 'narrowed', 'such a condition is new or tighter'],
      'what was taken may be refused; readers get no more than before',
    ],
    changed: [breaking, risky, 'changed', 'such a condition is another one', 'values of the old kind may be refused'],
  },
  unknown: {
    opened: [safe, safe, 'widened', 'an object takes undeclared fields', 'readers leave what they do not know'],
    closed: [
      ...[risky, safe, 'narrowed', 'an object with declared fields takes no others'],
      'types and client send declared fields only; a caller who sends more is refused',
    ],
    closedMap: [
      breaking,
      safe,
      'narrowed',
      'an object without declared fields takes none',
      'all that was sent is refused',
    ],
  },
  default: {
    changed: [risky, safe, 'changed', 'what is assumed for a missing field', 'leaving it out means something else'],
  },
  style: {
    changed: [
      breaking,
      undefined,
      'changed',
      '`style` or `explode` of a parameter',
      'lists and objects are written otherwise',
    ],
  },
  schema: {
    renamed: [
      ...[safe, safe, 'renamed', 'a component is called otherwise'],
      "only `components['schemas']['…']` of the generated types is; `…/schemas` keeps its names",
    ],
  },
} as const satisfies Record<string, Record<string, Row>>

type Row = readonly [
  request: Rating | undefined,
  response: Rating | undefined,
  kind: Kind,
  what: string,
  because: string,
]

type Matrix = typeof matrix
/** The name of a rule: what is concerned, then what happened to it. */
export type RuleId = { [Part in keyof Matrix]: `${Part}.${keyof Matrix[Part] & string}` }[keyof Matrix]

/** The rule matrix, in the order of the documentation. */
export const rules: ReadonlyMap<string, Rule> = new Map(
  Object.entries(matrix).flatMap(([part, rows]) =>
    Object.entries<Row>(rows).map(([name, [request, response, kind, what, because]]): [string, Rule] => [
      `${part}.${name}`,
      { kind, what, because, ...(request && { request }), ...(response && { response }) },
    ]),
  ),
)

/** What a rule says; throws a `TypeError` for a direction that the rule does not know, which is a defect here. */
export function ruleFor(id: RuleId, direction: Direction): { readonly kind: Kind; readonly rating: Rating } {
  const rule = rules.get(id)
  const rating = rule?.[direction]
  if (rule === undefined || rating === undefined) throw new TypeError(`compare: rule ${id} does not know ${direction}s`)
  return { kind: rule.kind, rating }
}
