import { expect, test } from 'vitest'
import { readCliOptions } from '../../../mock/cli/options.ts'

test('cli options: without arguments the default portal on any free local port', () => {
  expect(readCliOptions([])).toEqual({
    help: false,
    server: { port: 0, host: '127.0.0.1', seed: 42, latencyMs: 0, selfCheck: false },
  })
})

test('cli options: every argument is read', () => {
  const args = '--port 4010 --host ::1 --seed=7 --latency 5 --self-check -h --quiet --log json --allow-host a'.split(
    ' ',
  )
  expect(readCliOptions(args)).toEqual({
    help: true,
    quiet: true,
    log: 'json',
    server: { port: 4010, host: '::1', allowHosts: ['a'], seed: 7, latencyMs: 5, selfCheck: true },
  })
})

test.for([
  [['--prot', '1'], "Unknown option '--prot'"],
  [['--port', 'http'], '--port must be a whole number from 0 to 65535; got "http"'],
  [['--port', '65536'], '--port must be a whole number from 0 to 65535; got "65536"'],
  [['--seed', '1.5'], '--seed must be a whole number from 0 to 9007199254740991; got "1.5"'],
  [['--seed', '-1'], '--seed must be a whole number from 0 to 9007199254740991; got "-1"'],
  [['--seed=-1'], '--seed must be a whole number from 0 to 9007199254740991; got "-1"'],
  [['--seed'], "Option '--seed <value>' argument missing"],
  [['--latency', '-1'], '--latency must be a whole number from 0 to 2147483647; got "-1"'],
  [['--policy', 'no-such-file.json'], '--policy no-such-file.json: ENOENT'],
  [['--snapshot', 'package.json'], '--snapshot package.json: unknown field "snapshot.name"; expected version,'],
  [['--log', 'text'], '--log must be json; got "text"'],
  [['4010'], "Unexpected argument '4010'"],
] as const)('cli options: %j is rejected', ([args, message]) => {
  expect(() => readCliOptions(args)).toThrow(message)
  expect(() => readCliOptions(args)).toThrow(TypeError)
})
