import { expect, test } from 'vitest'
import type { Plan } from '../../support/model/plan.ts'
import { run } from '../../support/model/run.ts'

const setting: Plan['setting'] = {
  tabs: 1,
  signedIn: true,
  lock: 'web_locks',
  access: { lifetimeMs: 3_600_000, isOpaque: false },
  refreshLifetimeMs: 259_200_000,
  graceMs: 0,
  networkMs: 0,
  storageMs: 0,
  seed: 0,
}

// Shrunk findings of the model: each broke an invariant before it was fixed.
const counterexamples: Record<string, { setting?: Partial<Plan['setting']>; commands: Plan['commands'] }> = {
  'a tab that was frozen while it wrote does not write over a logout that came meanwhile': {
    setting: { storageMs: 200 },
    commands: [
      { do: 'refresh', tab: 0, fault: { kind: 'unavailable', retryAfter: undefined } },
      { do: 'pass', ms: 0 },
      { do: 'freeze', tab: 0 },
      { do: 'pass', ms: 45_000 },
      { do: 'resume', tab: 0 },
      { do: 'open_tab' },
      { do: 'freeze', tab: 0 },
      { do: 'logout', tab: 3, fault: undefined },
      { do: 'pass', ms: 800 },
      { do: 'fault', tab: 0, on: 'refresh', fault: { kind: 'network_error' } },
    ],
  },
  'a cleared storage sets no timer in a loop': {
    commands: [{ do: 'clear_storage' }, { do: 'pass', ms: 7_200_000 }, { do: 'jump_clock', ms: 0 }],
  },
  'a waiting tab that slept and lost its turn does not send while the next holder does': {
    commands: [
      { do: 'refresh', tab: 0, fault: { kind: 'network_error' } },
      { do: 'freeze', tab: 0 },
      { do: 'pass', ms: 7_200_000 },
      { do: 'open_tab' },
      { do: 'fault', tab: 1, on: 'refresh', fault: { kind: 'unavailable', retryAfter: { seconds: 1, asDate: false } } },
      { do: 'pass', ms: 35_306 },
      { do: 'jump_clock', ms: 1_000 },
    ],
  },
  'an intent that is written late respects a pause that began meanwhile': {
    setting: { tabs: 2, storageMs: 200 },
    commands: [
      { do: 'open_tab' },
      { do: 'refresh', tab: 0, fault: undefined },
      { do: 'pass', ms: 0 },
      { do: 'freeze', tab: 0 },
      { do: 'refresh', tab: 2, fault: { kind: 'unavailable', retryAfter: { seconds: 2, asDate: false } } },
      { do: 'pass', ms: 36_000 },
      { do: 'refresh', tab: 0, fault: { kind: 'unavailable', retryAfter: undefined } },
    ],
  },
  'a clock set back during a lease does not make a request look settled': {
    setting: { tabs: 2, lock: 'none', networkMs: 40, storageMs: 3 },
    commands: [
      { do: 'refresh', tab: 0, fault: { kind: 'cut_answer' } },
      { do: 'pass', ms: 9 },
      { do: 'refresh', tab: 3, fault: undefined },
      { do: 'jump_clock', ms: -30_009 },
      { do: 'pass', ms: 60 },
    ],
  },
  'an error response that a killed tab could not store leaves the token in doubt': {
    setting: { storageMs: 200 },
    commands: [
      { do: 'refresh', tab: 0, fault: { kind: 'slow_answer', ms: 30_000 } },
      { do: 'pass', ms: 31_051 },
      { do: 'kill', tab: 0 },
    ],
  },
  'a logout in the meantime does not keep a pause from the other tabs': {
    setting: { tabs: 2, storageMs: 200 },
    commands: [
      { do: 'open_tab' },
      { do: 'refresh', tab: 2, fault: { kind: 'unavailable', retryAfter: { seconds: 1, asDate: false } } },
      { do: 'pass', ms: 800 },
      { do: 'logout', tab: 2, fault: undefined },
      { do: 'refresh', tab: 0, fault: undefined },
    ],
  },
  'a failure with a token that another tab has replaced does not count for the new one': {
    setting: { seed: 781_777_438 },
    commands: [
      { do: 'throttle', tab: 0, ms: 60_000 },
      { do: 'open_tab' },
      { do: 'login', tab: 0, as: 'ada', fault: undefined },
      { do: 'refresh', tab: 0, fault: { kind: 'network_error' } },
      { do: 'pass', ms: 2_999_000 },
    ],
  },
  'a retry that was planned for a token is not made with the next one': {
    setting: { lock: 'none', networkMs: 2_000, storageMs: 200 },
    commands: [
      { do: 'fault', tab: 0, on: 'refresh', fault: { kind: 'late_request', ms: 4_800 } },
      { do: 'pass', ms: 2_906_276 },
      { do: 'pass', ms: 25_482 },
    ],
  },
  'an opaque token that an API rejected is refreshed again later': {
    setting: { signedIn: false, access: { lifetimeMs: 3_600_000, isOpaque: true } },
    commands: [
      { do: 'login', tab: 0, as: 'ada', fault: undefined },
      { do: 'fetch_me', tab: 0, fault: { kind: 'unauthorized' } },
      { do: 'pass', ms: 45_000 },
      { do: 'fetch_me', tab: 0, fault: { kind: 'unauthorized' } },
      { do: 'pass', ms: 60 },
      { do: 'freeze', tab: 0 },
    ],
  },
  'a call does not wait for a first read that a login has overtaken, nor continue as the next user': {
    setting: { storageMs: 200 },
    commands: [{ do: 'switch_account', tab: 0, as: 'bob', tenant: 'acme', awaits: false }],
  },
  'a lifetime that JSON cannot hold exactly does not make the stored session unreadable': {
    commands: [
      { do: 'hostile_claims', claims: '{"exp":99999999999999}' },
      { do: 'switch_account', tab: 0, as: 'ada', tenant: 'acme', awaits: false },
      { do: 'get_access_token', tab: 0 },
    ],
  },
}

test.each(Object.entries(counterexamples))('model: %s', async (_, given) => {
  const { violations } = await run({ setting: { ...setting, ...given.setting }, commands: given.commands })
  expect(violations).toEqual([])
})
