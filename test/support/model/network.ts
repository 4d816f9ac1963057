import type { NetworkFault, Operation, RetryAfter } from './plan.ts'
import type { RefreshPost } from './strict-server.ts'
import { answerTimeoutMs, type ModelClient, type World } from './world.ts'

/** Why the outcome of a request is not known to the client that sent it. */
interface Doubt {
  readonly atMs: number
  readonly why: string
}

/** A request of a client, and its outcome. */
export interface Trip {
  readonly client: ModelClient
  readonly operation: Operation
  /** The refresh token in its body, or the access token in its header. */
  readonly token: string
  readonly sentAtMs: number
  /** The number of the call of `auth.fetch` that sent it. */
  readonly call: number | undefined
  /** Whether the client had asked for redirects to be followed. */
  readonly followsRedirects: boolean
  /** When the machine fell asleep while it was under way. */
  sleptAtMs: number | undefined
  /** Set once it has reached the server. */
  post: RefreshPost | undefined
  reachedServer: boolean
  answeredAtMs: number | undefined
  readonly doubts: Doubt[]
}

/** The pause that a server has asked for, for a refresh token. */
interface Pause {
  readonly token: string
  readonly client: ModelClient
  /** When the request was sent, and when the pause ends. */
  readonly sentAtMs: number
  readonly untilMs: number
}

/** The header that names the call of `auth.fetch` that a request belongs to. */
export const callHeader = 'x-call'

/** The network between the tabs and the server. */
export interface Network {
  readonly trips: Trip[]
  readonly pauses: Pause[]
  /** Access tokens that an API has rejected. */
  readonly rejectedAccessTokens: Set<string>
  exchange(client: ModelClient, request: Request, next: (request: Request) => Promise<Response>): Promise<Response>
  /** Refreshes whose outcome is not yet in the storage. */
  refreshesUnderWay(client?: ModelClient): Trip[]
  /** Marks every refresh in flight as one whose outcome may stay unknown. */
  doubt(why: string, client?: ModelClient): void
}

/** Makes the network of a world. */
export function createNetwork(getWorld: () => World): Network {
  const network: Network = {
    trips: [],
    pauses: [],
    rejectedAccessTokens: new Set(),
    refreshesUnderWay: (client) =>
      network.trips.filter(
        (trip) => trip.operation === 'refresh' && (client ?? trip.client) === trip.client && isUnderWay(trip),
      ),
    doubt(why, client) {
      for (const trip of network.refreshesUnderWay(client)) trip.doubts.push({ atMs: getWorld().now(), why })
    },
    async exchange(client, request, next) {
      const { setting, now, lag, report } = getWorld()
      const trip = await startTrip(client, request)
      const fault = takeFault(client, trip.operation)
      if (fault) report.faults[fault.kind] += 1
      if (fault && 'retryAfter' in fault && fault.retryAfter && 'text' in fault.retryAfter)
        report.faults.hostile_retry_after += 1

      await lag(setting.networkMs + (fault?.kind === 'late_request' ? fault.ms : 0))
      // The browser drops the unsent requests of a closed tab.
      if (client.state === 'killed') return new Promise(() => {})
      const turnedAway = fault && answerBefore(fault, now())
      if (turnedAway) {
        if (trip.operation === 'me' && fault.kind === 'unauthorized') network.rejectedAccessTokens.add(trip.token)
        await lag(setting.networkMs)
        return arrive(trip, turnedAway, fault)
      }
      const response = await next(request)
      trip.reachedServer = true
      trip.post = getWorld().server.postOf(response)
      if (trip.operation === 'me' && response.status === 401) network.rejectedAccessTokens.add(trip.token)
      if (fault && losesAnswer(fault, 2 * setting.networkMs)) trip.doubts.push({ atMs: now(), why: fault.kind })
      await lag(setting.networkMs + (fault?.kind === 'slow_answer' ? fault.ms : 0))
      return arrive(trip, fault ? await answerAfter(fault, response) : response, fault)
    },
  }

  async function startTrip(client: ModelClient, request: Request): Promise<Trip> {
    const operation = request.url.slice(request.url.lastIndexOf('/') + 1) as Operation
    const token =
      operation === 'refresh'
        ? String((await request.clone().json()).refresh_token)
        : (request.headers.get('authorization') ?? '').replace('Bearer ', '')
    const trip: Trip = {
      client,
      operation,
      token,
      sentAtMs: getWorld().now(),
      call: Number(request.headers.get(callHeader) ?? Number.NaN) || undefined,
      followsRedirects: request.redirect === 'follow',
      sleptAtMs: undefined,
      post: undefined,
      reachedServer: false,
      answeredAtMs: undefined,
      doubts: [],
    }
    network.trips.push(trip)
    return trip
  }

  function arrive(trip: Trip, answer: Response | Error, fault: NetworkFault | undefined): Response {
    const nowMs = getWorld().now()
    trip.answeredAtMs = nowMs
    if (!trip.client.online) throw new TypeError('the device went offline')
    if (answer instanceof Error) throw answer
    if (
      trip.operation === 'refresh' &&
      fault &&
      'retryAfter' in fault &&
      fault.retryAfter &&
      'seconds' in fault.retryAfter
    ) {
      const { token, client, sentAtMs } = trip
      network.pauses.push({ token, client, sentAtMs, untilMs: nowMs + fault.retryAfter.seconds * 1000 })
    }
    return answer
  }

  /** Waits until the storage holds another token than the one that was sent. */
  function isUnderWay({ client, token, sentAtMs, answeredAtMs, post, doubts }: Trip): boolean {
    if (client.state === 'killed') return false
    if (answeredAtMs === undefined) return true
    if (doubts.length > 0 || post === undefined) return false
    return !getWorld().writes.some(({ atMs, text }) => atMs >= sentAtMs && !text.includes(token))
  }

  return network
}

