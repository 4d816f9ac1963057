import { is, type Shape } from '../base/shape.ts'
import { parseUrl } from './parse-url.ts'

/** Whether a host name, as a parsed URL has it, is one that this server answers to. */
export type HostCheck = (hostname: string) => boolean

/** The name or address of a host, without a scheme and a port. */
export const hostName: Shape = is(
  'the name or address of a host, without a port',
  (value) => typeof value === 'string' && canonical(value) !== undefined,
)

/**
 * Allows the names that always mean this machine, and the given ones. A page of another site cannot have such a name,
 * although its own name may resolve to this machine (DNS rebinding).
 */
export function createHostCheck(names: readonly string[]): HostCheck {
  const allowed = new Set(names.map(canonical))
  return (hostname) => isLoopback(hostname) || allowed.has(hostname)
}

/** Whether a name or address, as `--host` takes it, is only reached from this machine. */
export function isThisMachineOnly(host: string): boolean {
  return isLoopback(canonical(host) ?? '')
}

/** `localhost` and names below it (RFC 6761), 127.0.0.0/8 and ::1. */
function isLoopback(hostname: string): boolean {
  return /^(?:.+\.)?localhost\.?$|^127\.\d+\.\d+\.\d+$|^\[::1\]$/.test(hostname)
}

/** A name as a URL has it; `undefined` for other text. */
function canonical(name: string): string | undefined {
  const host = name.includes(':') && !name.startsWith('[') ? `[${name}]` : name
  const url = parseUrl(`http://${host}/`)
  return url?.href === `http://${url?.hostname}/` ? url?.hostname : undefined
}
