import { seedTenantsInto, seedUsersInto } from '../accounts/seed-users.ts'
import {
  addTenant,
  checkStatus,
  type NewTenant,
  setTenantStatus,
  type TenantNow,
  tenantNow,
} from '../accounts/tenants.ts'
import { addUser, type MockUser, mockUser, type NewUser } from '../accounts/users.ts'
import { createClock } from '../base/clock.ts'
import { sha256 } from '../base/digest.ts'
import { ownValue } from '../base/own-value.ts'
import { reporting } from '../base/reporting.ts'
import { check, is, object, optional, text } from '../base/shape.ts'
import { warnInProduction } from '../base/warn-in-production.ts'
import { canonicalEmail } from '../email/canonical-email.ts'
import { createFaults, type Faults } from '../faults/plan.ts'
import { createKeyring } from '../keys/keyring.ts'
import { resolvePolicy } from '../policy/resolve-policy.ts'
import { revokeFamily } from '../rules/families.ts'
import { liveGenerations, rotateKeys } from '../rules/key-rotation.ts'
import { listSessions, type SessionNow } from '../rules/session-list.ts'
import { nextTotpCode } from '../rules/totp.ts'
import { forgetDevices } from '../rules/trusted-devices.ts'
import { findUser } from '../rules/users.ts'
import {
  emptyState,
  type LiveState,
  liveState,
  type OutboxMessage,
  savedState,
  type UserRecord,
  type UserStatus,
} from '../state/state.ts'
import type { World } from '../state/world.ts'
import { control, isControlPath } from './control.ts'
import { createDirectFetch } from './direct.ts'
import { createExchanges } from './exchanges.ts'
import { type Arrival, createHandler } from './handle-request.ts'
import { createJournal } from './journal.ts'
import type { Portal, PortalOptions, TotpNow } from './portal-api.ts'
import { checkPortalOptions, defaultSeed } from './portal-options.ts'
import { createSharedTurns, type StateStore } from './shared-turns.ts'
import { type PortalSnapshot, readShared, readSnapshot } from './snapshot.ts'

const rotation = object<{ overlapMs?: number }>({
  overlapMs: optional(
    is('milliseconds, zero or more', (value) => typeof value === 'number' && Number.isFinite(value) && value >= 0),
  ),
})

/**
 * Makes a portal without MSW: the core that answers requests. `createPortalMock` adds the handlers.
 * Throws a `TypeError` that names a wrong or unknown option.
 */
