// `curl` for the README's commands, for a machine that has Node only: curl [-s] [-X METHOD] URL [-H HEADER]… [-d BODY]
import { parseArgs } from 'node:util'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    silent: { type: 'boolean', short: 's' },
    request: { type: 'string', short: 'X' },
    header: { type: 'string', short: 'H', multiple: true },
    data: { type: 'string', short: 'd' },
  },
})
const { data, header = [], request = data === undefined ? 'GET' : 'POST' } = values
const headers = header.map((line): [string, string] => [line.split(': ')[0] ?? '', line.slice(line.indexOf(': ') + 2)])
const response = await fetch(positionals[0] ?? '', {
  method: request,
  headers,
  ...(data !== undefined && { body: data }),
})
process.stdout.write(await response.text())
