import { trimSlashes } from '../base/trim-slashes.ts'
import { type Route, routes } from '../endpoints/routes.ts'

/** The result of routing, as Starlette's router decides it. */
export type RouteMatch =
  | { readonly kind: 'found'; readonly route: Route; readonly params: Readonly<Record<string, string>> }
  | { readonly kind: 'method_not_allowed'; readonly route: Route }
  | { readonly kind: 'redirect'; readonly path: string }
  | { readonly kind: 'not_found' }

/** Finds the route. A path that matches after adding or removing a trailing slash is a redirect. */
export function matchRoute(method: string, quotedPath: string): RouteMatch {
  const path = unquote(quotedPath)
  for (const route of routes) {
    const params = matchPath(route.path, path)
    if (params === undefined) continue
    return route.method === method ? { kind: 'found', route, params } : { kind: 'method_not_allowed', route }
  }
  const other = path.endsWith('/') ? trimSlashes(path) : `${path}/`
  const isKnown = routes.some((route) => matchPath(route.path, other) !== undefined)
  return isKnown ? { kind: 'redirect', path: other } : { kind: 'not_found' }
}

function matchPath(pattern: string, path: string): Record<string, string> | undefined {
  if (pattern === path) return {}
  if (!pattern.includes('{')) return undefined
  const wanted = pattern.split('/')
  const given = path.split('/')
  if (wanted.length !== given.length) return undefined
  const params: Record<string, string> = {}
  for (const [index, segment] of wanted.entries()) {
    const value = given[index] ?? ''
    const name = /^\{(.+)\}$/.exec(segment)?.[1]
    if (name === undefined ? segment !== value : value === '') return undefined
    if (name !== undefined) params[name] = value
  }
  return params
}

const utf8 = new TextDecoder('utf-8', { ignoreBOM: true })

/** Decodes percent signs as Python's `unquote` does: what is not a sequence stays, bytes that are not UTF-8 become U+FFFD. */
function unquote(path: string): string {
  return path.replaceAll(/(?:%[0-9a-f]{2})+/gi, (run) =>
    utf8.decode(Uint8Array.from(run.slice(1).split('%'), (byte) => Number.parseInt(byte, 16))),
  )
}
