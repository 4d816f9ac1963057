import { inspect } from 'node:util'
import { expect } from 'vitest'
import type { PortalMock } from '../../../mock/index.ts'
import type { FakeBrowser } from '../../../mock/tabs.ts'
import { isPortalAuthError } from '../../../src/index.ts'

/** How often a test allows an invariant to be broken. */
export interface Allowed {
  /** How many refreshes may send a token that was sent before. Default: 0. */
  readonly replays?: number
  /** How many sessions the portal may end because a token was used twice. Default: 0. */
  readonly reuse?: number
}

/** What the invariants are checked against. */
export interface Observed {
  readonly browser: FakeBrowser
  readonly portal: PortalMock
  readonly refreshes: readonly { readonly token: string }[]
  /** Everything that a client has shown or thrown, or that was written to the console. */
  readonly shown: readonly unknown[]
  readonly secrets: ReadonlySet<string>
}

/** Checks what must hold at the end of every test. That every promise settles (I3), the scenario checks itself. */
export function checkInvariants(observed: Observed, { replays = 0, reuse = 0 }: Allowed): void {
  const { browser, portal, refreshes, shown, secrets } = observed
  const posts = Map.groupBy(refreshes, ({ token }) => token)
  const repeated = [...posts.values()].reduce((sum, { length }) => sum + length - 1, 0)
  expect(repeated, 'I1: no refresh token is sent twice').toBe(replays)

  const families = Object.values(portal.snapshot().state.families)
  const revoked = families.filter(({ revokedBecause }) => revokedBecause === 'reuse')
  expect(revoked.length, 'I2: the server sees no reuse').toBe(reuse)

  expect(findRollbacks(browser.storage.history), 'I4: storage never goes back').toEqual([])

  const printed = shown.map(print).join('\n')
  const leaked = [...secrets].filter((secret) => printed.includes(secret))
  expect(leaked, 'I5: nothing secret is printed').toEqual([])
}

const print = (value: unknown): string =>
  [
    inspect(value, { depth: 9, showHidden: true }),
    JSON.stringify(value),
    isPortalAuthError(value) ? value.stack : '',
  ].join('\n')

/** Reads a stored record. A text that is not JSON, as a test may put in the storage, counts as an empty record. */
function parse(text: string): { lineage?: string; generation?: number; tokens?: { refreshToken: string } } {
  try {
    return JSON.parse(text)
  } catch {
    return {}
  }
}

/** Writes that put an older session over a newer one: a lower generation, or a lineage or token that was replaced before. */
function findRollbacks(history: readonly string[]): string[] {
  const replaced = new Set<string>()
  let last: { readonly [name in 'lineage' | 'token']?: string | undefined } & {
    readonly generation?: number | undefined
  } = {}
  return history.filter((text) => {
    const { lineage, generation, tokens } = parse(text)
    const next = { lineage, generation, token: tokens?.refreshToken }
    for (const name of ['lineage', 'token'] as const) {
      if (last[name] !== next[name]) replaced.add(last[name] ?? '')
    }
    const rolledBack =
      (lineage === last.lineage && (generation ?? 0) < (last.generation ?? 0)) ||
      [lineage, next.token].some((name) => name && replaced.has(name))
    last = next
    return rolledBack
  })
}
