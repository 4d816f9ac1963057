/** A guard of the session, and the text that takes it away. */
export interface Mutant {
  readonly guard: string
  readonly changes: readonly { readonly file: string; readonly from: string; readonly to: string }[]
}

const keeper = 'src/session/session-keeper.ts'
const attempt = 'src/session/refresh-attempt.ts'
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
        from: 'const intended = await writeIntent(from, refreshToken, contested, owns)',
        to: 'const intended = { recovery: !contested && !owns && !writeIntent }',
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
    guard: 'check at logout that no answer comes after it',
    changes: [
      { file: keeper, from: standsElsewhere, to: standsElsewhere.replace('overtaken || ', '') },
      { file: keeper, from: 'if (epoch === mine) adopt(stands)', to: 'adopt(stands)' },
    ],
  },
  {
    guard: 'join by token',
    changes: [{ file: 'src/session/refresh.ts', from: 'if (joined) {', to: 'if (joined && token === joined) {' }],
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
    guard: 'pause that the server asked for',
    changes: [{ file: attempt, from: 'if (waitMs > 0) return undefined', to: 'waitMs = 0' }],
  },
  {
    guard: 'refusal of a fresh token is not refreshed in a loop',
    changes: [
      { file: 'src/session/session-fetch.ts', from: 'if (second.status === 401) tokens.distrust(newer)', to: '' },
    ],
  },
  {
    guard: 'storage that lags does not count',
    changes: [{ file: 'src/session/vault.ts', from: 'if (!follows && !replaces) return lastSeen', to: '' }],
  },
  {
    guard: 'longer and longer between failures',
    changes: [{ file: 'src/session/backoff.ts', from: '2 ** (failures - 1)', to: '0' }],
  },
]
