import type { RuleId } from './rules.ts'

/**
 * What a finding means and what to do, by rule; a pair where request and response differ. `{at}` is the place, `{name}`
 * the field, `{before}` and `{after}` what the finding holds, `{call}` the function that sends the operation.
 */
export const hints: Readonly<Record<RuleId, string | { readonly request: string; readonly response: string }>> = {
  'operation.added': 'New: nothing has to change. {client} reaches it.',
  'operation.removed': 'Gone: stop using {call}; every call will fail.',
  'operation.unselected':
    'Still in the document, where nothing selects it any more; calls go on to work. To keep it, add {after} to the selection.',
  'operation.moved': 'Was {before}, is {after}. Released clients call the old address: release one generated anew.',
  'operation.pathNames': 'Was {before}, is {after}: write the new path and the new name in `params.path`.',
  'operation.id': "Only a type is called otherwise: `operations['{before}']` is `operations['{after}']`.",
  'operation.deprecated': 'Still works: look for what is to take its place before it is removed.',
  'operation.undeprecated': 'No longer marked for removal: nothing to do.',
  'security.required': 'Send credentials: {after}.',
  'security.optional': 'Credentials ({before}) are no longer needed: nothing has to change.',
  'security.narrowed': 'Do not authorise by {before} any more.',
  'security.widened': 'One more way to authorise: {after}. Nothing has to change.',
  'security.changed': 'Authorise by {after} instead of {before}.',
  'security.redeclared':
    'Send `{name}` as before: it is declared as {after} now, not as {before}. Only `params` of the generated types differs.',
  'body.addedRequired': 'Send a body: calls without one are refused.',
  'body.addedOptional': 'A body may be sent: nothing has to change.',
  'body.removed': 'Stop sending a body: what is in it has no effect.',
  'body.required': 'Always send the body: calls without one are refused.',
  'body.optional': 'The body may be left out: nothing has to change.',
  'status.successAdded': 'Be ready for status {name}: its body may be another one.',
  'status.successRemoved': 'Do not wait for status {name}: it no longer comes.',
  'status.successRenamed':
    'Status {before} is {after}: mend code that compares `response.status`. The client takes any 2xx.',
  'status.errorAdded':
    'A new refusal, {name}: see which `PortalAuthError.code` it gets, and tell it with `classifyError` if need be.',
  'status.errorRemoved': 'Refusal {name} no longer comes: code for it can go.',
  'mediaType.added': {
    request: '{after} is taken as well: nothing has to change.',
    response: 'The answer may come as {after}: ask for the form you read with `Accept`.',
  },
  'mediaType.removed': {
    request: 'Do not send {before} any more.',
    response: 'The answer no longer comes as {before}.',
  },
  'mediaType.bodyAdded': 'The answer has a body now: nothing has to change.',
  'mediaType.bodyRemoved': 'The answer has no body any more: do not read it.',
  'field.added': {
    request: '`{name}` may be sent: nothing has to change.',
    response: '`{name}` is new in the answer, if the portal gives it: nothing has to change.',
  },
  'field.addedRequired': {
    request: 'Send `{name}`: {call} is refused without it.',
    response: '`{name}` is new in the answer: nothing has to change.',
  },
  'field.removed': {
    request: 'Stop sending `{name}`: it is ignored.',
    response: 'Do not read `{name}`: it no longer comes.',
  },
  'field.removedClosed': 'Stop sending `{name}`: a request with it is refused, as unknown fields are.',
  'field.removedOptional': 'Do not read `{name}`: it no longer comes. It could be missing before.',
  'field.renamed': {
    request: 'Send `{after}` instead of `{before}`.',
    response: 'Read `{after}` instead of `{before}`.',
  },
  'field.required': {
    request: 'Always send `{name}`: {call} is refused without it.',
    response: '`{name}` always comes now: nothing has to change.',
  },
  'field.optional': {
    request: '`{name}` may be left out: nothing has to change.',
    response: 'Be ready for an answer without `{name}`.',
  },
  'field.deprecated': '`{name}` still works: look for what is to take its place before it is removed.',
  'field.undeprecated': '`{name}` is no longer marked for removal: nothing to do.',
  'null.added': { request: '{at} may be null: nothing has to change.', response: 'Be ready for null in {at}.' },
  'null.removed': { request: 'Do not send null in {at}.', response: '{at} is never null now: nothing has to change.' },
  'type.added': {
    request: '{at} may be {after} as well: nothing has to change.',
    response: 'Be ready for {after} in {at}.',
  },
  'type.removed': {
    request: 'Do not send {before} in {at}.',
    response: '{at} is never {before} now: nothing has to change.',
  },
  'type.changed': { request: 'Send {after} in {at}, not {before}.', response: 'Read {after} in {at}, not {before}.' },
  'type.split':
    '{at} is {after} now, where it was {before}: tell variants apart before reading a field that not all have.',
  'type.fraction': {
    request: '{at} may have a fraction: nothing has to change.',
    response: 'Be ready for a fraction in {at}.',
  },
  'type.whole': {
    request: 'Send whole numbers in {at}.',
    response: '{at} is a whole number now: nothing has to change.',
  },
  'values.added': {
    request: '{at} may be {after} as well: nothing has to change.',
    response: 'Be ready for {after} in {at}: give every `switch` over it a default.',
  },
  'values.removed': {
    request: 'Do not send {before} in {at}.',
    response: '{at} is never {before} now: nothing has to change.',
  },
  'values.opened': {
    request: '{at} may be other than {before}: nothing has to change.',
    response: 'Be ready for values other than {before} in {at}: give every `switch` over it a default.',
  },
  'values.closed': {
    request: 'Send only {after} in {at}.',
    response: '{at} is now known to be one of {after}.',
  },
  'values.changed': {
    request: 'Send {after} in {at}, not {before}.',
    response: 'Read {after} in {at}, not {before}.',
  },
  'limit.looser': {
    request: '{at}: {after}, where it was {before}; nothing has to change.',
    response: 'Be ready for more in {at}: {after}, where it was {before}.',
  },
  'limit.tighter': {
    request: 'Keep to the new limit in {at}: {after}, where it was {before}.',
    response: '{at}: {after}, where it was {before}; nothing has to change.',
  },
  'limit.changed': {
    request: 'Keep to the other condition in {at}: {after}, where it was {before}.',
    response: 'See whether the other condition in {at} matters: {after}, where it was {before}.',
  },
  'unknown.opened': '{at} may have undeclared fields: nothing has to change.',
  'unknown.closed': {
    request: 'Send only declared fields in {at}: others are refused. The types allow no others.',
    response: '{at} has no undeclared fields any more: nothing has to change.',
  },
  'unknown.closedMap': {
    request: 'Send only declared fields in {at}, if any: it took whatever was sent.',
    response: '{at} has no undeclared fields any more: nothing has to change.',
  },
  'default.changed': {
    request: 'Leaving out `{name}` means {after} now, where it meant {before}: send the value you rely on.',
    response: 'A missing `{name}` stands for {after} now, where it stood for {before}: nothing has to change.',
  },
  'style.changed': 'Write {at} as {after}, where it was {before}: generate the client anew.',
  'schema.renamed':
    "Only a type is called otherwise: `components['schemas']['{before}']` is `components['schemas']['{after}']`.",
}
