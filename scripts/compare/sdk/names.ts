import { type Spellings, tenantSpellings, userSpellings } from './spellings.ts'

/** How the SDK deals with one field of the wire. */
export interface SdkField {
  /** The names a caller uses for it: a member, a function, or an option as in `login({ email })`. */
  readonly names: readonly string[]
  /** What the client does if a response lacks the field or has null; undefined if it fails. */
  readonly without?: string
  /** Whether the client derives the same value without it, so that callers see no difference. */
  readonly inferred?: boolean
  /** The values the client handles, and what happens to other values. */
  readonly known?: { readonly values: readonly string[]; readonly others: string }
  /** Whether the client's function sends it in every call. */
  readonly always?: boolean
  /** Whether it sends null if the caller gives no value. */
  readonly sendsNull?: boolean
}

/** How the SDK deals with one operation. */
export interface SdkOperation {
  /** The function that sends it. */
  readonly call: string
  /** By path in the request, as in the report. */
  readonly request: Readonly<Record<string, SdkField>>
  /** By path in the body of a success response, without the status. */
  readonly response: Readonly<Record<string, SdkField>>
}

const user = named('PortalUser', userSpellings)
const tenant = named('PortalTenant', tenantSpellings)

/** The response of a finished login. */
const grant: Readonly<Record<string, SdkField>> = {
  '.access_token': { names: ['DoneStep.session', 'getAccessToken'] },
  '.refresh_token': { names: ['refresh', 'getAccessToken'], without: 'the session lasts as long as its access token' },
  '.user': { names: ['SignedInSession.user'], without: 'all fields of the user are missing' },
  ...under('.user', user),
}

const sent = (...names: string[]): SdkField => ({ names, always: true })

/** How the SDK deals with each operation that it sends, by method and path. Kept by hand; a test checks that the names exist. */
export const sdkOperations: Readonly<Record<string, SdkOperation>> = {
  'POST /api/v1/auth/identify': {
    call: 'identify',
    request: { 'body.email': sent('identify({ email })') },
    response: {
      '.flow_token': { names: ['Identified.authenticate'] },
      '.tenants': { names: ['Identified.tenants'], without: 'the list is empty' },
      '.requires_tenant_selection': {
        names: ['Identified.step'],
        without: 'the number of tenants decides',
        inferred: true,
      },
      ...under('.tenants[]', tenant),
    },
  },
  'POST /api/v1/auth/authenticate': {
    call: 'Identified.authenticate',
    request: {
      'body.flow_token': sent('Identified.authenticate'),
      'body.password': sent('Identified.authenticate({ password })'),
      'body.tenant_id': { names: ['Identified.authenticate({ tenantId })'] },
    },
    response: {
      ...grant,
      '.status': {
        names: ['Authenticated.step', 'UnsupportedStep.status'],
        without: 'the presence of `mfa_token` decides',
        inferred: true,
        known: { values: ['SUCCESS', 'MFA_REQUIRED'], others: 'arrives as `UnsupportedStep`' },
      },
      '.mfa_token': { names: ['MfaStep.verify'] },
      '.user_id': { names: ['MfaStep.userId'] },
      '.available_methods': { names: ['MfaStep.methods'], without: 'the list is empty' },
      '.available_methods[]': {
        names: ['MfaStep.methods'],
        known: { values: ['totp', 'email', 'backup_code'], others: 'arrives in `MfaStep.methods` unchanged' },
      },
    },
  },
  'POST /api/v1/auth/mfa/verify': {
    call: 'MfaStep.verify',
    request: {
      'body.mfa_token': sent('MfaStep.verify'),
      'body.user_id': sent('MfaStep.userId'),
      'body.method': sent('MfaStep.verify({ method })'),
      'body.code': { ...sent('MfaStep.verify({ code })'), sendsNull: true },
      'body.trust_device': sent('MfaStep.verify({ trustDevice })'),
    },
    response: grant,
  },
  'POST /api/v1/auth/login': {
    call: 'login',
    request: {
      'body.email': sent('login({ email })'),
      'body.password': sent('login({ password })'),
      'body.tenant_id': { names: ['login({ tenantId })'] },
    },
    response: grant,
  },
  'POST /api/v1/auth/refresh': {
    call: 'refresh',
    request: { 'body.refresh_token': sent('refresh', 'getAccessToken') },
    response: {
      '.access_token': { names: ['getAccessToken'] },
      '.refresh_token': { names: ['refresh', 'getAccessToken'], without: 'the old one stays in use', inferred: true },
    },
  },
  'POST /api/v1/auth/logout': {
    call: 'logout',
    request: { 'header.authorization': sent('logout') },
    response: {},
  },
}

/** Fields that the client reads under several wire names. */
function named(type: string, spellings: Spellings): Readonly<Record<string, SdkField>> {
  return Object.fromEntries(
    Object.entries(spellings).flatMap(([name, wire]) =>
      wire.map((field) => [
        `.${field}`,
        { names: [`${type}.${name}`], without: 'the client tries its other wire names' },
      ]),
    ),
  )
}

function under(path: string, fields: Readonly<Record<string, SdkField>>): Readonly<Record<string, SdkField>> {
  return Object.fromEntries(Object.entries(fields).map(([field, value]) => [`${path}${field}`, value]))
}
