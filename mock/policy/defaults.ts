import { dayMs, minuteMs } from '../base/duration.ts'
import {
  count,
  digits,
  durationMs,
  durationSeconds,
  filledText,
  flag,
  httpStatus,
  jsonObject,
  type Option,
  oneOf,
} from './option.ts'
import type { PortalPolicy } from './portal-policy.ts'
import { refusal } from './refusal.ts'

type OptionsOf<P> = { readonly [Area in keyof P]: { readonly [Name in keyof P[Area]]: Option<P[Area][Name]> } }

/** Every option of the policy with its default and its check. */
export const policyOptions: OptionsOf<PortalPolicy> = {
  identify: {
    unknownEmail: oneOf(['decoy', 'no_tenants'], 'decoy'),
    listsTenants: oneOf(['always', 'several'], 'always'),
    tenantNaming: oneOf(['id', 'tenant_id'], 'id'),
  },
  flow: { lifetimeMs: durationMs(10 * minuteMs), endsOn: oneOf(['success', 'attempt'], 'success') },
  login: { mfaUsers: oneOf(['refuse', 'skip_mfa'], 'refuse') },
  lockout: {
    maxFailures: count(5),
    lockMs: durationMs(15 * minuteMs),
    retryAfter: oneOf(['seconds', 'http_date', 'none'], 'seconds'),
  },
  mfa: {
    lifetimeMs: durationMs(5 * minuteMs),
    maxAttempts: count(5),
    maxFailures: count(0, 0),
    sendsEmailAtOnce: flag(false),
    statusWord: filledText('MFA_REQUIRED'),
    httpStatus: httpStatus(200, [200], 400, 499),
  },
  totp: {
    // RFC 4226 section 5.3: 6 digits, possibly 7 and 8.
    digits: digits(6, 6, 8),
    periodSeconds: durationSeconds(30),
    algorithm: oneOf(['SHA1', 'SHA256', 'SHA512'], 'SHA1'),
    windowSteps: count(1, 0),
  },
  emailCode: { digits: digits(6, 4, 12), lifetimeMs: durationMs(10 * minuteMs) },
  backupCodes: { count: count(8) },
  trustedDevices: { recognisedBy: oneOf(['user_agent', 'nothing'], 'user_agent'), lifetimeMs: durationMs(30 * dayMs) },
  access: {
    lifetimeSeconds: durationSeconds(3600),
    algorithm: oneOf(['RS256', 'ES256', 'EdDSA'], 'RS256'),
    issuer: filledText('https://scaikey.scailabs.ai'),
    audience: filledText('user-portal'),
    scope: filledText('openid profile email'),
    checksRevocation: flag(true),
    extraClaims: jsonObject({}),
  },
  refresh: {
    lifetimeMs: durationMs(30 * dayMs),
    graceMs: durationMs(0, 0),
    reuse: oneOf(['revoke_family', 'refuse'], 'revoke_family'),
    rotates: flag(true),
  },
  logout: {
    withoutToken: oneOf(['answer', 'refuse'], 'answer'),
    ends: oneOf(['session', 'all_sessions', 'nothing'], 'session'),
  },
  refusals: {
    invalidCredentials: refusal(401, 'Invalid credentials'),
    foreignTenant: refusal(401, 'Invalid credentials'),
    flowTokenInvalid: refusal(400, 'Invalid or expired flow token'),
    tenantRequired: refusal(400, 'Tenant selection required'),
    accountLocked: refusal(429, 'Too many failed attempts, try again later'),
    accountSuspended: refusal(403, 'User account is suspended'),
    tenantSuspended: refusal(403, 'Tenant is suspended'),
    mfaRequired: refusal(403, 'MFA required, use the two-step login'),
    mfaTokenInvalid: refusal(401, 'Invalid or expired MFA token'),
    mfaCodeRejected: refusal(401, 'Invalid MFA code'),
    mfaMethodUnavailable: refusal(400, 'MFA method not available'),
    refreshRefused: refusal(401, 'Invalid or expired refresh token'),
    refreshReused: refusal(401, 'Refresh token already used'),
    notAuthenticated: refusal(401, 'Not authenticated'),
    accessTokenInvalid: refusal(401, 'Invalid or expired access token'),
  },
  answers: {
    emptyFields: oneOf(['null', 'left_out'], 'null'),
    logout: jsonObject({ message: 'Logged out' }),
    emailSent: jsonObject({ message: 'Verification code sent' }),
  },
}
