import type { Finding } from '../rules/change.ts'

type Styles = ReadonlyMap<string, string>

/** The parameters or headers that are serialised differently. */
export function compareStyles(before: Styles, after: Styles, path: string): Finding[] {
  return [...before].flatMap(([name, was]): Finding[] => {
    const is = after.get(name)
    if (is === undefined || is === was) return []
    return [{ rule: 'style.changed', path: `${path}.${name}`, before: was, after: is }]
  })
}
