import { callHeader, type Trip } from './network.ts'
import type { Command, NetworkFault, Operation, TabCommand, TenantName, UserName } from './plan.ts'
import { planted } from './strict-server.ts'
import { baseUrl, type ModelClient, type World } from './world.ts'

/** The protected call of the model. */
const meUrl = `${baseUrl}/api/v1/me`

/** Runs one command. It does not wait for the calls that a client begins, only for time to pass. */
export async function play(world: World, command: Command): Promise<void> {
  const { report, browser } = world
  switch (command.do) {
    case 'pass':
      await browser.advance(command.ms)
      return
    case 'open_tab':
      if (liveClients(world).length < 5) world.open()
      return
    case 'jump_clock':
      report.faults.clock_jump += 1
      if (world.network.refreshesUnderWay().length > 0) report.faults.clock_jump_mid_refresh += 1
      world.clockJumpsAtMs.push(world.now())
      browser.jumpClock(command.ms)
      return
    case 'sleep':
      // No machine falls asleep between a decision and its result.
      await browser.settle()
      sleep(world, command)
      return
    case 'hostile_claims':
      world.server.nextClaims(command.claims)
      return
    case 'clear_storage':
      if (browser.storage.values().some((text) => text.includes(planted))) {
        report.faults.storage_cleared += 1
        if (world.network.refreshesUnderWay().length > 0) report.faults.storage_cleared_mid_refresh += 1
      }
      world.network.doubt('storage_cleared')
      world.clearedAtMs.push(world.now())
      browser.storage.clear()
      return
    default: {
      const live = liveClients(world)
      const client = live[command.tab % live.length]
      if (client) playInTab(world, client, command)
    }
  }
}

/** The clients whose tabs are open. */
export function liveClients({ clients }: World): ModelClient[] {
  return clients.filter(({ state }) => state !== 'killed')
}

function playInTab(world: World, client: ModelClient, command: Extract<Command, { readonly tab: number }>): void {
  const { report, network } = world
  switch (command.do) {
    case 'fault':
      arm(client, command.on, command.fault)
      return
    case 'throttle':
      hinder(world, client)
      if (command.ms > 0 && command.ms !== client.throttleMs) report.faults.throttle += 1
      client.throttleMs = command.ms
      client.tab.throttle(command.ms)
      return
    case 'login':
      if (client.state !== 'running') return
      arm(client, 'login', command.fault)
      if (network.refreshesUnderWay().length > 0) report.faults.login_mid_refresh += 1
      void login(world, client, command.as, command.tenant)
      return
    case 'switch_account':
      if (client.state === 'running') void switchAccount(world, client, command)
      return
    case 'refresh':
      if (client.state !== 'running') return
      arm(client, 'refresh', command.fault)
      void world.keep(client, 'refresh', () => client.auth.refresh())
      return
    case 'fetch_me':
      if (client.state !== 'running') return
      arm(client, 'me', command.fault)
      fetchMe(world, client)
      return
    case 'logout':
      if (client.state !== 'running') return
      arm(client, 'logout', command.fault)
      if (network.refreshesUnderWay().length > 0) report.faults.logout_mid_refresh += 1
      void world.keep(client, 'logout', () => client.auth.logout())
      return
    default:
      playOnTab(world, client, command.do)
  }
}

/** Signs in and records how the session before is replaced. */
export function login(world: World, client: ModelClient, as: UserName, tenant: TenantName = 'acme'): Promise<unknown> {
  const { report, server } = world
  const before = server.families.filter(({ revokedBecause }) => revokedBecause === undefined).at(-1)
  if (client.auth.session.getSnapshot().status === 'signed_in') report.faults.login_over_session += 1
  if (before && before.user !== as) report.faults.account_switch += 1
  else if (before && before.tenant !== tenant) report.faults.tenant_switch += 1
  const credentials = { email: as, password: `${planted}-password`, tenantId: tenant }
  return world.keep(client, 'login', () => client.auth.login(credentials))
}

/** Calls the protected API. */
export function fetchMe(world: World, client: ModelClient): void {
  void world.keep(client, 'fetch_me', (number) =>
    readAnswer(client.auth.fetch(meUrl, { headers: { [callHeader]: String(number) } })),
  )
}

