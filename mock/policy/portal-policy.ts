import type { Refusal } from './refusal.ts'

/**
 * Everything ScaiKey's documentation leaves open about the portal's login, with one default each. What is documented
 * (paths, fields, rotation, one-time refresh tokens, RS256 or ES256) is not here: it is not a choice.
 */
export interface PortalPolicy {
  readonly identify: {
    /** What an unknown e-mail is shown: tenants made up from real ones, the same at every call, or an empty list. Default `decoy`. */
    readonly unknownEmail: 'decoy' | 'no_tenants'
    /** Whether a user with one tenant is shown it, or only who must choose is shown any. Default `always`. */
    readonly listsTenants: 'always' | 'several'
    /** What the fields of a listed tenant are called: `id`, `name`, `slug`, or `tenant_id`, `display_name`, `tenant_slug`. Default `id`. */
    readonly tenantNaming: 'id' | 'tenant_id'
  }
  readonly flow: {
    /** How long a flow token lives. Default 10 minutes. */
    readonly lifetimeMs: number
    /** Whether a flow token ends with the right password only, or with the first one given. Default `success`. */
    readonly endsOn: 'success' | 'attempt'
  }
  readonly login: {
    /** What one-step login does with a user who has a second factor: refuse, or not ask for it. Default `refuse`. */
    readonly mfaUsers: 'refuse' | 'skip_mfa'
  }
  readonly lockout: {
    /** Wrong passwords for one e-mail before it is locked. Default 5. */
    readonly maxFailures: number
    /** How long the lock holds, and after how long without a failure earlier ones are forgotten. Default 15 minutes. */
    readonly lockMs: number
    /** How `Retry-After` says when the lock ends: in whole seconds, as an HTTP date, or not at all. Default `seconds`. */
    readonly retryAfter: 'seconds' | 'http_date' | 'none'
  }
  readonly mfa: {
    /** How long an MFA token lives. Default 5 minutes. */
    readonly lifetimeMs: number
    /** Wrong codes before the MFA token is dead. Default 5. */
    readonly maxAttempts: number
    /** Whether authenticate itself e-mails a code to a user who may use one. Default false: the front end asks. */
    readonly sendsEmailAtOnce: boolean
    /** The word in `status` that asks for a second factor. Default `MFA_REQUIRED`. */
    readonly statusWord: string
    /** The HTTP status of that answer: 200, as the contract has it, or 400 to 499. Default 200. */
    readonly httpStatus: number
  }
  readonly totp: {
    /** Digits of a code. Default 6. */
    readonly digits: number
    /** Seconds one code lasts. Default 30. */
    readonly periodSeconds: number
    /** The HMAC of a code. Default `SHA1`, the only one most authenticator apps know. */
    readonly algorithm: 'SHA1' | 'SHA256' | 'SHA512'
    /** Steps before and after the current one whose code is taken too. Default 1. */
    readonly windowSteps: number
  }
  readonly emailCode: {
    /** Digits of a code. Default 6. */
    readonly digits: number
    /** How long a code lives. Default 10 minutes. */
    readonly lifetimeMs: number
  }
  readonly backupCodes: {
    /** Codes a new user gets. Default 8. */
    readonly count: number
  }
  readonly trustedDevices: {
    /** By what a device is known again after `trust_device: true`: its `User-Agent` header, or nothing. Default `user_agent`. */
    readonly recognisedBy: 'user_agent' | 'nothing'
    /** How long a device is trusted. Default 30 days. */
    readonly lifetimeMs: number
  }
  readonly access: {
    /** Lifetime of an access token, whole seconds as the JWT has them. Default 3600. */
    readonly lifetimeSeconds: number
    /** How access tokens are signed. Default `RS256`. ES256 signatures are random, so they alone differ between two runs. */
    readonly algorithm: 'RS256' | 'ES256'
    /** What stands before `/tenants/{tenant-id}` in `iss`. Default `https://scaikey.scailabs.ai`. */
    readonly issuer: string
    /** The `aud` claim. Default `user-portal`. */
    readonly audience: string
    /** The `scope` claim. Default `openid profile email`, as in the token the documentation shows. */
    readonly scope: string
    /** Whether `GET /api/v1/me` refuses the token of a session that was revoked. Default true. */
    readonly checksRevocation: boolean
    /** Claims to add to those that are documented; of one name, the documented one stays. Default none. */
    readonly extraClaims: Readonly<Record<string, unknown>>
  }
  readonly refresh: {
    /** Lifetime of each refresh token. Default 30 days. */
    readonly lifetimeMs: number
    /** For how long after its use a spent token gets its unused successor again instead of revoking the family. Default 0: never. */
    readonly graceMs: number
    /** What a spent token does: end its whole family, or be refused and no more. Default `revoke_family`. */
    readonly reuse: 'revoke_family' | 'refuse'
    /** Whether a refresh hands out a new refresh token. If not, the answer has null in its place and the old one stays. Default true. */
    readonly rotates: boolean
  }
  readonly logout: {
    /** What logout does without a token that counts: answer as ever, or refuse as any protected call does. Default `answer`. */
    readonly withoutToken: 'answer' | 'refuse'
    /** What ends: the session of the token, every session of its user, or nothing. Default `session`. */
    readonly ends: 'session' | 'all_sessions' | 'nothing'
  }
  /** Each refusal's answer. A wrong password and an unknown user are one refusal. */
  readonly refusals: {
    /** Wrong password, unknown user: 401. */
    readonly invalidCredentials: Refusal
    /** A tenant that is not the user's, after the right password: 401, worded as a wrong password. */
    readonly foreignTenant: Refusal
    /** The flow token is unknown, expired or was used: 400. */
    readonly flowTokenInvalid: Refusal
    /** Several tenants and none chosen: 400. */
    readonly tenantRequired: Refusal
    /** Too many wrong passwords: 429; `Retry-After` is added. */
    readonly accountLocked: Refusal
    /** A suspended user, after the right password: 403. */
    readonly accountSuspended: Refusal
    /** A tenant that is suspended, after the right password: 403. */
    readonly tenantSuspended: Refusal
    /** One-step login of a user who must use the flow: 403. */
    readonly mfaRequired: Refusal
    /** The MFA token is unknown, expired, used, spent on wrong codes or another user's: 401. */
    readonly mfaTokenInvalid: Refusal
    /** The code is wrong, expired or was used: 401. */
    readonly mfaCodeRejected: Refusal
    /** A method this user does not have: 400. */
    readonly mfaMethodUnavailable: Refusal
    /** The refresh token is unknown, expired or revoked, or its user is suspended: 401. */
    readonly refreshRefused: Refusal
    /** The refresh token was used before, and no grace window covers that: 401. */
    readonly refreshReused: Refusal
    /** No bearer token: 401. */
    readonly notAuthenticated: Refusal
    /** The access token is malformed, forged, expired or revoked: 401. */
    readonly accessTokenInvalid: Refusal
  }
  /** The bodies of answers the contract calls `object` and says no more of. */
  readonly answers: {
    /** Whether fields that do not apply are null in the answer, as FastAPI has it, or left out where the contract lets them. Default `null`. */
    readonly emptyFields: 'null' | 'left_out'
    /** Logout. Default `{ "message": "Logged out" }`. */
    readonly logout: Readonly<Record<string, unknown>>
    /** A code was e-mailed. Default `{ "message": "Verification code sent" }`. */
    readonly emailSent: Readonly<Record<string, unknown>>
  }
}

type Parts<T> = T extends object ? { readonly [K in keyof T]?: Parts<T[K]> | undefined } : T

/** A policy in part: what is left out keeps its default. */
export type PortalPolicyOptions = Parts<PortalPolicy>
