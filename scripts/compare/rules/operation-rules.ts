import type { RuleRow } from './rule.ts'

const breaking = 'breaking'
const risky = 'risky'
const safe = 'safe'

/** The rules on operations, credentials, bodies, statuses and media types. */
export const operationRules = {
  operation: {
    added: [safe, undefined, 'added', 'an operation is new', 'nobody calls it yet'],
    removed: [breaking, undefined, 'removed', 'an operation is gone', 'every call fails'],
    unselected: [
      ...[breaking, undefined, 'removed', 'an operation is there, but no tag or id selects it any more'],
      'calls go on to work; what is generated anew lacks it',
    ],
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
    redeclared: [
      ...[safe, undefined, 'changed', 'a parameter has become a security scheme in the same place, or the reverse'],
      'what is sent stays the same; only `params` of the generated types does not',
    ],
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
    errorAdded: [
      ...[undefined, risky, 'added', 'one more refusal (not 2xx), or `default`'],
      'callers meet a failure they may not tell apart',
    ],
    errorRemoved: [undefined, safe, 'removed', 'a refusal is gone', 'code for it is never reached'],
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
} as const satisfies Record<string, Record<string, RuleRow>>
