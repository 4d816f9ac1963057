import type { Command, NetworkFault, Operation, TabCommand } from './plan.ts'
import { planted } from './strict-server.ts'
import { baseUrl, type ModelClient, type World } from './world.ts'

/** The protected call of the model. */
export const meUrl = `${baseUrl}/api/v1/me`

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
      world.keep(client, 'login', client.auth.login({ email: command.as, password: `${planted}-password` }))
      return
    case 'refresh':
      if (client.state !== 'running') return
      arm(client, 'refresh', command.fault)
      world.keep(client, 'refresh', client.auth.refresh())
      return
    case 'fetch_me':
      if (client.state !== 'running') return
      arm(client, 'me', command.fault)
      world.keep(client, 'fetch_me', readAnswer(client.auth.fetch(meUrl)))
      return
    case 'logout':
      if (client.state !== 'running') return
      arm(client, 'logout', command.fault)
      if (network.refreshesUnderWay().length > 0) report.faults.logout_mid_refresh += 1
      world.keep(client, 'logout', client.auth.logout())
      return
    default:
      playOnTab(world, client, command.do)
  }
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
      if (client.state === 'running') world.keep(client, what, auth.getAccessToken())
      return
  }
}

/** The API's response: the status and, where it is 200, the session that the token belongs to. */
export interface ApiAnswer {
  readonly status: number
  readonly body: string
}

/** Reads a response of the API to its end. */
export async function readAnswer(answer: Promise<Response>): Promise<ApiAnswer> {
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
