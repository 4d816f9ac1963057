import type { RuleRow } from './rule.ts'

const breaking = 'breaking'
const risky = 'risky'
const safe = 'safe'

/** The rules on operations, credentials, bodies, statuses and media types. */
export const operationRules = {
  operation: {
    added: [safe, undefined, 'added', 'an operation was added', 'no client calls it yet'],
    removed: [breaking, undefined, 'removed', 'an operation was removed', 'every call fails'],
    unselected: [
      ...[breaking, undefined, 'removed', 'an operation exists, but no tag or id selects it any more'],
      'calls still work; regenerated code lacks it',
    ],
    moved: [
      ...[breaking, undefined, 'renamed', 'the method or path changed; the name or models are the same'],
      'released clients call the old address',
    ],
    pathNames: [
      ...[risky, undefined, 'renamed', 'a `{name}` in the path was renamed'],
      'the address is the same; the generated path and `params.path` change',
    ],
    id: [
      ...[safe, undefined, 'renamed', '`operationId` changed'],
      "only `operations['…']` of the generated types is renamed",
    ],
    deprecated: [safe, undefined, 'deprecated', 'an operation was deprecated', 'it still works'],
    undeprecated: [safe, undefined, 'undeprecated', 'the deprecation was withdrawn', 'no change needed'],
  },
  security: {
    required: [breaking, undefined, 'required', 'credentials became required', 'calls without it are rejected'],
    optional: [safe, undefined, 'optional', 'credentials became optional', 'sending them still works'],
    narrowed: [
      ...[breaking, undefined, 'narrowed', 'one of several security requirements was removed, or asks for more'],
      'calls that use it are rejected',
    ],
    widened: [
      ...[safe, undefined, 'widened', 'a security requirement was added, or asks for fewer scopes or credentials'],
      'the old ones still work',
    ],
    changed: [
      ...[breaking, undefined, 'changed', 'different credentials or more scopes are required'],
      'the old ones are rejected',
    ],
    redeclared: [
      ...[safe, undefined, 'changed', 'a parameter became a security scheme in the same place, or the reverse'],
      'the request is the same; only `params` of the generated types changes',
    ],
  },
  body: {
    addedRequired: [breaking, undefined, 'added', 'a required body was added', 'calls without it are rejected'],
    addedOptional: [safe, undefined, 'added', 'an optional body was added', 'calls without it still work'],
    removed: [risky, undefined, 'removed', 'the body was removed', 'a body that is sent is ignored'],
    required: [breaking, undefined, 'required', 'the body became required', 'calls without it are rejected'],
    optional: [safe, undefined, 'optional', 'the body became optional', 'sending it still works'],
  },
  status: {
    successAdded: [undefined, risky, 'added', 'a 2xx status was added', 'its body may differ'],
    successRemoved: [
      undefined,
      breaking,
      'removed',
      'a 2xx status was removed',
      'the expected response is no longer sent',
    ],
    successRenamed: [
      ...[undefined, risky, 'renamed', 'the only removed 2xx status was replaced by the only added one'],
      'the client accepts any 2xx; code that compares `response.status` may not',
    ],
    errorAdded: [
      ...[undefined, risky, 'added', 'an error response (not 2xx) or `default` was added'],
      'callers may not recognise the new error',
    ],
    errorRemoved: [
      undefined,
      safe,
      'removed',
      'an error response was removed',
      'code that handles it is never reached',
    ],
  },
  mediaType: {
    added: [safe, risky, 'widened', 'a media type was added', 'requests still work; a response may use it'],
    removed: [
      breaking,
      breaking,
      'narrowed',
      'a media type was removed',
      'requests in it are rejected; responses change format',
    ],
    bodyAdded: [undefined, safe, 'added', 'a response body was added', 'callers may ignore it'],
    bodyRemoved: [undefined, breaking, 'removed', 'a response body was removed', 'there is nothing left to read'],
  },
  callback: {
    added: [undefined, safe, 'added', 'a callback or webhook was added', 'no caller receives it yet'],
    removed: [
      undefined,
      breaking,
      'removed',
      'a callback or webhook was removed',
      'callers that wait for it are not called',
    ],
    changed: [undefined, risky, 'changed', 'a callback or webhook differs', 'what differs in it is not compared'],
  },
} as const satisfies Record<string, Record<string, RuleRow>>
