import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { startProgress } from '../../../scripts/codegen/progress.ts'

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }))
afterEach(() => void vi.useRealTimers())

/** A progress at a clock of its own, and what it printed. */
function watched() {
  const lines: string[] = []
  let nowMs = 0
  const progress = startProgress({ progress: (line) => void lines.push(line), nowMs: () => nowMs })
  const pass = (ms: number): void => {
    nowMs += ms
    vi.advanceTimersByTime(ms)
  }
  return { ...progress, lines, pass }
}

test('progress: a run that ends within a second prints nothing', () => {
  const { step, stop, pass, lines } = watched()
  step('reading')
  pass(900)
  step('writing')
  stop()
  pass(5000)
  expect(lines).toEqual([])
})

test('progress: after a second the step under way is printed, then each one that follows', () => {
  const { step, pass, lines } = watched()
  step('reading')
  pass(1000)
  expect(lines).toEqual(['codegen: reading …'])
  step('comparing')
  step('writing')
  expect(lines).toEqual(['codegen: reading …', 'codegen: comparing …', 'codegen: writing …'])
})

test('progress: without a terminal nothing is printed and no timer waits', () => {
  const { step } = startProgress({})
  step('reading')
  expect(vi.getTimerCount()).toBe(0)
})
