import type { RuleRow } from './rule.ts'

const breaking = 'breaking'
const risky = 'risky'
const safe = 'safe'

/** The rules on fields and other values. */
export const valueRules = {
  field: {
    added: [
      safe,
      safe,
      'added',
      'a field was added; in requests an optional one',
      'requests may omit it; callers may ignore it',
    ],
    addedRequired: [
      ...[breaking, safe, 'added', 'a field was added, required in requests'],
      'requests without it are rejected; callers may ignore it in responses',
    ],
    removed: [
      ...[
        risky,
        breaking,
        'removed',
        'a field was removed: in requests from an open object, in responses a required one',
      ],
      'an open object ignores unknown fields, as FastAPI does by default; callers read nothing',
    ],
    removedClosed: [
      ...[breaking, undefined, 'removed', 'a field was removed from an object that rejects unknown fields'],
      '`additionalProperties: false`: requests with it are rejected',
    ],
    removedOptional: [
      undefined,
      risky,
      'removed',
      'an optional field was removed',
      'callers already had to handle its absence',
    ],
    renamed: [
      ...[breaking, breaking, 'renamed', 'a field was removed and a similar one was added'],
      'the old name is rejected, ignored or missing; same shape, same `required`, similar names, no second candidate',
    ],
    required: [
      ...[breaking, safe, 'required', 'a field became required'],
      'requests without it are rejected; responses always have it',
    ],
    optional: [safe, breaking, 'optional', 'a field became optional', 'sending it still works; responses may lack it'],
    deprecated: [safe, safe, 'deprecated', 'a field was deprecated', 'it still works'],
    undeprecated: [safe, safe, 'undeprecated', 'the deprecation was withdrawn', 'no change needed'],
  },
  null: {
    added: [safe, breaking, 'widened', 'null became possible', 'requests need not use it; callers may receive it'],
    removed: [
      breaking,
      safe,
      'narrowed',
      'null is no longer possible',
      'requests with it are rejected; callers no longer receive it',
    ],
  },
  type: {
    added: [
      safe,
      breaking,
      'widened',
      'a type, item or variant was added',
      'requests need not use it; callers may receive it',
    ],
    removed: [
      breaking,
      safe,
      'narrowed',
      'a type or variant was removed',
      'requests with it are rejected; callers no longer receive it',
    ],
    changed: [
      breaking,
      breaking,
      'changed',
      'the type changed',
      'the old type is rejected in requests and no longer sent in responses',
    ],
    split: [
      ...[undefined, risky, 'changed', 'one object became several variants, or the reverse'],
      'fields are compared across all variants; the generated type must be narrowed',
    ],
    fraction: [safe, risky, 'widened', 'integer became number', 'callers may rely on whole numbers'],
    whole: [breaking, safe, 'narrowed', 'number became integer', 'fractions are rejected'],
  },
  values: {
    added: [safe, risky, 'widened', 'a value was added to a list of values', 'a `switch` may not handle the new value'],
    removed: [
      breaking,
      safe,
      'narrowed',
      'a value was removed from a list of values',
      'the value is rejected; callers no longer receive it',
    ],
    opened: [safe, risky, 'widened', 'a list of values was removed', 'a `switch` may receive any value'],
    closed: [
      breaking,
      safe,
      'narrowed',
      'a list of values was added',
      'other values are rejected; callers received these before',
    ],
    changed: [
      breaking,
      breaking,
      'changed',
      'all values of a list were replaced',
      'the old values are rejected in requests and no longer sent in responses',
    ],
  },
  limit: {
    looser: [
      ...[safe, risky, 'widened', 'length, range, pattern, format or another condition was relaxed or removed'],
      'more values are accepted; callers may rely on the limit',
    ],
    tighter: [
      ...[breaking, safe, 'narrowed', 'such a condition was added or tightened'],
      'accepted values may be rejected; responses stay within the old limit',
    ],
    changed: [breaking, risky, 'changed', 'such a condition was replaced', 'accepted values may be rejected'],
  },
  unknown: {
    opened: [safe, safe, 'widened', 'an object accepts undeclared fields', 'callers ignore unknown fields'],
    closed: [
      ...[risky, safe, 'narrowed', 'an object with declared fields rejects undeclared ones'],
      'types and client send declared fields only; a caller that sends more is rejected',
    ],
    closedMap: [
      breaking,
      safe,
      'narrowed',
      'an object without declared fields rejects undeclared ones',
      'fields that were accepted are rejected',
    ],
  },
  default: {
    changed: [risky, safe, 'changed', 'the default of a field changed', 'omitting it has another meaning'],
  },
  style: {
    changed: [
      ...[breaking, breaking, 'changed', 'a parameter, a header or a part of a form is serialised differently'],
      '`style`, `explode`, `encoding`, or `content` instead of `schema`: the other side reads another format',
    ],
  },
  discriminator: {
    added: [
      ...[risky, safe, 'narrowed', 'a discriminator was added to the variants of an object'],
      'requests with other words in its field may be rejected',
    ],
    removed: [
      ...[safe, risky, 'widened', 'a discriminator was removed from the variants of an object'],
      'the field may have other words',
    ],
    changed: [
      ...[breaking, breaking, 'changed', 'another field tells the variants of an object apart'],
      'the old field is not read any more',
    ],
  },
  schema: {
    renamed: [
      ...[safe, safe, 'renamed', 'a component was renamed'],
      "only `components['schemas']['…']` of the generated types is renamed; `…/schemas` keeps its names",
    ],
  },
} as const satisfies Record<string, Record<string, RuleRow>>
