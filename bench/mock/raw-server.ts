import { createServer } from 'node:http'

/** The minimum of a login server: it parses JSON, looks a user up in a map and writes JSON of the mock's size. It validates nothing and signs nothing. */
const tenants = [{ id: 'tnt_te1vkjo9rukkq2z1', name: 'Acme Corporation', slug: 'acme' }]
const users = new Map([['plain@acme.example', tenants]])
const accessToken = 'a'.repeat(700)
const user = {
  id: 'usr_0000000000000000',
  email: 'plain@acme.example',
  first_name: 'Ada',
  last_name: 'Lovelace',
  display_name: 'Ada Lovelace',
  tenant_id: 'tnt_te1vkjo9rukkq2z1',
  status: 'ACTIVE',
}
let last = 0
const token = (prefix: string): string => {
  last += 1
  return `${prefix}_${String(last).padStart(43, '0')}`
}

const answers: Readonly<Record<string, (body: { email: string }) => unknown>> = {
  '/api/v1/auth/identify': ({ email }) => {
    const found = users.get(email) ?? tenants
    return { flow_token: token('flow'), tenants: found, requires_tenant_selection: found.length > 1 }
  },
  '/api/v1/auth/authenticate': () => ({
    status: 'SUCCESS',
    access_token: accessToken,
    refresh_token: token('rt'),
    user,
    mfa_token: null,
    user_id: null,
    available_methods: null,
  }),
  '/api/v1/auth/login': () => ({ access_token: accessToken, refresh_token: token('rt'), user }),
  '/api/v1/auth/refresh': () => ({ access_token: accessToken, refresh_token: token('rt') }),
}

const server = createServer((incoming, outgoing) => {
  let text = ''
  incoming.setEncoding('utf8')
  incoming.on('data', (chunk: string) => (text += chunk))
  incoming.on('end', () => {
    const answer = JSON.stringify(answers[incoming.url ?? '']?.(JSON.parse(text)))
    outgoing.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(answer) })
    outgoing.end(answer)
  })
})
server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  console.log(`listening on http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`)
})
