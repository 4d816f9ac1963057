/** More passes than any real document needs; a result that still changes is taken as it is. */
const maxPasses = 100

/**
 * Remembers the results of a recursive function, also where it asks for its own result. It then starts from the least
 * result, and repeats until nothing changes, so that the result does not depend on where the first question came from. Equal
 * results must have one identity.
 */
export function createFixpoint<Key, Value>(compute: (key: Key) => Value, least: Value): (key: Key) => Value {
  const final = new Map<Key, Value>()
  let guesses = new Map<Key, Value>()
  let found = new Map<Key, Value>()
  const open = new Set<Key>()
  let isCircular = false

  return read

  function read(key: Key): Value {
    const known = final.get(key) ?? found.get(key)
    if (known !== undefined) return known
    if (open.has(key)) {
      isCircular = true
      return guesses.get(key) ?? least
    }
    const isOutermost = open.size === 0
    let value = run(key)
    for (let pass = 1; isOutermost && isCircular && pass < maxPasses; pass += 1) {
      const isStable = [...found].every(([each, result]) => result === (guesses.get(each) ?? least))
      if (isStable) break
      guesses = found
      found = new Map()
      value = run(key)
    }
    if (isOutermost && isCircular) settle()
    return value
  }

  function run(key: Key): Value {
    open.add(key)
    const value = compute(key)
    open.delete(key)
    // Until a question meets itself, no result is a guess.
    if (isCircular) found.set(key, value)
    else final.set(key, value)
    return value
  }

  function settle(): void {
    for (const [key, value] of found) final.set(key, value)
    guesses = new Map()
    found = new Map()
    isCircular = false
  }
}
