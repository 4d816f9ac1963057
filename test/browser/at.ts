/** The item at an index. Throws if the index is out of range. */
export function at<T>(items: readonly T[], index: number): T {
  const item = items[index]
  if (item === undefined) throw new Error(`there is no item ${index} of ${items.length}`)
  return item
}
