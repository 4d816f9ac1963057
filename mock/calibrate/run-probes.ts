import type { Memory, Probe } from './probe.ts'
import { type Findings, recordFindings } from './record-findings.ts'
import { sendProbe } from './send-probe.ts'

/** The parameters of {@link runProbes}. */
export interface ProbeRun {
  readonly probes: readonly Probe[]
  /** Without a trailing slash. */
  readonly baseUrl: string
  readonly fetch: (request: Request) => Promise<Response>
  /** The clock for the rate, in milliseconds. */
  readonly clock: { now(): number; sleep(ms: number): Promise<void> }
  /** The least time from one request to the next. */
  readonly intervalMs: number
  /** Texts that must not get into the policy, beside those of the request. */
  readonly secrets: readonly string[]
  /** Called after each probe with its index in the list and its outcome. */
  readonly onDone: (index: number, outcome: string) => void
}

/** The result of a run. */
export type Learned = Findings & {
  readonly sent: number
  /** Why the rest was not sent, if it was not. */
  readonly stopped?: string
}

/** Sends each possible probe once, at a limited rate. It stops if the portal cannot be reached or asks for a pause. */
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
    if (answer.status === 429) return done('the portal answered 429 and asks for a pause; try again later')
    recordFindings(findings, probe.learn(answer, memory), { request, secrets })
  }
  return done()
}
