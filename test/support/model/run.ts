import { checkCalls, checkSecrets } from './check-calls.ts'
import { checkEnd } from './check-end.ts'
import { checkIdentity } from './check-identity.ts'
import { checkRefreshes } from './check-refreshes.ts'
import { checkSignOuts } from './check-sign-outs.ts'
import { checkStorage } from './check-storage.ts'
import type { Plan } from './plan.ts'
import { fetchMe, liveClients, login, play, resume } from './play.ts'
import type { Report } from './report.ts'
import { createWorld, type World } from './world.ts'

/** The result of a run. */
export interface Outcome {
  readonly report: Report
  /** Each invariant that was broken, in words. */
  readonly violations: string[]
  readonly world: World
}

/** How long calls may take to settle at the end: pauses, backoff, locks and slow responses. */
const quietMs = 10 * 60_000

/** Plays a plan to its end and checks the invariants. */
export async function run({ setting, commands }: Plan): Promise<Outcome> {
  const world = createWorld(setting)
  for (let count = 0; count < setting.tabs; count++) world.open()
  const [first] = world.clients
  if (setting.signedIn && first) {
    void login(world, first, 'ada', 'acme')
    await world.browser.advance(1000)
  }
  for (const command of commands) await play(world, command)
  await quiesce(world)

  const violations = [
    ...checkRefreshes(world),
    ...checkIdentity(world),
    ...checkStorage(world),
    ...checkSignOuts(world),
    ...checkCalls(world),
    ...checkSecrets(world),
    ...checkEnd(world),
  ]
  return { report: finishReport(world), violations, world }
}

/** Removes every hindrance, shows each tab, waits for one lifetime of the access token, and uses each tab. */
async function quiesce(world: World): Promise<void> {
  if (liveClients(world).length === 0) world.open()
  for (const client of liveClients(world)) {
    client.armed.length = 0
    client.tab.throttle(0)
    client.online = true
    client.tab.goOnline()
    resume(client)
  }
  await world.browser.advance(quietMs)
  for (const { tab } of liveClients(world)) tab.dispatch('wake')
  await world.browser.advance(world.setting.access.lifetimeMs)
  for (const client of liveClients(world)) fetchMe(world, client)
  await world.browser.advance(quietMs)
  for (const client of liveClients(world)) fetchMe(world, client)
  await world.browser.advance(60_000)
}

function finishReport({ report, server, clients }: World): Report {
  report.runs = 1
  report.refreshes = server.posts.filter(({ verdict }) => verdict === 'rotated').length
  report.faults.refresh_token_expired = server.posts.filter(({ verdict }) => verdict === 'expired').length
  report.lost = server.families.filter(({ revokedBecause }) => revokedBecause === 'reuse').length
  report.adoptions = clients.reduce(
    (sum, { events }) => sum + events.filter(({ event }) => event.type === 'refresh_adopted').length,
    0,
  )
  return report
}
