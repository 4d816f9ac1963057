import { expect, test, vi } from 'vitest'

test.each([
  ['production', 1],
  ['development', 0],
  ['test', 0],
])('mock: with NODE_ENV=%s two portals print %i warnings', async (env, count) => {
  vi.resetModules()
  vi.stubEnv('NODE_ENV', env)
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
  const { createPortalMock } = await import('../../../mock/index.ts')
  createPortalMock()
  createPortalMock()
  expect(warn).toHaveBeenCalledTimes(count)
  vi.unstubAllEnvs()
})
