// runtimes.test.ts runs this in a separate process: it prints the heap and the handles that 10,000 clients leave, and must exit by itself.
import { setImmediate as nextTurn } from 'node:timers/promises'
import { createPortalAuth, memoryStorage } from '../../../src/index.ts'

const cycles = 10_000
const lasting = createClient()
await lasting.login({ email: 'ada', password: 'secret' })

const measure = async (): Promise<number> => {
  // The platform needs a turn or two to close a channel.
  for (let turn = 0; turn < 5; turn++) {
    await nextTurn()
    globalThis.gc?.()
  }
  return process.memoryUsage().heapUsed
}

await createAndDispose(cycles / 10)
const before = await measure()
await createAndDispose(cycles)
const grownBytes = (await measure()) - before
const handles = process.getActiveResourcesInfo().filter((name) => !/TTY|Pipe|FSReq/.test(name))
process.stdout.write(JSON.stringify({ cycles, grownBytes, handles }))

// A client with a timer and a channel that is not disposed must not keep the process alive.
function createClient(): ReturnType<typeof createPortalAuth> {
  const claims = btoa(JSON.stringify({ iat: 0, exp: 3_600 }))
  return createPortalAuth({
    baseUrl: 'https://portal.example',
    storage: { ...memoryStorage(), shared: true },
    fetch: async () => Response.json({ access_token: `e30.${claims}.x`, refresh_token: 'r', user: {} }),
  })
}

async function createAndDispose(times: number): Promise<void> {
  for (let turn = 0; turn < times; turn++) {
    const client = createClient()
    client.session.subscribe(() => {})
    if (turn % 100 === 0) await client.login({ email: 'ada', password: 'secret' })
    client.dispose()
  }
}
