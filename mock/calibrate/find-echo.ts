import type { Sent } from './probe.ts'

/** Texts that an answer must not repeat: those of its request, and secrets. */
export interface Echo {
  readonly request: Sent
  readonly secrets: readonly string[]
}

/** Fields whose few possible values may occur in any answer. */
const wordFields = ['method', 'code']
/** A shorter text may occur in an answer by chance. */
const leastLength = 6

/** Whether a value contains a text that was sent, or a secret. */
export function findEcho(value: unknown, { request, secrets }: Echo): boolean {
  const fields = typeof request.body === 'object' ? Object.entries(request.body) : []
  const sent = [request.bearer, ...fields.filter(([name]) => !wordFields.includes(name)).map(([, each]) => each)]
    .filter((each) => typeof each === 'string')
    .filter(({ length }) => length >= leastLength)
  const text = JSON.stringify(value)
  // Compared as JSON without the outer quotes, so that both sides are escaped alike.
  return [...sent, ...secrets].some((each) => text.includes(JSON.stringify(each).slice(1, -1)))
}
