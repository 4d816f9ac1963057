import { isControlPath } from '../portal/control.ts'
import { portalPrefix } from '../wire/portal-prefix.ts'

/** Where a request goes: which portal, and its path there. */
export interface Target {
  /** What stands before the path: the prefix of a proxy, `/p/KEY`, or both. */
  readonly prefix: string
  /** The path as the portal sees it. */
  readonly path: string
  /** The key of a portal in the prefix. */
  readonly key: string | undefined
  /** Whether the path is the page or the control API. */
  readonly isControl: boolean
}

/** The path that names a portal on a shared server: `/p/KEY/api/v1/…`. */
const keyedPath = /^\/p\/([^/]*)(\/.*)?$/
const keyedPrefix = /\/p\/([^/]+)/
const segments = /^(?:\/[^/]+)+$/

/** Reads the path of a request. The portal answers below any prefix, as the MSW handlers do. */
export function readTarget(path: string): Target {
  if (path.startsWith('/api/v1/')) return { prefix: '', path, key: undefined, isControl: false }
  const prefix = portalPrefix(path)
  if (segments.test(prefix)) return targetBelow(prefix, path.slice(prefix.length), keyedPrefix.exec(prefix)?.[1])
  const [, key, rest = '/'] = keyedPath.exec(path) ?? []
  return key === undefined ? targetBelow('', path, undefined) : targetBelow(`/p/${key}`, rest, key)
}

function targetBelow(prefix: string, path: string, key: string | undefined): Target {
  return { prefix, path, key, isControl: isControlPath(path) }
}
