// Compiled by test/types.test.ts: each `@ts-expect-error` is a mistake that must not compile.
import { createApiClient, type PortalAuth } from '../../src/index.ts'
import type { paths } from '../fixtures/profile/types.ts'

declare const auth: PortalAuth
const profile = createApiClient<paths>(auth)

export async function callProfile(): Promise<unknown> {
  const { data, error } = await profile.GET('/api/v1/me')
  // @ts-expect-error the login's operations are not among the profile's
  await profile.POST('/api/v1/auth/identify', { body: { email: 'ada@example.com' } })
  // @ts-expect-error the profile cannot be deleted
  await profile.DELETE('/api/v1/me')
  // @ts-expect-error a locale is text
  await profile.PATCH('/api/v1/me', { body: { locale: 1 } })
  const problems: string[] | undefined = error?.detail?.map(({ msg }) => msg)
  return [data?.['email'], problems]
}

// @ts-expect-error requests leave through the session's fetch
createApiClient<paths>(auth, { fetch: globalThis.fetch })
