import { nextUint32, type RandomState } from '../base/random.ts'
import type { VirtualTime } from './virtual-time.ts'

/** What the tabs of one machine share. */
export interface FakeDevice {
  /** By how much the wall clock is ahead of the true time, in milliseconds. */
  skewMs: number
  /** How long the machine has slept, in milliseconds. */
  sleptMs: number
}

/** The clocks of one tab. */
export interface FakeClock {
  now(): number
  monotonicNow(): number
}

/** The latest origin of a monotonic clock, in milliseconds: pages differ in when they were opened. */
const latestOriginMs = 5_000_000
/** By how much a monotonic clock runs fast or slow at most, as a share: quartz differs by this much. */
const mostDrift = 50e-6

/**
 * Makes the clocks of a tab. As in a browser the monotonic one has nothing to do with the wall clock: it starts near 0, at
 * another number in each tab, has fractions of a millisecond, runs slightly fast or slow, and stands still in sleep.
 */
export function createFakeClock(time: VirtualTime, device: FakeDevice, random: RandomState): FakeClock {
  const share = (): number => nextUint32(random) / 2 ** 32
  const originMs = share() * latestOriginMs
  const rate = 1 + (2 * share() - 1) * mostDrift
  const awakeMs = (): number => time.now() - device.sleptMs
  const openedMs = awakeMs()
  return {
    now: () => time.now() + device.skewMs,
    monotonicNow: () => originMs + (awakeMs() - openedMs) * rate,
  }
}
