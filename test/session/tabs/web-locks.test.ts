import { expect, test, vi } from 'vitest'
import { createFakeBrowser } from '../../../mock/tabs.ts'
import { type LockRequester, webLocks } from '../../../src/session/tabs/web-locks.ts'

const browser = () => createFakeBrowser({ fetch: async () => new Response() })

test('web locks: a task runs once, under its lock, and leaves no timer', async () => {
  const { openTab, run } = browser()
  const tab = openTab()
  const locks = webLocks(tab.ports.lock, tab.ports.clock)
  const results: string[] = []
  const first = locks.hold('x', async (locked) => {
    await new Promise<void>((resolve) => tab.ports.clock.setTimeout(resolve, 1_000))
    results.push(`first ${locked}`)
    return 'one'
  })
  const second = locks.hold('x', async (locked) => {
    results.push(`second ${locked}`)
    return 'two'
  })
  expect(await run(Promise.all([first, second]))).toEqual(['one', 'two'])
  expect(results).toEqual(['first true', 'second true'])
  expect(tab.countHandles()).toBe(0)
})

test('web locks: a lock that another tab holds is free again when that releases it', async () => {
  const { advance, openTab, run } = browser()
  const [a, b] = [openTab(), openTab()]
  const [holder, waiting] = [a, b].map((tab) => webLocks(tab.ports.lock, tab.ports.clock))
  expect(await run(waiting?.isFree('x', 1_000) ?? Promise.reject())).toBe(true)
  const held = holder?.hold('x', () => new Promise<void>((resolve) => a.ports.clock.setTimeout(resolve, 3_000)))
  await advance(100)
  expect(await run(waiting?.isFree('x', 1_000) ?? Promise.reject())).toBe(false)
  expect(await run(waiting?.isFree('x', 5_000) ?? Promise.reject())).toBe(true)
  await run(held ?? Promise.reject())
  expect(b.countHandles()).toBe(0)
})

test('web locks: asking whether a lock is free keeps nobody from holding it', async () => {
  const modes: unknown[] = []
  const { openTab, run } = browser()
  const { clock } = openTab().ports
  const request: LockRequester['request'] = (_, { mode }, callback) => {
    modes.push(mode)
    return Promise.resolve(callback({}))
  }
  const locks = webLocks({ request }, clock)
  await run(locks.isFree('x', 1_000))
  await run(locks.hold('x', async () => {}))
  expect(modes).toEqual(['shared', 'exclusive'])
})

test('web locks: the wait for one that is not granted in time stops, and a late grant runs nothing again', async () => {
  const { advance, openTab } = browser()
  const { clock } = openTab().ports
  let grant = (): unknown => undefined
  let signal: AbortSignal | undefined
  const request: LockRequester['request'] = (_, options, callback) => {
    signal = options.signal
    return new Promise((resolve) => {
      grant = () => resolve(callback({}) as never)
    })
  }
  const task = vi.fn(async (locked: boolean) => locked)
  const held = webLocks({ request }, clock).hold('x', task)
  await advance(4_999)
  expect(task).not.toHaveBeenCalled()
  expect(signal?.aborted).toBe(false)
  await advance(1)
  expect(await held).toBe(false)
  expect(signal?.aborted).toBe(true)
  grant()
  await advance(0)
  expect(task).toHaveBeenCalledTimes(1)
})

test.each<[string, LockRequester]>([
  ['rejects', { request: () => Promise.reject(new DOMException('denied', 'SecurityError')) }],
  [
    'throws',
    {
      request: () => {
        throw new DOMException('denied', 'SecurityError')
      },
    },
  ],
  ['grants null', { request: async (_, __, callback) => callback(null) }],
])('web locks: a lock manager that %s locks nothing, and nobody waits', async (_, lock) => {
  const { openTab, settle } = browser()
  const tab = openTab()
  const locks = webLocks(lock, tab.ports.clock)
  const outcomes: boolean[] = []
  void locks.hold('x', async (locked) => void outcomes.push(locked))
  void locks.isFree('x', 1_000).then((free) => outcomes.push(free))
  await settle()
  expect(outcomes).toEqual([false, false])
  expect(tab.countHandles()).toBe(0)
})
