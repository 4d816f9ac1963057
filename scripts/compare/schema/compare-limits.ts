import { canonical } from '../../openapi/canonical.ts'
import type { Json } from '../../openapi/json.ts'
import type { Finding } from '../rules/change.ts'
import type { Alternative } from './alternative.ts'
import { showBound } from './bounds.ts'
import { compareLimit } from './limits.ts'

/** The differences between the conditions of two alternatives, one finding per keyword. */
export function compareLimits({ limits: before }: Alternative, { limits: after }: Alternative): Finding[] {
  const keys = [...new Set([...before.keys(), ...after.keys()])].sort()
  return keys.flatMap((key): Finding[] => {
    const move = compareLimit(key, before.get(key), after.get(key))
    return move
      ? [{ rule: `limit.${move}`, path: '', before: show(key, before.get(key)), after: show(key, after.get(key)) }]
      : []
  })
}

function show(key: string, value: Json | undefined): string {
  if (value === undefined) return `no ${key}`
  if (key === 'minimum' || key === 'maximum') return showBound(key, value)
  return `${key} ${typeof value === 'string' ? value : canonical(value)}`
}
