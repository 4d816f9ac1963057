import type { Refusal } from './refusal.ts'

/**
 * Everything that ScaiKey's documentation leaves open about the portal's login, each with a default. What is documented
 * (paths, fields, rotation, one-time refresh tokens, RS256 or ES256) is not an option.
 */
export interface PortalPolicy {
  readonly identify: {
    /** What identify lists for an unknown e-mail: a stable choice of real tenants, or an empty list. Default `decoy`. */
    readonly unknownEmail: 'decoy' | 'no_tenants'
    /** Whether tenants are listed for every user, or only for a user with several. Default `always`. */
    readonly listsTenants: 'always' | 'several'
    /** The field names of a listed tenant: `id`, `name`, `slug`, or `tenant_id`, `display_name`, `tenant_slug`. Default `id`. */
    readonly tenantNaming: 'id' | 'tenant_id'
  }
  readonly flow: {
    /** Lifetime of a flow token. Default 10 minutes. */
    readonly lifetimeMs: number
    /** Whether a flow token ends with the right password, or with the first password. Default `success`. */
    readonly endsOn: 'success' | 'attempt'
  }
  readonly login: {
    /** Whether one-step login refuses a user with a second factor, or does not ask for it. Default `refuse`. */
    readonly mfaUsers: 'refuse' | 'skip_mfa'
  }
  readonly lockout: {
    /** Wrong passwords that lock an e-mail. Default 5. */
    readonly maxFailures: number
    /** Duration of the lock, and the time after the last failure until earlier failures no longer count. Default 15 minutes. */
    readonly lockMs: number
    /** The form of `Retry-After` during a lock: whole seconds, an HTTP date, or no header. Default `seconds`. */
    readonly retryAfter: 'seconds' | 'http_date' | 'none'
  }
  readonly mfa: {
    /** Lifetime of an MFA token. Default 5 minutes. */
    readonly lifetimeMs: number
    /** Wrong codes that end an MFA token. Default 5. */
    readonly maxAttempts: number
    /** Whether authenticate itself e-mails a code to a user with that method. Default false: the front end asks for it. */
    readonly sendsEmailAtOnce: boolean
    /** The value of `status` in an answer that asks for a second factor. Default `MFA_REQUIRED`. */
    readonly statusWord: string
    /** The HTTP status of that answer: 200, as the contract has it, or 400 to 499. Default 200. */
    readonly httpStatus: number
  }
  readonly totp: {
    /** Digits of a code. Default 6. */
    readonly digits: number
    /** Seconds for which a code is current. Default 30. */
    readonly periodSeconds: number
    /** The HMAC of a code. Default `SHA1`, the only one that most authenticator apps support. */
    readonly algorithm: 'SHA1' | 'SHA256' | 'SHA512'
    /** Steps before and after the current one whose codes are accepted. Default 1. */
    readonly windowSteps: number
  }
  readonly emailCode: {
    /** Digits of a code. Default 6. */
    readonly digits: number
    /** Lifetime of a code. Default 10 minutes. */
    readonly lifetimeMs: number
  }
  readonly backupCodes: {
    /** Backup codes of a new user. Default 8. */
    readonly count: number
  }
  readonly trustedDevices: {
    /** How a device is recognised after `trust_device: true`: by its `User-Agent` header, or not at all. Default `user_agent`. */
    readonly recognisedBy: 'user_agent' | 'nothing'
    /** How long a device is trusted. Default 30 days. */
    readonly lifetimeMs: number
  }
  readonly access: {
    /** Lifetime of an access token, in whole seconds. Default 3600. */
    readonly lifetimeSeconds: number
    /** The signature algorithm of access tokens. Default `RS256`. ES256 signatures are random and differ between two runs. */
    readonly algorithm: 'RS256' | 'ES256'
    /** The `iss` claim without its end, `/tenants/{tenant-id}`. Default `https://scaikey.scailabs.ai`. */
    readonly issuer: string
    /** The `aud` claim. Default `user-portal`. */
    readonly audience: string
    /** The `scope` claim. Default `openid profile email`, as in the token the documentation shows. */
    readonly scope: string
    /** Whether `GET /api/v1/me` rejects the token of a revoked session. Default true. */
    readonly checksRevocation: boolean
    /** Claims to add. They do not replace documented claims. Default none. */
    readonly extraClaims: Readonly<Record<string, unknown>>
  }
  readonly refresh: {
    /** Lifetime of each refresh token. Default 30 days. */
    readonly lifetimeMs: number
    /** How long after its use a token still gets its unused successor, instead of revoking the family. Default 0: never. */
    readonly graceMs: number
    /** What the reuse of a token does: it revokes the whole family, or is only refused. Default `revoke_family`. */
    readonly reuse: 'revoke_family' | 'refuse'
    /** Whether a refresh issues a new refresh token. If not, the field is null and the old token stays valid. Default true. */
    readonly rotates: boolean
  }
  readonly logout: {
    /** What logout does without a valid token: it answers as usual, or refuses like a protected call. Default `answer`. */
    readonly withoutToken: 'answer' | 'refuse'
    /** What logout ends: the session of the token, every session of its user, or nothing. Default `session`. */
    readonly ends: 'session' | 'all_sessions' | 'nothing'
  }
  /** The error response of each refusal. A wrong password and an unknown user are the same refusal. */
  readonly refusals: {
    /** Wrong password, unknown user: 401. */
    readonly invalidCredentials: Refusal
    /** A tenant that is not the user's, after the right password: 401, with the text of a wrong password. */
    readonly foreignTenant: Refusal
    /** The flow token is unknown, expired or used: 400. */
    readonly flowTokenInvalid: Refusal
    /** Several tenants, and none is chosen: 400. */
    readonly tenantRequired: Refusal
    /** Too many wrong passwords: 429; `Retry-After` is added. */
    readonly accountLocked: Refusal
    /** A suspended user, after the right password: 403. */
    readonly accountSuspended: Refusal
    /** A suspended tenant, after the right password: 403. */
    readonly tenantSuspended: Refusal
    /** One-step login of a user with a second factor: 403. */
    readonly mfaRequired: Refusal
    /** The MFA token is unknown, expired, used, out of attempts or another user's: 401. */
    readonly mfaTokenInvalid: Refusal
    /** The code is wrong, expired or used: 401. */
    readonly mfaCodeRejected: Refusal
    /** A method this user does not have: 400. */
    readonly mfaMethodUnavailable: Refusal
    /** The refresh token is unknown, expired or revoked, or its user is suspended: 401. */
    readonly refreshRefused: Refusal
    /** The refresh token was used before, outside the grace window: 401. */
    readonly refreshReused: Refusal
    /** No bearer token: 401. */
    readonly notAuthenticated: Refusal
    /** The access token is malformed, forged, expired or revoked: 401. */
    readonly accessTokenInvalid: Refusal
  }
  /** The bodies that the contract describes only as `object`. */
  readonly answers: {
    /** Whether optional fields that do not apply are null, as in FastAPI, or left out. Default `null`. */
    readonly emptyFields: 'null' | 'left_out'
    /** Logout. Default `{ "message": "Logged out" }`. */
    readonly logout: Readonly<Record<string, unknown>>
    /** A code was e-mailed. Default `{ "message": "Verification code sent" }`. */
    readonly emailSent: Readonly<Record<string, unknown>>
  }
}

type Parts<T> = T extends object ? { readonly [K in keyof T]?: Parts<T[K]> | undefined } : T

/** A policy in part. Options that are left out keep their defaults. */
export type PortalPolicyOptions = Parts<PortalPolicy>
