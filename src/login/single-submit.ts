/**
 * Makes a double submit one request: while a call is under way, the same input gets the same promise.
 */
export function singleSubmit<Input extends object, Rest extends readonly unknown[], Result>(
  submit: (input: Input, ...rest: Rest) => Promise<Result>,
): (input: Input, ...rest: Rest) => Promise<Result> {
  const inFlight = new Map<string, Promise<Result>>()
  return (input, ...rest) => {
    const key = JSON.stringify(input)
    const running = inFlight.get(key)
    if (running) return running
    const started = submit(input, ...rest).finally(() => inFlight.delete(key))
    inFlight.set(key, started)
    return started
  }
}
