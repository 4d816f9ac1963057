/** What tells one node from another: its own facts, and the nodes it leads to, in order or as a set. */
export interface RefinedNode {
  readonly facts: string
  readonly leadsTo: readonly number[]
  readonly isSet: boolean
}

/**
 * Numbers the classes of nodes that nobody can tell apart: nodes with the same facts that lead to nodes of the same
 * classes. Nodes in circles are equal until something shows otherwise. All nodes with the same facts start in one class;
 * a class is split where its nodes lead to different classes, and only what leads to a new class is looked at again.
 */
export function refine(nodes: readonly RefinedNode[]): readonly number[] {
  const starts = new Map<string, number>()
  const classes = nodes.map(({ facts }) => getOrAdd(starts, facts, starts.size))
  const members: Set<number>[] = [...starts].map(() => new Set())
  classes.forEach((id, node) => void members[id]?.add(node))
  const leadingTo: number[][] = nodes.map(() => [])
  nodes.forEach(({ leadsTo }, from) => {
    for (const to of leadsTo) leadingTo[to]?.push(from)
  })

  for (let changed = new Set(nodes.keys()); changed.size > 0; ) {
    const again = new Set<number>()
    for (const [id, some] of Map.groupBy(changed, (node) => classes[node] ?? 0)) {
      for (const group of groupsToMove(members[id] ?? new Set(), some)) {
        const own = new Set(group)
        members.push(own)
        for (const node of own) {
          members[id]?.delete(node)
          classes[node] = members.length - 1
          for (const from of leadingTo[node] ?? []) again.add(from)
        }
      }
    }
    changed = again
  }
  return classes

  /** The groups that leave a class: all but the largest of those that lead elsewhere, if no other node stays. */
  function groupsToMove(all: ReadonlySet<number>, some: readonly number[]): readonly (readonly number[])[] {
    if (all.size === 1) return []
    const groups = [...Map.groupBy(some, (node) => signatureOf(nodes[node], classes)).values()]
    if (some.length < all.size) return groups
    const largest = groups.reduce((one, other) => (other.length > one.length ? other : one), [])
    return groups.filter((group) => group !== largest)
  }
}

function signatureOf(node: RefinedNode | undefined, classes: readonly number[]): string {
  const found = node?.leadsTo.map((to) => classes[to] ?? 0) ?? []
  return node?.isSet ? [...new Set(found)].sort((a, b) => a - b).join() : found.join()
}

function getOrAdd(numbers: Map<string, number>, key: string, next: number): number {
  const known = numbers.get(key)
  if (known !== undefined) return known
  numbers.set(key, next)
  return next
}
