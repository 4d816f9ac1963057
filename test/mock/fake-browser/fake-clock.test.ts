import { expect, test } from 'vitest'
import { createFakeBrowser, type FakeBrowser, type FakeTab } from '../../../mock/tabs.ts'

const fetch = async () => new Response()
const hourMs = 3_600_000

const browserOf = (seed?: number): FakeBrowser => createFakeBrowser({ fetch, seed })

/** How many milliseconds a tab's monotonic clock counts during some work. */
async function measure({ ports }: FakeTab, work: () => Promise<void> | void): Promise<number> {
  const beforeMs = ports.clock.monotonicNow()
  await work()
  return ports.clock.monotonicNow() - beforeMs
}

test('fake clock: the monotonic clocks of two tabs start at different numbers, far from the wall clock', () => {
  const browser = browserOf()
  const [a, b] = [browser.openTab(), browser.openTab()]
  const monotonicMs = [a, b].map(({ ports }) => ports.clock.monotonicNow())
  expect(monotonicMs[0]).not.toBeCloseTo(monotonicMs[1] ?? 0, 0)
  for (const ms of monotonicMs) expect(ms).toBeLessThan(5_000_000)
  expect(a.ports.clock.now()).toBe(browser.now())
})

test('fake clock: a monotonic clock runs at a rate of its own', async () => {
  const browser = browserOf()
  const countedMs = await measure(browser.openTab(), () => browser.advance(24 * hourMs))
  expect(countedMs).not.toBe(24 * hourMs)
  expect(Math.abs(countedMs - 24 * hourMs)).toBeLessThan(24 * hourMs * 50e-6)
})

test('fake clock: a monotonic clock stands still in sleep, and nobody can set it', async () => {
  const browser = browserOf()
  const tab = browser.openTab()
  expect(await measure(tab, () => browser.sleep(hourMs))).toBe(0)
  expect(await measure(tab, () => browser.sleep(hourMs, { stopsMonotonicClocks: false }))).toBeCloseTo(hourMs, -3)
  expect(await measure(tab, () => browser.jumpClock(hourMs))).toBe(0)
  expect(tab.ports.clock.now() - browser.now()).toBe(hourMs)
})

test('fake tab: in which order a resumed tab gets its tasks and events depends on the seed', async () => {
  const orders = new Set<string>()
  for (let seed = 1; seed <= 20; seed++) {
    const browser = browserOf(seed)
    const tab = browser.openTab()
    const order: string[] = []
    tab.ports.lifecycle.subscribe((event) => event === 'wake' && order.push(event))
    tab.ports.clock.setTimeout(() => order.push('task'), 1)
    tab.freeze()
    await browser.advance(10)
    tab.resume()
    orders.add(order.join(' '))
  }
  expect([...orders].sort()).toEqual(['task wake', 'wake task', 'wake task wake'])
})

test('fake browser: the same seed gives the same tabs', () => {
  const originOf = (seed?: number): number => browserOf(seed).openTab().ports.clock.monotonicNow()
  expect(originOf(5)).toBe(originOf(5))
  expect(originOf(5)).not.toBe(originOf(6))
})
