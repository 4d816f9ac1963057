import type { RuleRow } from './rule.ts'

const breaking = 'breaking'
const risky = 'risky'
const safe = 'safe'

/** The rules on what fields and other values may be. */
export const valueRules = {
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
    split: [
      ...[undefined, risky, 'changed', 'one object has become several variants, or the reverse'],
      'fields are compared as a reader meets them; the generated type has to be told apart',
    ],
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
      'an object without declared fields takes declared ones only, if any',
      'what was sent is refused',
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
} as const satisfies Record<string, Record<string, RuleRow>>
