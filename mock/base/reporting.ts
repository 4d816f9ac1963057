/** The same object, whose functions of these names report after each call. */
export function reporting<T extends object>(part: T, names: readonly (keyof T)[], report: () => void): T {
  const wrapped = names.map((name) => {
    const run = part[name]
    if (typeof run !== 'function') return [name, run]
    return [
      name,
      (...args: unknown[]): unknown => {
        const result: unknown = run(...args)
        report()
        return result
      },
    ]
  })
  return { ...part, ...Object.fromEntries(wrapped) }
}
