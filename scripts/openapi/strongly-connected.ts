/**
 * The groups of nodes that reach each other, each before the groups that lead to it (Tarjan). `next` lists the nodes that
 * a node leads to.
 */
export function stronglyConnected<Node>(start: Node, next: (node: Node) => readonly Node[]): readonly Node[][] {
  interface Visit {
    readonly node: Node
    readonly ahead: Iterator<Node>
    readonly index: number
    lowest: number
  }
  const visits = new Map<Node, Visit>()
  const open: Visit[] = []
  const done = new Set<Node>()
  const groups: Node[][] = []
  const path: Visit[] = []
  const enter = (node: Node): void => {
    const visit = { node, ahead: next(node).values(), index: visits.size, lowest: visits.size }
    visits.set(node, visit)
    open.push(visit)
    path.push(visit)
  }
  enter(start)
  for (let visit = path.at(-1); visit !== undefined; visit = path.at(-1)) {
    const { value: child, done: isLast } = visit.ahead.next()
    const known = isLast ? undefined : visits.get(child)
    if (!isLast && known === undefined) enter(child)
    else if (known !== undefined && !done.has(known.node)) visit.lowest = Math.min(visit.lowest, known.index)
    if (!isLast) continue
    path.pop()
    const above = path.at(-1)
    if (above) above.lowest = Math.min(above.lowest, visit.lowest)
    if (visit.lowest < visit.index) continue
    const group = open.splice(open.indexOf(visit)).map(({ node }) => node)
    for (const node of group) done.add(node)
    groups.push(group)
  }
  return groups
}
