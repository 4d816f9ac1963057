/** A fetch that answers identify with a step that asks for the password, and everything else with the same response. */
export function answering(status: number, body: unknown): (request: Request) => Promise<Response> {
  return async (request) => {
    if (request.url.endsWith('/identify')) {
      return Response.json({ flow_token: 'flow-1', tenants: [], requires_tenant_selection: false })
    }
    const text = typeof body === 'string' ? body : JSON.stringify(body)
    const type = typeof body === 'string' ? 'text/html' : 'application/json'
    return new Response(status === 204 ? null : text, { status, headers: { 'content-type': type } })
  }
}
