export { useAccessToken, useAuthFetch, useLogin, useSession } from './hooks.ts'
export { PortalAuthProvider, type PortalAuthProviderProps, useLoginFlow, usePortalAuth } from './provider.ts'
export { RequireSession, type RequireSessionProps } from './require-session.ts'
