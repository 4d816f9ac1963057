import { createContext, createElement, type ReactNode, useContext } from 'react'
import type { PortalAuth } from '../client.ts'

const PortalAuthContext = createContext<PortalAuth | undefined>(undefined)

/** What {@link PortalAuthProvider} takes. */
export interface PortalAuthProviderProps {
  /** The client, made once outside the component. */
  readonly auth: PortalAuth
  readonly children?: ReactNode
}

/** Hands a client to the hooks below it. */
export function PortalAuthProvider({ auth, children }: PortalAuthProviderProps): ReactNode {
  return createElement(PortalAuthContext.Provider, { value: auth }, children)
}

/** The client of the nearest {@link PortalAuthProvider}. Throws where there is none. */
export function usePortalAuth(): PortalAuth {
  const auth = useContext(PortalAuthContext)
  if (auth === undefined) throw new Error('usePortalAuth: there is no PortalAuthProvider above this component')
  return auth
}