function takeFault(client: ModelClient, operation: Operation): NetworkFault | undefined {
  const index = client.armed.findIndex(({ on }) => on === operation)
  return index < 0 ? undefined : client.armed.splice(index, 1)[0]?.fault
}

/** A response that is made without the server. */
function answerBefore(fault: NetworkFault, nowMs: number): Response | Error | undefined {
  switch (fault.kind) {
    case 'network_error':
      return new TypeError('no route')
    case 'captive_portal':
      return new Response('<h1>Hotel</h1>', { headers: { 'content-type': 'text/html' } })
    case 'unavailable':
      return Response.json({ detail: 'later' }, { status: 503, headers: retryAfterHeader(fault.retryAfter, nowMs) })
    case 'rate_limited':
      return Response.json({ detail: 'slowly' }, { status: 429, headers: retryAfterHeader(fault.retryAfter, nowMs) })
    case 'redirect':
      return new Response(null, { status: fault.status, headers: { location: 'https://elsewhere.example/' } })
    case 'unauthorized':
      return Response.json({ detail: 'Not authenticated' }, { status: 401 })
    case 'lost_answer':
    case 'cut_answer':
    case 'bad_gateway':
    case 'late_request':
    case 'slow_answer':
      return undefined
  }
}

function retryAfterHeader(retryAfter: RetryAfter, nowMs: number): Record<string, string> {
  if (retryAfter === undefined) return {}
  if ('text' in retryAfter) return { 'retry-after': retryAfter.text }
  const { seconds, asDate } = retryAfter
  if (!asDate) return { 'retry-after': String(seconds) }
  // Rounded up, as a date has no milliseconds.
  const date = Math.ceil(nowMs / 1000) * 1000
  return { date: new Date(date).toUTCString(), 'retry-after': new Date(date + seconds * 1000).toUTCString() }
}

/** Whether the client cannot know what the server did: no response arrives, or it arrives too late. */
function losesAnswer(fault: NetworkFault, travelMs: number): boolean {
  return !('ms' in fault) || fault.ms + travelMs > answerTimeoutMs - 1000
}

async function answerAfter(fault: NetworkFault, response: Response): Promise<Response | Error> {
  switch (fault.kind) {
    case 'lost_answer':
      return new TypeError('the connection was lost')
    case 'cut_answer':
      return new Response((await response.text()).slice(0, 20), { status: response.status })
    case 'bad_gateway':
      return new Response('<h1>Bad gateway</h1>', { status: 502 })
    default:
      return response
  }
}
