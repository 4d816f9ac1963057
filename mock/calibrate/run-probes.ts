import type { Memory, Probe } from './probe.ts'
import { type Findings, recordFindings } from './record-findings.ts'
import { sendProbe } from './send-probe.ts'

/** What it takes to send probes. */
export interface ProbeRun {
  readonly probes: readonly Probe[]
  /** Without a slash at the end. */
  readonly baseUrl: string
  readonly fetch: (request: Request) => Promise<Response>
  /** Where the pace comes from, in milliseconds. */
  readonly clock: { now(): number; sleep(ms: number): Promise<void> }
  /** At least so long from one request to the next. */
  readonly intervalMs: number
  /** Texts that may not be learned, beside what a request sends. */
  readonly secrets: readonly string[]
  /** Told of each probe when it is over: its place in the list, and what came of it. */
  readonly onDone: (index: number, outcome: string) => void
}

/** What the portal taught. */
export type Learned = Findings & {
  readonly sent: number
  /** Why the rest was not sent. */
  readonly stopped?: string
}

/** Sends each probe that can be sent, once, at a bounded rate. It stops where the portal cannot be reached or asks for a pause. */
export async function runProbes({
  probes,
  baseUrl,
  fetch,
  clock,
  intervalMs,
  secrets,
  onDone,
}: ProbeRun): Promise<Learned> {
  const memory: Memory = {}
  const findings: Findings = { options: new Map(), notes: [] }
  const done = (stopped?: string): Learned => ({ ...findings, sent, ...(stopped && { stopped }) })
  let sent = 0
  let nextAtMs = clock.now()
  let isReached = false
  for (const [index, probe] of probes.entries()) {
    const request = probe.request(memory)
    if (typeof request === 'string') {
      onDone(index, `not sent: ${request}`)
      continue
    }
    await clock.sleep(Math.max(0, nextAtMs - clock.now()))
    nextAtMs = clock.now() + intervalMs
    sent += 1
    const answer = await sendProbe(fetch, `${baseUrl}${probe.path}`, probe.method, request)
    if (typeof answer === 'string') {
      onDone(index, answer)
      if (!isReached && answer.startsWith('no answer')) return done(`${baseUrl} cannot be reached: ${answer}`)
      continue
    }
    isReached = true
    onDone(index, `answered ${answer.status}`)
    if (answer.status === 429) return done('the portal answered 429, it asks for a pause: try again later')
    recordFindings(findings, probe.learn(answer, memory), { request, secrets })
  }
  return done()
}
