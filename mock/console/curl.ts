/** The part of the page's script that writes requests as curl commands. Each value in a line goes through `shell`. */
export const curlScript: string = String.raw`
const shell = (text) => "'" + String(text).replaceAll("'", "'\\''") + "'"
const address = (path) => location.origin + base + path.replace(/^\//, '')
// -g: curl would read [1-9] and {a,b} in an address as several addresses.
const curlOf = (path, more = '') => 'curl -sg' + more + ' ' + shell(address(path))
const jsonType = ' -H ' + shell('content-type: application/json')
const post = (path, body, variables = {}) => curlOf(path) + jsonType + ' -d ' + jsonOf(body, variables)
// A field whose value is in a shell variable: '{"flow_token":"'"$flow"'"}'.
function jsonOf(body, variables) {
  const fields = Object.entries(body).map(([name, value]) => shell(JSON.stringify(name) + ':' + JSON.stringify(value)))
  const filled = Object.entries(variables).map(([name, variable]) => shell(JSON.stringify(name) + ':"') + '"$' + variable + '"' + shell('"'))
  return shell('{') + [...filled, ...fields].join(shell(',')) + shell('}')
}
function requestLine({ method, path, body }) {
  // With -X HEAD curl waits for a body that never arrives.
  const line = curlOf(path, method === 'HEAD' ? ' --head' : ' -X ' + shell(method))
  return body === null || method === 'HEAD' ? line : line + jsonType + ' -d ' + jsonOf(body, {})
}
const pluck = (name, line) => '$(' + line + ' | sed -n ' + shell('s/.*"' + name + '":"\\([^"]*\\)".*/\\1/p') + ')'
function loginLines({ id, email, password, tenants: [tenant], mfa: [method], backupCodes }) {
  if (method === undefined) return post('api/v1/auth/login', { email, password, tenant_id: tenant.id })
  const ofEmail = '?email=' + encodeURIComponent(email)
  const send = 'api/v1/auth/tenants/' + encodeURIComponent(tenant.slug) + '/mfa/email/send?user_id=' + encodeURIComponent(id) + '&mfa_token='
  const code = {
    totp: () => ['code=' + pluck('code', curlOf('__mock__/totp' + ofEmail))],
    email: () => [curlOf(send, ' -o /dev/null -X POST') + '"$mfa"', 'code=' + pluck('code', curlOf('__mock__/outbox' + ofEmail))],
    backup_code: () => [],
  }
  const verify = { user_id: id, method, ...(method === 'backup_code' && { code: backupCodes[0] }) }
  return [
    'flow=' + pluck('flow_token', post('api/v1/auth/identify', { email })),
    'mfa=' + pluck('mfa_token', post('api/v1/auth/authenticate', { password, tenant_id: tenant.id }, { flow_token: 'flow' })),
    ...code[method](),
    post('api/v1/auth/mfa/verify', verify, { mfa_token: 'mfa', ...(method !== 'backup_code' && { code: 'code' }) }),
  ].join('\n')
}
`
