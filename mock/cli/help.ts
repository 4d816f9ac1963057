import { seedUsers } from '../accounts/seed-users.ts'
import { defaultSeed } from '../portal/portal-options.ts'

/** What `--help` prints. */
export function helpText(): string {
  const width = (column: 'email' | 'password'): number => Math.max(...seedUsers.map((user) => user[column].length))
  const users = seedUsers.map(
    ({ email, password, tenants, mfa, path }) =>
      `  ${email.padEnd(width('email'))}  ${password.padEnd(width('password'))}  ${path}\n` +
      `  ${' '.repeat(width('email') + width('password') + 2)}  tenants: ${tenants.join(', ')}; MFA: ${mfa.join(', ') || 'none'}`,
  )
  return `scaikey-portal-mock: an in-memory ScaiKey portal login over HTTP, for tests and development

Usage: scaikey-portal-mock [--port 4010] [--host 127.0.0.1] [--seed ${defaultSeed}] [--snapshot FILE] [--policy FILE]
                           [--latency MS] [--self-check]
       scaikey-portal-mock calibrate --help
                           learns from a running portal what its documentation leaves open, for --policy

  --port NUMBER    where to listen; 0, the default: any free port
  --host NAME      which interface; default 127.0.0.1: this machine only
  --seed NUMBER    decides every id, token and code; default ${defaultSeed}
  --snapshot FILE  begin from what GET /__mock__/snapshot gave, its moment included
  --policy FILE    JSON: the answers ScaiKey leaves open, in part; {"refresh": {"graceMs": 10000}}
  --latency MS     hold every answer back that long; default 0
  --self-check     validate every response against openapi.json; one outside it becomes a 500 that says where
  --help           this text

Prints "listening on http://HOST:PORT" when it is ready. SIGTERM and SIGINT end it after the answers under way.

Several tests, one server: a request with the header "x-mock-portal: KEY", or below the path /p/KEY, is answered by a
portal of its own, made from the same options when the key is first seen. Without a key it is the portal all share.

A page for people: http://HOST:PORT/__mock__/ shows users, codes, e-mails, sessions and requests, and plans faults.

Control API, JSON, described in scaikey-portal-auth/mock/control.openapi.json:
GET|POST /__mock__/users, PATCH /__mock__/users?email=;
GET|POST /__mock__/tenants, PATCH /__mock__/tenants?slug=; GET /__mock__/outbox, /__mock__/totp?email=,
/__mock__/sessions, /__mock__/requests?last=; GET|POST /__mock__/clock {"advanceMs"}; GET|POST /__mock__/keys;
DELETE /__mock__/devices?email=; GET|POST|DELETE /__mock__/faults?id=; GET /__mock__/faults/unfired;
POST /__mock__/reset; GET|PUT /__mock__/snapshot; GET|DELETE /__mock__/portals?key=

Users (e-mail, password, the path they are for):
${users.join('\n')}`
}
