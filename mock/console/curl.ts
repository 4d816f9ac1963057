/** The part of the page's script that writes requests as curl commands. */
export const curlScript: string = String.raw`
const shell = (text) => "'" + text.replaceAll("'", "'\\''") + "'"
const address = (path) => location.origin + base + path.replace(/^\//, '')
const json = (body) => " -H 'content-type: application/json' -d " + shell(JSON.stringify(body))
const get = (path) => 'curl -s ' + shell(address(path))
// The shell replaces a value $name, in double quotes: '{"flow_token":"'"$flow"'"}'.
const post = (path, body) => 'curl -s ' + shell(address(path)) + json(body).replace(/"\$(flow|mfa|code)"/g, '"\'"$$$1"\'"')
function requestLine({ method, path, body }) {
  // With -X HEAD curl waits for a body that never arrives.
  const line = 'curl -s ' + (method === 'HEAD' ? '--head' : '-X ' + method) + ' ' + shell(address(path))
  return body === null || method === 'HEAD' ? line : line + json(body)
}
const pluck = (name, line) => '$(' + line + ' | sed -n ' + shell('s/.*"' + name + '":"\\([^"]*\\)".*/\\1/p') + ')'
function loginLines({ id, email, password, tenants: [tenant], mfa: [method], backupCodes }) {
  if (method === undefined) return post('api/v1/auth/login', { email, password, tenant_id: tenant.id })
  const ofEmail = '?email=' + encodeURIComponent(email)
  const send = 'curl -s -o /dev/null -X POST ' +
    shell(address('api/v1/auth/tenants/' + tenant.slug + '/mfa/email/send?user_id=' + id + '&mfa_token=')) + '"$mfa"'
  const code = {
    totp: () => 'code=' + pluck('code', get('__mock__/totp' + ofEmail)),
    email: () => send + '\n' + 'code=' + pluck('code', get('__mock__/outbox' + ofEmail)),
    backup_code: () => 'code=' + backupCodes[0],
  }
  return [
    'flow=' + pluck('flow_token', post('api/v1/auth/identify', { email })),
    'mfa=' + pluck('mfa_token', post('api/v1/auth/authenticate', { flow_token: '$flow', password, tenant_id: tenant.id })),
    code[method](),
    post('api/v1/auth/mfa/verify', { mfa_token: '$mfa', user_id: id, method, code: '$code' }),
  ].join('\n')
}
`
