/** Everything that can go wrong in a run. Each kind counts once it has taken effect. */
export const faultKinds = [
  'network_error',
  'captive_portal',
  'unavailable',
  'rate_limited',
  'unauthorized',
  'lost_answer',
  'cut_answer',
  'bad_gateway',
  'late_request',
  'slow_answer',
  'offline',
  'offline_mid_refresh',
  'kill',
  'kill_mid_refresh',
  'freeze',
  'freeze_mid_refresh',
  'throttle',
  'clock_jump',
  'clock_jump_mid_refresh',
  'storage_cleared',
  'storage_cleared_mid_refresh',
  'logout_mid_refresh',
  'login_mid_refresh',
  'refresh_token_expired',
  'redirect',
  'hostile_retry_after',
  'hostile_claims',
  'sleep_wall_clock',
  'sleep_both_clocks',
  'sleep_mid_refresh',
  'login_over_session',
  'account_switch',
  'tenant_switch',
  'switch_mid_call',
  'switch_mid_refresh',
] as const

type FaultKind = (typeof faultKinds)[number]

/** What happened in one run, or in many. */
export interface Report {
  runs: number
  /** Refreshes that the server granted. */
  refreshes: number
  /** Sessions adopted from another tab instead. */
  adoptions: number
  /** Refresh tokens sent again because the outcome of the first time was unknown. */
  replays: number
  /** Families revoked for reuse: each after a response that was lost for good. */
  lost: number
  readonly faults: Record<FaultKind, number>
  /** Sessions that a logout left alive at the server, by cause. */
  readonly leftovers: Record<string, number>
}

/** An empty report. */
export function createReport(): Report {
  const faults = Object.fromEntries(faultKinds.map((kind) => [kind, 0])) as Record<FaultKind, number>
  return { runs: 0, refreshes: 0, adoptions: 0, replays: 0, lost: 0, faults, leftovers: {} }
}

/** Adds a report to another. */
export function addReport(total: Report, report: Report): void {
  for (const count of ['runs', 'refreshes', 'adoptions', 'replays', 'lost'] as const) total[count] += report[count]
  for (const kind of faultKinds) total.faults[kind] += report.faults[kind]
  for (const [cause, count] of Object.entries(report.leftovers)) {
    total.leftovers[cause] = (total.leftovers[cause] ?? 0) + count
  }
}
