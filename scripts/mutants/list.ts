/** A guard of the session, and the text that takes it away. */
export interface Mutant {
  readonly guard: string
  readonly changes: readonly { readonly file: string; readonly from: string; readonly to: string }[]
}

const keeper = 'src/session/state/keeper.ts'
const attempt = 'src/session/refresh/attempt.ts'
const lease = 'src/session/state/lease.ts'
const webLocks = 'src/session/tabs/web-locks.ts'
const standsElsewhere = 'overtaken || stored.lineage !== lineage || stored.generation !== generation'

/** The guards that hold the refresh protocol up. */
export const mutants: readonly Mutant[] = [
  {
    guard: 'compare-and-set on the generation',
    changes: [{ file: keeper, from: standsElsewhere, to: 'overtaken' }],
  },
  {
    guard: 're-read under the lock',
    changes: [
      {
        file: attempt,
        from: 'const intended = await writeIntent(from, refreshToken, contested)',
        to: 'const intended = { recovery: !contested && !writeIntent }',
      },
    ],
  },
  {
    guard: 'lock between tabs',
    changes: [
      { file: 'src/session/session.ts', from: 'shared ? webLocks(options.lock, clock) : noLock', to: 'noLock' },
    ],
  },
  {
    guard: 'stale-401 check',
    changes: [
      {
        file: 'src/session/access-token.ts',
        from: 'if (held.session.accessToken !== used) return held.session.accessToken',
        to: '',
      },
    ],
  },
  {
    guard: 'check at logout that no answer is written after it',
    changes: [{ file: keeper, from: standsElsewhere, to: standsElsewhere.replace('overtaken || ', '') }],
  },
  {
    guard: 'check at logout that no answer is shown after it',
    changes: [{ file: keeper, from: 'if (epoch === mine) adopt(stands)', to: 'adopt(stands)' }],
  },
  {
    guard: 'answer that comes after a logout is revoked',
    changes: [{ file: attempt, from: 'void revoke(accessToken)', to: 'void accessToken' }],
  },
  {
    guard: 'join by token',
    changes: [
      { file: 'src/session/refresh/refresh.ts', from: 'if (joined) {', to: 'if (joined && token === joined) {' },
    ],
  },
  {
    guard: 'write-ahead intent',
    changes: [{ file: attempt, from: 'recovery = intent?.digest === digest', to: 'recovery = false' }],
  },
  {
    guard: 'intent of a holder that may have lost its lock',
    changes: [{ file: attempt, from: 'underWay = unsettled && (contested || intent?.unguarded === true)', to: '' }],
  },
  {
    guard: 'intent is young for as long as this tab has not seen it long',
    changes: [{ file: attempt, from: "vault.seenForMs('intent') < answerTimeoutMs", to: 'vault === undefined' }],
  },
  {
    guard: 'lease that ran out while its holder slept',
    changes: [
      { file: lease, from: 'lease.contested || clock.monotonicNow() - beganMs > maxHoldMs', to: 'lease.contested' },
    ],
  },
  {
    guard: 'lock that was taken while its holder slept',
    changes: [{ file: webLocks, from: 'contested || clock.monotonicNow() - beganMs > maxHoldMs', to: 'contested' }],
  },
  {
    guard: 'lock that is granted only after it was taken away',
    changes: [{ file: webLocks, from: 'if (passedOver) return undefined', to: '' }],
  },
  {
    guard: 'refresh whose intent was written too late',
    changes: [
      {
        file: attempt,
        from: 'if (intended && clock.monotonicNow() - beganMs > storageMarginMs)',
        to: 'if (beganMs < 0)',
      },
    ],
  },
  {
    guard: 'lease is held for as long as this tab has not seen it long',
    changes: [{ file: lease, from: "vault.seenForMs('lease') < maxHoldMs", to: 'maxHoldMs < 0' }],
  },
  {
    guard: 'sleep is seen while the page is away',
    changes: [
      {
        file: 'src/session/token/token-clock.ts',
        from: 'if (away.size > 0) sleptMs',
        to: 'if (away.size > 9) sleptMs',
      },
    ],
  },
  {
    guard: 'clock that is set in a page in use is not taken for sleep',
    changes: [{ file: 'src/session/token/token-clock.ts', from: 'if (away.size > 0) sleptMs', to: 'sleptMs' }],
  },
  {
    guard: 'refusal that says that the token was used',
    changes: [{ file: attempt, from: 'lost ||= isRefusedAsUsed(exchange.error)', to: 'lost ||= isRefusedAsUsed({})' }],
  },
  {
    guard: 'pause that the server asked for',
    changes: [{ file: attempt, from: 'if (waitMs > 0) return undefined', to: 'waitMs = 0' }],
  },
  {
    guard: 'refusal of a fresh token is not refreshed in a loop',
    changes: [{ file: 'src/session/fetch.ts', from: 'if (second.status === 401) tokens.distrust(newer)', to: '' }],
  },
  {
    guard: 'storage that lags does not count',
    changes: [{ file: 'src/session/state/vault.ts', from: 'if (!follows && !replaces) return lastSeen', to: '' }],
  },
  {
    guard: 'longer and longer between failures',
    changes: [{ file: 'src/session/refresh/backoff.ts', from: '2 ** (failures - 1)', to: '1' }],
  },
]
