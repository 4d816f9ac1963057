import type { MockUser } from '../accounts/users.ts'
import { jwksPath } from '../endpoints/routes.ts'
import { isThisMachineOnly } from '../server/allowed-hosts.ts'
import type { PortalServer } from '../server/server.ts'
import type { CliOptions } from './options.ts'

/** The start prints this many users: a snapshot may hold a million. */
const mostUsers = 20

/** What the command prints when its server is ready: first where it listens, then what a login by hand needs. */
export function startText({ url, portal }: PortalServer, isQuiet: boolean | undefined): string {
  const addresses = [`listening on ${url}`, `console: ${url}/__mock__/`, `key set: ${url}${jwksPath}`]
  return (isQuiet ? addresses : [...addresses, ...userLines(portal.users.list())]).join('\n')
}

function userLines(users: readonly MockUser[]): string[] {
  const shown = users.slice(0, mostUsers)
  const width = (column: 'email' | 'password'): number => Math.max(0, ...shown.map((user) => user[column].length))
  const lines = shown.map(({ email, password, tenants, mfa, status }) => {
    const names = tenants.map(({ slug }) => slug).join(', ')
    const more = status === 'ACTIVE' ? '' : '; suspended'
    return `  ${email.padEnd(width('email'))}  ${password.padEnd(width('password'))}  ${names}; MFA: ${mfa.join(', ') || 'none'}${more}`
  })
  const rest = users.length - shown.length
  return [
    'users, with password and tenants:',
    ...lines,
    ...(rest > 0 ? [`  and ${rest} more: GET /__mock__/users`] : []),
  ]
}

/** The warning about a network interface that other machines reach; `undefined` for one of this machine only. */
export function hostWarning({ host, allowHosts }: CliOptions['server']): string | undefined {
  if (isThisMachineOnly(host)) return undefined
  const names = allowHosts === undefined ? '. Requests by any name but this get a 403: --allow-host adds names' : ''
  return `everybody who reaches ${host} over the network can read all passwords and codes, and control the mock${names}`
}
