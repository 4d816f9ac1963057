import { seedUsers } from '../accounts/seed-users.ts'
import { defaultSeed } from '../portal/portal-options.ts'

/** The text of `--help`. */
export function helpText(): string {
  const width = (column: 'email' | 'password'): number => Math.max(...seedUsers.map((user) => user[column].length))
  const users = seedUsers.map(
    ({ email, password, tenants, mfa, path }) =>
      `  ${email.padEnd(width('email'))}  ${password.padEnd(width('password'))}  ${path}\n` +
      `  ${' '.repeat(width('email') + width('password') + 2)}  tenants: ${tenants.join(', ')}; MFA: ${mfa.join(', ') || 'none'}`,
  )
  return `scaikey-portal-mock: an in-memory ScaiKey portal login over HTTP, for tests and development

Usage: scaikey-portal-mock [--port 4010] [--host 127.0.0.1] [--seed ${defaultSeed}] [--snapshot FILE] [--policy FILE]
                           [--latency MS] [--self-check] [--allow-host NAME] [--log json] [--quiet]
       scaikey-portal-mock calibrate --help
                           learns a policy from a running portal
       scaikey-portal-mock init FOLDER
                           puts MSW's worker script into FOLDER, for the mock in a page

  --port NUMBER      port; default 0: any free port
  --host NAME        network interface; default 127.0.0.1: this machine only. With 0.0.0.0 everybody on the network can
                     read all passwords and control the mock
  --allow-host NAME  another name or address that requests may use, such as a container's, without a port; may be
                     repeated. Allowed are localhost, *.localhost, 127.0.0.0/8, ::1 and --host; any other gets a 403
  --seed NUMBER      decides every id, token and code; default ${defaultSeed}
  --snapshot FILE    start from a snapshot of GET /__mock__/snapshot, at its instant
  --policy FILE      JSON with options of the policy, such as {"refresh": {"graceMs": 10000}}
  --latency MS       delay of every answer in milliseconds; default 0
  --self-check       validate every response against openapi.json; a violation becomes a 500
  --log FORMAT       json: print a line for each request: time, method, path, portal, status, durationMs
  --quiet            do not print the users at the start
  --help             print this text

Prints "listening on http://HOST:PORT" when it is ready, then where console and key set are, and the users. SIGTERM and
SIGINT stop it after the pending answers.

Several tests can use one server: a request with the header "x-mock-portal: KEY", or below the path /p/KEY, is answered by
a separate portal, made from the same options when the key is first used. A request without a key uses the shared portal.

It answers below any path prefix: /portal/api/v1/auth/identify is /api/v1/auth/identify.

The page http://HOST:PORT/__mock__/ shows users, codes, e-mails, sessions and requests, and plans faults. Web pages of
other hosts than the allowed ones can use neither the page nor the control API.

The control API takes (as content-type: application/json) and returns JSON. Its contract is
scaikey-portal-auth/mock/control.openapi.json:
GET|POST /__mock__/users, PATCH /__mock__/users?email=;
GET|POST /__mock__/tenants, PATCH /__mock__/tenants?slug=; GET /__mock__/outbox, /__mock__/totp?email=,
/__mock__/exchanges?id=, /__mock__/requests?last=; GET|DELETE /__mock__/sessions?id=;
GET|PATCH /__mock__/policy; GET|POST /__mock__/clock {"advanceMs"};
GET|POST /__mock__/keys; DELETE /__mock__/devices?email=; GET|POST|DELETE /__mock__/faults?id=; GET /__mock__/faults/unfired;
POST /__mock__/reset; GET|PUT /__mock__/snapshot; GET|DELETE /__mock__/portals?key=

Users (e-mail, password, login path):
${users.join('\n')}`
}
