import { expect, test } from 'vitest'
import { readArguments, UsageError, usage } from './arguments.ts'

test('test:browser: each option is read, and has a default', () => {
  const chromium = ['chromium', 'chromium-background', 'chromium-page']
  expect(readArguments([])).toEqual({ names: [...chromium, 'firefox', 'webkit'], only: '', required: [] })
  expect(readArguments(['--engine', 'firefox', '--only', 'F2'])).toEqual({
    names: ['firefox'],
    only: 'F2',
    required: ['firefox'],
  })
  expect(readArguments(['--require', 'chromium,firefox'])?.required).toEqual([...chromium, 'firefox'])
})

test('test:browser: help names every option', () => {
  expect([readArguments(['--help']), readArguments(['-h'])]).toEqual([undefined, undefined])
  for (const option of ['--engine', '--only', '--require', 'chromium, firefox, webkit']) expect(usage).toContain(option)
})

test('test:browser: an unknown argument is an error that names it, with the usage', () => {
  for (const args of [
    ['--engine', 'opera'],
    ['--engine', 'firefox', '--require', 'webkit'],
    ['--require', 'toString'],
    ['--opera'],
    ['opera'],
  ]) {
    expect(() => readArguments(args)).toThrow(UsageError)
    expect(() => readArguments(args)).toThrow(new RegExp(`${args.at(-1)}[^]*npm run test:browser`))
  }
})
