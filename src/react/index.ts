export { PortalAuthProvider, type PortalAuthProviderProps, usePortalAuth } from './provider.ts'
export { useSession } from './use-session.ts'