export function createPortal(options: PortalOptions = {}): Portal {
  checkPortalOptions(options)
  warnInProduction()
  const { seed = defaultSeed, seedUsers = true, selfCheck = false, latencyMs = 0 } = options
  const firstPolicy = resolvePolicy(options.policy)
  let policy = firstPolicy
  const clock = createClock(options.clock, options.timer)
  /** Called after a change that no request has made. */
  let changed = (): void => {}
  const report = (): void => changed()
  const faults = createFaults(() => state.decoyKey)
  const journal = createJournal()
  const exchanges = createExchanges()
  const keyring = createKeyring()

  const freshState = (): LiveState => {
    const state = emptyState(seed)
    seedTenantsInto(state)
    if (seedUsers) seedUsersInto(state, policy)
    return state
  }
  let state = freshState()
  let resets = 0
  const restore = (saved: PortalSnapshot, caller?: string): void => {
    const snapshot = readSnapshot(saved, caller)
    resets += 1
    state = liveState(snapshot.state)
    faults.restore(snapshot)
    clock.moveTo(snapshot.nowMs)
  }
  const worldOf = (of: LiveState): World => ({ state: of, policy, nowMs: Math.floor(clock.now()) })
  const world = (): World => worldOf(state)
  const arrive = (): Arrival => {
    const before = { state, resets }
    const isPast = (): boolean => resets !== before.resets
    return { isPast, world: () => worldOf(isPast() ? before.state : state) }
  }
  const handler = createHandler({ clock, faults, journal, exchanges, keys: keyring, selfCheck, latencyMs, arrive })

  const userOf = (email: string, caller: string): UserRecord => {
    const user = findUser(state, checkedEmail(email, caller))
    if (user === undefined) throw new TypeError(`${caller}: no user ${email}`)
    return user
  }
  const totpNow = (email: string): TotpNow => {
    const user = userOf(email, 'totp()')
    const next = nextTotpCode(world(), user)
    if (next === undefined || user.totpSecret === null) throw new TypeError(`totp(): user ${email} has no TOTP`)
    return { code: next.code, secret: user.totpSecret, validForMs: next.validForMs }
  }

  const parts: Omit<Portal, 'fetch'> = {
    totp: (email: string): string => totpNow(email).code,
    users: reporting(
      {
        add: (user: NewUser): MockUser => mockUser(state, addUser(state, policy, user)),
        find(email: string): MockUser | undefined {
          const user = findUser(state, checkedEmail(email, 'users.find()'))
          return user === undefined ? undefined : mockUser(state, user)
        },
        list: (): MockUser[] => Object.values(state.users).map((user) => mockUser(state, user)),
        setStatus(email: string, status: UserStatus): MockUser {
          const user = userOf(email, 'users.setStatus()')
          checkStatus(status, 'users.setStatus()')
          user.status = status
          return mockUser(state, user)
        },
        forgetDevices: (email: string): void => forgetDevices(world(), userOf(email, 'users.forgetDevices()').id),
      },
      ['add', 'setStatus', 'forgetDevices'],
      report,
    ),
    tenants: reporting(
      {
        add: (tenant: NewTenant): TenantNow => tenantNow(state, addTenant(state, tenant)),
        list: (): TenantNow[] => state.tenants.map((tenant) => tenantNow(state, tenant)),
        setStatus: (slug: string, status: UserStatus): TenantNow => setTenantStatus(state, slug, status),
      },
      ['add', 'setStatus'],
      report,
    ),
    sessions: reporting(
      {
        list: (): SessionNow[] => listSessions(state, clock.now()),
        end(id: string): void {
          check(text, id, { caller: 'sessions.end()', name: 'id' })
          if (ownValue(state.families, id) === undefined) throw new TypeError(`sessions.end(): no session ${id}`)
          revokeFamily(world(), id, 'logout')
        },
      },
      ['end'],
      report,
    ),
    policy: {
      current: () => structuredClone(policy),
      change(given) {
        policy = structuredClone(resolvePolicy(given, 'policy.change()', policy))
        return structuredClone(policy)
      },
    },
    keys: reporting(
      {
        rotate(given: { readonly overlapMs?: number } = {}): void {
          check(rotation, given, { caller: 'keys.rotate()' })
          rotateKeys(world(), given.overlapMs)
        },
        list: (): string[] =>
          keyring.publicKeys(liveGenerations(world()), policy.access.algorithm).map(({ kid }) => String(kid)),
      },
      ['rotate'],
      report,
    ),
    outbox: {
      latest(email?: string): OutboxMessage | undefined {
        const wanted = email === undefined ? undefined : canonicalEmail(checkedEmail(email, 'outbox.latest()'))
        const isTo = ({ to }: OutboxMessage): boolean => wanted === undefined || canonicalEmail(to) === wanted
        const message = state.outbox.findLast(isTo)
        return message === undefined ? undefined : { ...message }
      },
      list: (): OutboxMessage[] => state.outbox.map((message) => ({ ...message })),
    },
    clock: reporting({ now: clock.now, advance: clock.advance }, ['advance'], report),
    faults: reporting<Faults>(faults, ['add', 'remove', 'clear'], report),
    requests: journal.entries,
    reset(): void {
      resets += 1
      policy = firstPolicy
      clock.reset()
      faults.restore({ faults: [], lastFaultId: 0 })
      journal.clear()
      exchanges.clear()
      if (options.snapshot === undefined) state = freshState()
      else restore(options.snapshot)
    },
    snapshot: (): PortalSnapshot =>
      structuredClone({ version: 1, nowMs: clock.now(), state: savedState(state), ...faults.save() }),
    restore: (saved) => restore(saved),
  }
  const portal = reporting(parts, ['reset', 'restore'], report)

  const save = (): string => JSON.stringify({ offsetMs: clock.offsetMs(), state: savedState(state), ...faults.save() })
  const share = async (store: StateStore, onFailure: (error: unknown) => void): Promise<void> => {
    // What another start has stored, of other users or another version of this code, is not for this portal.
    const start = sha256(save()).join()
    const ofStart = { save: () => JSON.stringify([start, save()]), load }
    function load(text: string): boolean {
      const saved = readShared(text, start, clock.now())
      if (saved === undefined) return false
      state = liveState(saved.state)
      faults.restore(saved)
      clock.setOffset(saved.offsetMs)
      return true
    }
    const turns = createSharedTurns(store, ofStart, onFailure)
    await turns.inTurn(() => {})
    handler.takeTurnsFrom(turns.inTurn)
    changed = turns.keepSoon
  }

  if (options.snapshot !== undefined) restore(options.snapshot, 'createPortalMock()')

  return {
    ...portal,
    fetch: createDirectFetch({
      respond: (request) =>
        isControlPath(request.url.pathname)
          ? control(portal, { totpNow, findExchange: exchanges.find }, request)
          : handler.respond(request),
      createSame: () => createPortal(options),
      share,
    }),
  }
}

function checkedEmail(email: unknown, caller: string): string {
  check(text, email, { caller, name: 'email' })
  return String(email)
}
