/** The header in which a reverse proxy says which prefix it has removed. */
export const prefixHeader = 'x-forwarded-prefix'

/** The part of a response that a redirect needs. */
interface WithHeaders {
  readonly headers: Readonly<Record<string, string>>
}

/**
 * Asks a portal that lives below a prefix, as a reverse proxy does: `ask` gets the URL without the prefix, and a redirect
 * within the origin gets the prefix back. A redirect to another origin, which a planned fault may send, stays as it is.
 */
export async function askBelowPrefix<Answer extends WithHeaders>(
  url: URL,
  prefix: string,
  ask: (inner: URL) => Answer | Promise<Answer>,
): Promise<Answer> {
  const inner = new URL(url)
  // Set, not parsed: a path that begins with two slashes would be read as a host, and another path.
  inner.pathname = url.pathname.slice(prefix.length)
  const answer = await ask(inner)
  const location = answer.headers['location']
  if (location === undefined || !location.startsWith(`${url.origin}/`)) return answer
  const outer = `${url.origin}${prefix}${location.slice(url.origin.length)}`
  return { ...answer, headers: { ...answer.headers, location: outer } }
}
