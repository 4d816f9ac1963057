import { execFile } from 'node:child_process'
import { resolve } from 'node:path'
import { promisify } from 'node:util'
import { createContext, runInContext } from 'node:vm'
import { build } from 'esbuild'
import { beforeAll, expect, test } from 'vitest'
import type * as client from '../src/index.ts'

const root = resolve(import.meta.dirname, '..')

let code = ''
beforeAll(async () => {
  const entryPoints = [resolve(root, 'src/index.ts')]
  const { outputFiles } = await build({ entryPoints, bundle: true, write: false, format: 'iife', globalName: 'client' })
  code = outputFiles[0]?.text ?? ''
})

const { fetch, Request, Response, Headers, FormData, URL, URLSearchParams, AbortController, atob, queueMicrotask } =
  globalThis
const everywhere = {
  ...{ fetch, Request, Response, Headers, FormData, URL, URLSearchParams, AbortController, atob, queueMicrotask },
  ...{ setTimeout, clearTimeout, performance, ReadableStream },
}

// The globals that each runtime has or lacks, beyond those that the client needs everywhere.
const runtimes: Record<string, object> = {
  Workers: { navigator: { userAgent: 'Cloudflare-Workers' } },
  'Deno and Bun': { navigator: {}, BroadcastChannel },
  // It has a window without events, and a navigator that does not know whether it is online.
  'React Native': { window: {}, navigator: { product: 'ReactNative' } },
}

test.each(Object.entries(runtimes))('F49: in %s two clients log in and share no state', async (_, globals) => {
  const context = createContext({ ...everywhere, ...globals })
  runInContext(code, context)
  const { createPortalAuth, memoryStorage } = runInContext('client', context) as typeof client
  const fetch = async (request: Request): Promise<Response> =>
    Response.json({ access_token: `access of ${(await request.json()).email}`, refresh_token: 'r', user: {} })
  // A storage shared between tabs makes the client use locks and the channel.
  const one = createPortalAuth({
    baseUrl: 'https://portal.example',
    fetch,
    storage: { ...memoryStorage(), shared: true },
  })
  const two = createPortalAuth({ baseUrl: 'https://portal.example', fetch })
  await one.login({ email: 'ada', password: 'secret' })
  expect(await one.getAccessToken()).toBe('access of ada')
  await one.refresh().catch(() => {})
  await expect(two.getAccessToken()).rejects.toMatchObject({ code: 'signed_out' })
  one.dispose()
  two.dispose()
})

test('F50: 10,000 clients created and disposed leave the heap flat, and the process exits by itself', {
  timeout: 30_000,
}, async () => {
  const script = resolve(root, 'test/support/client/create-and-dispose.ts')
  const { stdout } = await promisify(execFile)(process.execPath, ['--expose-gc', script])
  const { grownBytes, cycles, handles } = JSON.parse(stdout)
  expect(cycles).toBe(10_000)
  expect(grownBytes).toBeLessThan(1_000_000)
  expect(handles).toEqual([])
})
