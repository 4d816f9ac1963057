import type { RuleId } from './rules.ts'

/**
 * What a finding means and what to do, by rule; two texts where request and response differ. `{at}` is the place, `{name}`
 * the field, `{before}` and `{after}` are the values of the finding, `{call}` is the function that sends the operation and
 * `{client}` the call of the typed client that reaches it.
 */
export const hints: Readonly<Record<RuleId, string | { readonly request: string; readonly response: string }>> = {
  'operation.added': 'New operation; no change needed. Call it with {client}.',
  'operation.removed': 'Operation removed: stop using {call}. Every call fails.',
  'operation.unselected':
    'No longer selected, but still in the document; calls still work. To keep it, add {after} to the selection.',
  'operation.moved':
    'Moved from {before} to {after}. Released clients call the old address: release a regenerated client.',
  'operation.pathNames': 'Path renamed from {before} to {after}: use the new path, and the new name in `params.path`.',
  'operation.id': "Type renamed only; no runtime change. `operations['{before}']` is now `operations['{after}']`.",
  'operation.deprecated': 'Deprecated, but still works: replace it before it is removed.',
  'operation.undeprecated': 'No longer deprecated; no change needed.',
  'security.required': 'Credentials are now required: send {after}.',
  'security.optional': 'Credentials ({before}) are now optional; no change needed.',
  'security.narrowed': 'Stop authenticating with {before}.',
  'security.widened': '{after} is now accepted as well; no change needed.',
  'security.changed': 'Authenticate with {after} instead of {before}.',
  'security.redeclared':
    'Send `{name}` as before. It is now declared as {after} instead of {before}; only `params` of the generated types differs.',
  'body.addedRequired': 'Send a body: calls without one are rejected.',
  'body.addedOptional': 'A body may now be sent; no change needed.',
  'body.removed': 'Stop sending a body: it is ignored.',
  'body.required': 'Always send the body: calls without one are rejected.',
  'body.optional': 'The body is now optional; no change needed.',
  'callback.added': 'New callback or webhook; no change needed until you register for it.',
  'callback.removed': 'Callback or webhook removed: stop waiting for {at}.',
  'callback.changed':
    'Not compared: {at} differs, and callbacks and webhooks are not compared field by field. Compare both documents there.',
  'status.successAdded': 'Handle status {name}: its body may differ.',
  'status.successRemoved': 'Stop expecting status {name}: it was removed.',
  'status.successRenamed':
    'Status {before} is now {after}: update code that compares `response.status`. The client accepts any 2xx.',
  'status.errorAdded':
    'New error response {name}: check which `PortalAuthError.code` it gets, and map it with `classifyError` if necessary.',
  'status.errorRemoved': 'Error response {name} was removed: code that handles it can be deleted.',
  'mediaType.added': {
    request: '{after} is now accepted as well; no change needed.',
    response: 'The response may be {after}: request the media type you read with `Accept`.',
  },
  'mediaType.removed': {
    request: 'Stop sending {before}.',
    response: 'The response is no longer available as {before}.',
  },
  'mediaType.bodyAdded': 'The response now has a body; no change needed.',
  'mediaType.bodyRemoved': 'The response no longer has a body: stop reading it.',
  'field.added': {
    request: '`{name}` may now be sent; no change needed.',
    response: 'New optional response field `{name}`; no change needed.',
  },
  'field.addedRequired': {
    request: 'Send `{name}`: {call} is rejected without it.',
    response: 'New response field `{name}`; no change needed.',
  },
  'field.removed': {
    request: 'Stop sending `{name}`: it is ignored.',
    response: 'Stop reading `{name}`: it was removed.',
  },
  'field.removedClosed': 'Stop sending `{name}`: requests with unknown fields are rejected.',
  'field.removedOptional': 'Stop reading `{name}`: it was removed. It was optional before.',
  'field.renamed': {
    request: 'Send `{after}` instead of `{before}`.',
    response: 'Read `{after}` instead of `{before}`.',
  },
  'field.required': {
    request: 'Always send `{name}`: {call} is rejected without it.',
    response: '`{name}` is now always present; no change needed.',
  },
  'field.optional': {
    request: '`{name}` is now optional; no change needed.',
    response: 'Handle a response without `{name}`.',
  },
  'field.deprecated': '`{name}` is deprecated, but still works: replace it before it is removed.',
  'field.undeprecated': '`{name}` is no longer deprecated; no change needed.',
  'null.added': { request: '{at} may now be null; no change needed.', response: 'Handle null in {at}.' },
  'null.removed': { request: 'Stop sending null in {at}.', response: '{at} is no longer null; no change needed.' },
  'type.added': {
    request: '{at} may now be {after} as well; no change needed.',
    response: 'Handle {after} in {at}.',
  },
  'type.removed': {
    request: 'Stop sending {before} in {at}.',
    response: '{at} is no longer {before}; no change needed.',
  },
  'type.changed': {
    request: 'Send {after} instead of {before} in {at}.',
    response: 'Read {after} instead of {before} in {at}.',
  },
  'type.split':
    '{at} is now {after} instead of {before}: check which variant it is before reading a field that not all variants have.',
  'type.fraction': {
    request: '{at} may now have a fraction; no change needed.',
    response: 'Handle a fraction in {at}.',
  },
  'type.whole': {
    request: 'Send whole numbers in {at}.',
    response: '{at} is now a whole number; no change needed.',
  },
  'values.added': {
    request: '{at} may now be {after} as well; no change needed.',
    response: 'Handle {after} in {at}: give every `switch` over it a default.',
  },
  'values.removed': {
    request: 'Stop sending {before} in {at}.',
    response: '{at} is no longer {before}; no change needed.',
  },
  'values.opened': {
    request: '{at} may now have values other than {before}; no change needed.',
    response: 'Handle values other than {before} in {at}: give every `switch` over it a default.',
  },
  'values.closed': {
    request: 'Send only {after} in {at}.',
    response: '{at} is now one of {after}.',
  },
  'values.changed': {
    request: 'Send {after} instead of {before} in {at}.',
    response: 'Read {after} instead of {before} in {at}.',
  },
  'limit.looser': {
    request: 'Limit of {at} relaxed from {before} to {after}; no change needed.',
    response: 'Handle more values in {at}: the limit was {before} and is now {after}.',
  },
  'limit.tighter': {
    request: 'Respect the new limit of {at}: {after} instead of {before}.',
    response: 'Limit of {at} tightened from {before} to {after}; no change needed.',
  },
  'limit.changed': {
    request: 'Respect the new condition of {at}: {after} instead of {before}.',
    response: 'Check whether the new condition of {at} matters: {after} instead of {before}.',
  },
  'unknown.opened': '{at} may now have undeclared fields; no change needed.',
  'unknown.closed': {
    request: 'Send only declared fields in {at}: others are rejected. The types already exclude them.',
    response: '{at} no longer has undeclared fields; no change needed.',
  },
  'unknown.closedMap': {
    request: 'Send only declared fields in {at}, if any: it accepted any field before.',
    response: '{at} no longer has undeclared fields; no change needed.',
  },
  'default.changed': {
    request: 'The default of `{name}` changed from {before} to {after}: send the value you rely on.',
    response: 'A missing `{name}` now means {after} instead of {before}; no change needed.',
  },
  'style.changed': '{at} is now serialised as {after} instead of {before}: regenerate the client.',
  'discriminator.added': {
    request: 'Send in `{after}` of {at} only the words of the discriminator.',
    response: '`{after}` of {at} now tells the variants apart; no change needed.',
  },
  'discriminator.removed': {
    request: '`{before}` of {at} may now have any word; no change needed.',
    response: 'Check code that tells the variants of {at} apart by `{before}`: the document no longer lists its words.',
  },
  'discriminator.changed': {
    request: 'Say in `{after}` instead of `{before}` which variant {at} is.',
    response: 'Read `{after}` instead of `{before}` to tell the variants of {at} apart.',
  },
  'schema.renamed':
    "Type renamed only; no runtime change. `components['schemas']['{before}']` is now `components['schemas']['{after}']`.",
}
