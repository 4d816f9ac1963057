/** One portal of a running mock. */
export interface MockAddress {
  /** Where the mock listens, without a slash at the end. */
  readonly url: string
  /** The key of the portal. */
  readonly key: string
}

/** The header that names a portal on a shared mock. */
export const portalHeader = 'x-mock-portal'

/** Sends JSON to a portal of the mock and resolves to the JSON of its answer. Rejects with an `Error` that says why. */
export async function askMock(
  { url, key }: MockAddress,
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
  path: string,
  body?: unknown,
): Promise<unknown> {
  const headers = { [portalHeader]: key, ...(body !== undefined && { 'content-type': 'application/json' }) }
  let response: Response
  try {
    response = await fetch(`${url}${path}`, { method, headers, body: body === undefined ? null : JSON.stringify(body) })
  } catch (cause) {
    throw new Error(
      `no mock answers at ${url}; start it with "npx scaikey-portal-mock --port 4010", for example as a webServer of the Playwright config, and set mockUrl if it listens elsewhere`,
      { cause },
    )
  }
  const text = await response.text()
  if (!response.ok) throw new Error(`the mock answered ${response.status} to ${method} ${path}: ${text}`)
  return JSON.parse(text)
}
