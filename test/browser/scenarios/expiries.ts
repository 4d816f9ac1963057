import { at } from '../at.ts'
import { spreadOf, tally } from '../report.ts'
import { inBackground, inChromium, inForeground, type Play, type Scenario } from '../scenario.ts'
import type { StageOptions } from '../stage.ts'

/** F2, F51: tabs that reach each expiry together send one refresh for all. */
export const expiries: readonly Scenario[] = [
  {
    title: 'F2, F51: 20 tabs x 10 expiries on IndexedDB',
    engines: inForeground,
    run: (play) => expireTogether(play, { tabs: 20 }, 10),
  },
  {
    title: 'F2, F51: 5 tabs x 50 expiries on IndexedDB',
    engines: [...inChromium, ...inBackground],
    run: (play) => expireTogether(play, { tabs: 5 }, 50),
  },
  {
    title: 'F2, F51: 20 tabs x 50 expiries on IndexedDB',
    engines: inChromium,
    run: (play) => expireTogether(play, { tabs: 20 }, 50),
  },
  {
    title: 'F5: 5 tabs x 10 expiries in an insecure context, which has no locks',
    engines: inChromium,
    run: (play) => expireTogether(play, { tabs: 5, isInsecure: true }, 10),
  },
  {
    title: 'F5: 5 tabs x 10 expiries with navigator.locks taken away',
    engines: inForeground,
    run: (play) => expireTogether(play, { tabs: 5, withoutLocks: true }, 10),
  },
]

async function expireTogether({ report, open }: Play, options: StageOptions, rounds: number): Promise<void> {
  const stage = await open(options)
  const { portal, tabs } = stage
  await stage.signIn()
  const about = await Promise.all(tabs.map((tab) => tab.call('about')))
  const lacksLocks = options.isInsecure === true || options.withoutLocks === true
  report.exact('tabs with Web Locks', about.filter(({ hasLocks }) => hasLocks).length, lacksLocks ? 0 : tabs.length)
  report.note(
    'secure context, visible',
    `${at(about, 0).isSecureContext}, ${about.filter((tab) => tab.isVisible).length}`,
  )

  const slowest: number[] = []
  const spreads: number[] = []
  const failures: (string | undefined)[] = []
  let unequal = 0
  let refused = 0
  for (let round = 0; round < rounds; round++) {
    const outcomes = await stage.expireAtOnce()
    slowest.push(Math.max(...outcomes.map(({ waitedMs }) => waitedMs)))
    const starts = outcomes.map(({ startedAtMs }) => startedAtMs)
    spreads.push(Math.max(...starts) - Math.min(...starts))
    failures.push(...outcomes.filter(({ token }) => token === undefined).map(({ code }) => code))
    const distinct = new Set(outcomes.flatMap(({ token }) => token ?? []))
    if (distinct.size !== 1) unequal += 1
    for (const token of distinct) if (!(await portal.accepts(token))) refused += 1
  }

  const snapshots = await Promise.all(tabs.map((tab) => tab.call('snapshot')))
  const events = await stage.events()
  report.exact('refresh POSTs', portal.refreshes.length, rounds)
  report.exact('spent tokens sent', portal.refreshes.filter(({ isRepeat }) => isRepeat).length, 0)
  report.exact('reuse detections', portal.countReuse(), 0)
  report.exact('tabs signed out', snapshots.filter(({ status }) => status !== 'signed_in').length, 0)
  report.exact('calls that failed', failures.length === 0 ? 0 : tally(failures), 0)
  report.exact('expiries in which tabs got different tokens', unequal, 0)
  report.exact('tokens the server refused', refused, 0)
  report.note("slowest tab's wait", spreadOf(slowest))
  report.note('calls begun within', spreadOf(spreads))
  report.note('events', tally(events.map(({ type }) => type)))
}
