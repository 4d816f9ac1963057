import { useEffect, useState } from 'react'
import { useLogin } from 'scaikey-portal-auth/react'
import { MockCodes } from './mock-codes.tsx'
import type { MockControls, MockUser } from './mock-controls.ts'
import { MockWorld } from './mock-world.tsx'

/** The developer's panel for the mock: users, their codes, the clock and faults. Not part of a login page. */
export function MockPanel({ mock }: { readonly mock: MockControls }) {
  const [users, setUsers] = useState<readonly MockUser[]>([])
  const [email, setEmail] = useState('')
  const { email: loginEmail, step } = useLogin()
  useEffect(() => void mock.users().then(setUsers), [mock])
  // The user who signs in needs their codes next.
  useEffect(() => {
    if (loginEmail !== undefined) setEmail(loginEmail)
  }, [loginEmail])
  const user = users.find((each) => each.email === email) ?? users[0]
  return (
    <aside className="mock" aria-labelledby="mock-heading">
      <h2 id="mock-heading">
        The mock <span className="badge">for developers</span>
      </h2>
      <p className="hint">
        This portal is made up, and so are its users. Choose one and fill in what the page asks for.
      </p>
      <label className="mock-user">
        User
        <select value={user?.email} onChange={(event) => setEmail(event.target.value)}>
          {users.map((each) => (
            <option key={each.email} value={each.email}>
              {each.email} · {waysOf(each)}
            </option>
          ))}
        </select>
      </label>
      {user && <MockCodes key={user.email} mock={mock} user={user} step={step} />}
      <MockWorld mock={mock} />
    </aside>
  )
}

function waysOf({ mfa, tenants, status }: MockUser): string {
  if (status !== 'ACTIVE') return status.toLowerCase()
  const parts = [...(tenants.length > 1 ? [`${tenants.length} tenants`] : []), ...mfa]
  return parts.join(', ').replaceAll('_', ' ') || 'password only'
}
