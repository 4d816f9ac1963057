import type { PortalAuthErrorCode } from '../../../src/index.ts'
import type { RefusedOperation } from './refusals.ts'

/** Messages that one operation refuses with one status and one code. */
type Wordings = readonly [RefusedOperation, number, PortalAuthErrorCode, readonly string[]]

/** What the client alone reads: each word of its rules once. */
// biome-ignore format: one row, one line.
export const usualWordings: readonly Wordings[] = [
  ['login', 401, 'account_locked', ['unlocked in 5 minutes', 'Account lockout', 'ACCOUNT_LOCKED_OUT', 'Temporarily blocked', 'Temporarily suspended']],
  ['login', 401, 'account_disabled', ['Banned user', 'User is not active', 'E-mail not confirmed', 'Email not yet verified', 'Account blocked']],
  ['login', 403, 'mfa_required', ['OTP required', 'Use 2FA', 'A second factor is needed', 'Use two-step login']],
  ['login', 401, 'tenant_required', ['Select a tenant', 'Choose a tenant', 'Specify a tenant', 'Multiple tenants', 'Several tenants', 'A tenant must be given']],
  ['login', 403, 'invalid_credentials', ['Not a member of this tenant', 'Does not belong here', 'Identity not found', 'Account not found']],
  ['authenticate', 401, 'invalid_credentials', ['Wrong password. Reset it to prevent that the account is locked']],
  ['verify', 400, 'validation_failed', ['Method disabled', 'MFA is disabled', 'TOTP is disabled', 'Email is disabled', 'Codes are disabled', 'Not supported', 'Not available', 'Not enabled']],
  ['verify', 401, 'unexpected_response', ['API key of this account disabled', 'Subscription key of this account disabled']],
  ['verify', 406, 'unexpected_response', ['Not acceptable', 'Token']],
  ['verify', 415, 'unexpected_response', ['Unsupported media type', 'Token']],
]

/** What `refusalWords` reads besides. */
// biome-ignore format: one row, one line.
export const rareWordings: readonly Wordings[] = [
  ['login', 429, 'account_locked', ['Attempts exhausted', 'Failed again', 'Password wrong again']],
  ['login', 429, 'rate_limited', ['Rate of attempts exceeded', 'Requests after failed logins', 'Throttled password attempts']],
  ['login', 403, 'account_locked', ['Maximum login count reached', 'Maximum attempts reached', 'Maximum of failures reached']],
  ['identify', 403, 'rate_limited', ['Throttled', 'Slowdown', 'Please wait', 'Try again in a minute']],
  ['login', 400, 'invalid_credentials', ['Invalid password, please wait', 'Incorrect password, please wait', 'Wrong password, please wait']],
  ['login', 400, 'account_disabled', ['Password has expired', 'Account is expired', 'User unverified', 'Mail has not been verified', 'Account not yet allowed', 'You are suspended', 'DISABLED', 'Inactive', 'Deactivated']],
  ['login', 400, 'mfa_required', ['Multi-step login', 'Second step missing', '2-step login', 'Step-up needed', 'One-time password, please', 'Verification code missing', 'Use the flow', 'Identify first']],
  ['login', 403, 'invalid_credentials', ['Invalid tenant', 'Unknown tenant', 'Wrong tenant', 'No such tenant', 'Tenant ID invalid', 'Tenant is unknown', 'Tenant mismatch', 'Tenant not yours', 'Not a member of the selected tenant', 'No access']],
  ['login', 401, 'tenant_required', ['Requires tenant', 'Requires a tenant', 'Select one tenant', 'Choosing a tenant is needed', 'Specify one tenant', 'Pick a tenant', 'Several active tenants', 'Multiple active tenants', 'Missing tenant', 'More than one tenant', 'Tenant requires a choice', 'Tenant: select one', 'Tenant: choose one', 'Tenant: specify one']],
  ['authenticate', 403, 'flow_expired', ['Session has expired: password again', 'Session timed out: password again', 'This step was left']],
  ['authenticate', 400, 'invalid_credentials', ['Bad credential in this step', 'Bad password in this step']],
  ['identify', 404, 'invalid_credentials', ['User not known', 'Account does not exist', 'E-mail not registered', 'Identity unknown', 'E-mail does not exist', 'No user', 'No such account', 'Unknown user']],
  ['verify', 404, 'mfa_expired', ['User not found', 'No such user']],
  ['verify', 400, 'validation_failed', ['Codes unavailable', 'MFA not allowed', 'TOTP not enrolled', 'Mail not configured', 'Code not set up', 'Codes not allowed', 'No such method']],
  ['verify', 400, 'mfa_code_rejected', ['Code for this method missing']],
  ['verify', 401, 'mfa_expired', ['Token expired: new code', 'Challenge expired: new code', 'Session expired: new code', 'Token of the method expired']],
  ['verify', 409, 'mfa_code_rejected', ['Invalid code for this session', 'Incorrect PIN in this session', 'Wrong codes for this token', 'Bad backup code for this token', 'OTP token reused', 'TOTP', 'Authenticator says no', 'Passcode refused', 'Code', 'PIN']],
  ['identify', 400, 'validation_failed', ['Email?', 'E-mail?']],
]
