import type { ReactNode } from 'react'
import type { PortalAuth } from '../../../src/index.ts'
import { PortalAuthProvider, RequireSession } from '../../../src/react/index.ts'
import { LoginReader, SessionReader } from './hook-readers.tsx'

/** A page that renders the values of every hook and of the guard. */
export const everyHookPage = (auth: PortalAuth): ReactNode => (
  <PortalAuthProvider auth={auth}>
    <p>
      <SessionReader />
    </p>
    <p>
      <LoginReader />
    </p>
    <RequireSession pending={<b>pending</b>} fallback={<b>signed out</b>}>
      {({ user }) => <b>{user.email}</b>}
    </RequireSession>
  </PortalAuthProvider>
)
