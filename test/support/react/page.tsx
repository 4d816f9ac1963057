import type { ReactNode } from 'react'
import type { PortalAuth } from '../../../src/index.ts'
import { PortalAuthProvider, RequireSession } from '../../../src/react/index.ts'
import { LoginReader, SessionReader } from './readers.tsx'

/** A page with every hook that reads something. */
export const pageOf = (auth: PortalAuth): ReactNode => (
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
