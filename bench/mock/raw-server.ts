import { createServer } from 'node:http'

/** The least a server can do for identify: read JSON, look a user up in a map, write JSON. */
const tenants = [{ id: 'tnt_te1vkjo9rukkq2z1', name: 'Acme Corporation', slug: 'acme' }]
const users = new Map([['plain@acme.example', tenants]])
let last = 0

const server = createServer((incoming, outgoing) => {
  let text = ''
  incoming.setEncoding('utf8')
  incoming.on('data', (chunk: string) => (text += chunk))
  incoming.on('end', () => {
    const { email } = JSON.parse(text)
    last += 1
    const found = users.get(email) ?? tenants
    const answer = JSON.stringify({
      flow_token: `flow_${String(last).padStart(43, '0')}`,
      tenants: found,
      requires_tenant_selection: found.length > 1,
    })
    outgoing.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(answer) })
    outgoing.end(answer)
  })
})
server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  console.log(`listening on http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`)
})
