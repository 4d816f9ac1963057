import type { Refusal } from './refusal.ts'

/**
 * Everything that ScaiKey's documentation leaves open about the portal's login, each with a default. What is documented
 * (paths, fields, rotation, one-time refresh tokens) is not an option.
 */
export interface PortalPolicy {
  /** The first step: the tenants of an e-mail. */
  readonly identify: {
    /**
     * What identify lists for an unknown e-mail. Default `decoy`.
     * - `decoy`: a stable choice of real tenants
     * - `no_tenants`: an empty list
     */
    readonly unknownEmail: 'decoy' | 'no_tenants'
    /**
     * For which users tenants are listed. Default `always`.
     * - `always`: for every user
     * - `several`: only for a user with several tenants
     */
    readonly listsTenants: 'always' | 'several'
    /**
     * The field names of a listed tenant. Default `id`.
     * - `id`: `id`, `name` and `slug`
     * - `tenant_id`: `tenant_id`, `display_name` and `tenant_slug`
     */
    readonly tenantNaming: 'id' | 'tenant_id'
  }
  /** The flow token, from identify to authenticate. */
  readonly flow: {
    /** Lifetime of a flow token, in milliseconds. Default 10 minutes. */
    readonly lifetimeMs: number
    /**
     * Which password ends a flow token. Default `success`.
     * - `success`: the right one
     * - `attempt`: the first one, right or wrong
     */
    readonly endsOn: 'success' | 'attempt'
  }
  /** The one-step login. */
  readonly login: {
    /**
     * What one-step login does with a user who has a second factor. Default `refuse`.
     * - `refuse`: it sends the error response `mfaRequired`
     * - `skip_mfa`: it does not ask for the second factor
     */
    readonly mfaUsers: 'refuse' | 'skip_mfa'
  }
  /** The lock of an e-mail after wrong passwords. */
  readonly lockout: {
    /** The number of wrong passwords that lock an e-mail. Default 5. */
    readonly maxFailures: number
    /** Duration of the lock, and the time after the last failure until earlier failures no longer count, in milliseconds. Default 15 minutes. */
    readonly lockMs: number
    /**
     * The form of `Retry-After` during a lock. Default `seconds`.
     * - `seconds`: whole seconds
     * - `http_date`: an HTTP date
     * - `none`: no header
     */
    readonly retryAfter: 'seconds' | 'http_date' | 'none'
  }
  /** The second factor in the login of several steps. */
  readonly mfa: {
    /** Lifetime of an MFA token, in milliseconds. Default 5 minutes. */
    readonly lifetimeMs: number
    /** The number of wrong codes that end an MFA token. Default 5. */
    readonly maxAttempts: number
    /**
     * The number of a user's wrong codes, over all MFA tokens, that lock the user's second factors for `lockout.lockMs`;
     * 0 for never. Default 0: a caller who knows the password can guess codes, five for each MFA token.
     */
    readonly maxFailures: number
    /** Whether authenticate itself e-mails a code to a user with that method. Default false: the front end asks for it. */
    readonly sendsEmailAtOnce: boolean
    /** The value of `status` in an answer that asks for a second factor. Default `MFA_REQUIRED`. */
    readonly statusWord: string
    /** The HTTP status of that answer: 200, as the contract has it, or 400 to 499. Default 200. */
    readonly httpStatus: number
  }
  /** Codes from an authenticator app. */
  readonly totp: {
    /** Digits of a code. Default 6. */
    readonly digits: number
    /** How long a code is current, in whole seconds. Default 30. */
    readonly periodSeconds: number
    /**
     * The hash function of a code. Default `SHA1`.
     * - `SHA1`: the only one that most authenticator apps support
     * - `SHA256`: HMAC-SHA-256
     * - `SHA512`: HMAC-SHA-512
     */
    readonly algorithm: 'SHA1' | 'SHA256' | 'SHA512'
    /** The number of steps before and after the current one whose codes are accepted. Default 1. */
    readonly windowSteps: number
  }
  /** Codes by e-mail. */
  readonly emailCode: {
    /** Digits of a code. Default 6. */
    readonly digits: number
    /** Lifetime of a code, in milliseconds. Default 10 minutes. */
    readonly lifetimeMs: number
  }
  /** Backup codes. */
  readonly backupCodes: {
    /** The number of backup codes of a new user. Default 8. */
    readonly count: number
  }
  /** Devices that are not asked for a second factor. */
  readonly trustedDevices: {
    /**
     * How a device is recognised after `trust_device: true`. Default `user_agent`.
     * - `user_agent`: by its `User-Agent` header
     * - `nothing`: not at all: the second factor is always asked for
     */
    readonly recognisedBy: 'user_agent' | 'nothing'
    /** How long a device is trusted, in milliseconds. Default 30 days. */
    readonly lifetimeMs: number
  }
  /** Access tokens. */
  readonly access: {
    /** Lifetime of an access token, in whole seconds. Default 3600. */
    readonly lifetimeSeconds: number
    /**
     * The signature algorithm of access tokens. Default `RS256`.
     * - `RS256`: RSA; the same token gets the same signature in each run
     * - `ES256`: ECDSA; signatures are random and differ between two runs
     * - `EdDSA`: Ed25519, the fastest, with the same signature in each run; older browsers lack it
     */
    readonly algorithm: 'RS256' | 'ES256' | 'EdDSA'
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
  /** Refresh tokens. */
  readonly refresh: {
    /** Lifetime of each refresh token, in milliseconds. Default 30 days. */
    readonly lifetimeMs: number
    /** How long after its use a token still gets its unused successor, instead of revoking the family, in milliseconds. Default 0: never. */
    readonly graceMs: number
    /**
     * What the reuse of a token does. Default `revoke_family`.
     * - `revoke_family`: it is refused and revokes the whole family
     * - `refuse`: it is only refused
     */
    readonly reuse: 'revoke_family' | 'refuse'
    /** Whether a refresh issues a new refresh token. If not, the field is null and the old token stays valid. Default true. */
    readonly rotates: boolean
  }
  /** Logout. */
  readonly logout: {
    /**
     * What logout does without a valid token. Default `answer`.
     * - `answer`: it answers as usual
     * - `refuse`: it refuses like a protected call
     */
    readonly withoutToken: 'answer' | 'refuse'
    /**
     * What logout ends. Default `session`.
     * - `session`: the session of the token
     * - `all_sessions`: every session of its user
     * - `nothing`: nothing: the tokens stay valid
     */
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
    /** Too many wrong passwords or, if `mfa.maxFailures` says so, wrong codes: 429; `Retry-After` is added. */
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
    /**
     * How optional fields that do not apply are sent. Default `null`.
     * - `null`: as null, as in FastAPI
     * - `left_out`: not at all
     */
    readonly emptyFields: 'null' | 'left_out'
    /** The body of a logout. Default `{ "message": "Logged out" }`. */
    readonly logout: Readonly<Record<string, unknown>>
    /** The body after a code was e-mailed. Default `{ "message": "Verification code sent" }`. */
    readonly emailSent: Readonly<Record<string, unknown>>
  }
}

type Parts<T> = T extends object ? { readonly [K in keyof T]?: Parts<T[K]> | undefined } : T

/** A policy in part. Options that are left out keep their defaults. */
export type PortalPolicyOptions = Parts<PortalPolicy>