async function switchAccount(
  world: World,
  client: ModelClient,
  { as, tenant, awaits }: Extract<Command, { readonly do: 'switch_account' }>,
): Promise<void> {
  const { report, network, calls } = world
  for (const other of liveClients(world)) {
    if (other.state !== 'running') continue
    fetchMe(world, other)
    void world.keep(other, 'get_access_token', () => other.auth.getAccessToken())
  }
  if (calls.some(({ what, settledAtMs }) => what === 'fetch_me' && settledAtMs === undefined))
    report.faults.switch_mid_call += 1
  if (network.refreshesUnderWay().length > 0) report.faults.switch_mid_refresh += 1
  const loggedOut = world.keep(client, 'logout', () => client.auth.logout())
  if (awaits) await loggedOut
  if (client.state === 'running') void login(world, client, as, tenant)
}

function sleep(world: World, { ms, clocks }: Extract<Command, { readonly do: 'sleep' }>): void {
  const { report, network, browser } = world
  report.faults[`sleep_${clocks}_clock${clocks === 'both' ? 's' : ''}` as 'sleep_both_clocks' | 'sleep_wall_clock'] += 1
  if (network.refreshesUnderWay().length > 0) report.faults.sleep_mid_refresh += 1
  const fromMs = world.now()
  for (const trip of network.trips) if (!hasArrived(trip)) trip.sleptAtMs ??= fromMs
  // Other tabs see that the attempt takes too long, and its connection is dead.
  if (clocks === 'both') network.doubt('sleep')
  browser.sleep(ms, { stopsMonotonicClocks: clocks === 'wall' })
  world.sleeps.push({ fromMs, toMs: world.now() })
}

/** Whether the tab has its response: one that was frozen first gets it when it resumes. */
function hasArrived({ client, answeredAtMs }: Trip): boolean {
  const frozenAtMs = client.state === 'frozen' ? (client.hinderedAtMs.at(-1) ?? 0) : Number.POSITIVE_INFINITY
  return answeredAtMs !== undefined && answeredAtMs < frozenAtMs
}

function arm(client: ModelClient, on: Operation, fault: NetworkFault | undefined): void {
  if (fault) client.armed.push({ on, fault })
}

function playOnTab(world: World, client: ModelClient, what: TabCommand): void {
  const { auth, tab } = client
  switch (what) {
    case 'kill':
      kill(world, client)
      return
    case 'reload':
      kill(world, client)
      world.open()
      return
    case 'resume':
      resume(client)
      return
    case 'go_online':
      client.online = true
      tab.goOnline()
      return
    case 'go_offline':
      if (client.online) hit(world, client, 'offline')
      client.online = false
      tab.goOffline()
      return
    case 'freeze':
      if (client.state !== 'running') return
      hit(world, client, 'freeze')
      client.state = 'frozen'
      tab.freeze()
      return
    case 'get_access_token':
      if (client.state === 'running') void world.keep(client, what, () => auth.getAccessToken())
      return
  }
}

/** The API's response: the status and, where it is 200, the session that the token belongs to. */
export interface ApiAnswer {
  readonly status: number
  readonly body: string
}

/** Reads a response of the API to its end. */
async function readAnswer(answer: Promise<Response>): Promise<ApiAnswer> {
  const response = await answer
  return { status: response.status, body: await response.text() }
}

/** Resumes a tab. */
export function resume(client: ModelClient): void {
  if (client.state !== 'frozen') return
  client.state = 'running'
  client.tab.resume()
  for (const go of client.onResume.splice(0)) go()
}

function kill(world: World, client: ModelClient): void {
  hit(world, client, 'kill')
  client.state = 'killed'
  client.onResume.length = 0
  client.tab.kill()
}

/** Records that a tab is hindered, which may lose its refresh in flight. */
function hit(world: World, client: ModelClient, what: 'kill' | 'freeze' | 'offline'): void {
  hinder(world, client)
  world.report.faults[what] += 1
  if (world.network.refreshesUnderWay(client).length > 0) world.report.faults[`${what}_mid_refresh`] += 1
  world.network.doubt(what, client)
}

function hinder(world: World, client: ModelClient): void {
  client.hinderedAtMs.push(world.now())
}
