import { act, render } from '@testing-library/react'
import { type ReactNode, StrictMode, useEffect, useRef } from 'react'
import type { LoginFlow, PortalAuth } from '../../../src/index.ts'
import {
  PortalAuthProvider,
  RequireSession,
  useAccessToken,
  useAuthFetch,
  useLogin,
  useLoginFlow,
  usePortalAuth,
  useSession,
} from '../../../src/react/index.ts'

/** Called with the value of the hook on each render. */
export interface ReaderProps {
  readonly onRender?: (value: unknown) => void
}

export function SessionReader({ onRender }: ReaderProps): ReactNode {
  const session = useSession()
  onRender?.(session)
  return session.status
}

export function LoginReader({ onRender }: ReaderProps): ReactNode {
  const login = useLogin()
  onRender?.(login)
  return login.step
}

export function FlowReader({ onRender }: ReaderProps): ReactNode {
  onRender?.(useLoginFlow())
  return null
}

export function FunctionsReader({ onRender }: ReaderProps): ReactNode {
  onRender?.(useAccessToken())
  onRender?.(useAuthFetch())
  return usePortalAuth().session.getSnapshot().status
}

/** Calls `onMount` when it is mounted, and not when it renders again. */
export function MountReporter({ onMount }: { readonly onMount: () => void }): null {
  const report = useRef(onMount)
  useEffect(() => {
    report.current()
  }, [])
  return null
}

/** A page that requests a token and identifies the user in effects as soon as it mounts. */
export function EagerPage({ email }: { readonly email: string }): ReactNode {
  const getAccessToken = useAccessToken()
  const login = useLogin()
  useEffect(() => {
    getAccessToken().catch(() => {})
  }, [getAccessToken])
  useEffect(() => {
    if (login.step === 'email') void login.identify({ email })
  }, [login, email])
  return <RequireSession fallback={login.step}>{({ user }) => `${user.email}: ${login.step}`}</RequireSession>
}

/** Renders below a provider in StrictMode, and waits until the storage has been read. */
export async function renderStrictly(auth: PortalAuth, children: ReactNode, flow?: LoginFlow): Promise<HTMLElement> {
  return act(
    async () =>
      render(
        <StrictMode>
          <PortalAuthProvider auth={auth} flow={flow}>
            {children}
          </PortalAuthProvider>
        </StrictMode>,
      ).container,
  )
}
