import { usePortalAuth } from './provider.ts'

/** `auth.fetch`, the same at every render: a `fetch` that sends the access token to your own API. */
export function useAuthFetch(): typeof globalThis.fetch {
  return usePortalAuth().fetch
}
