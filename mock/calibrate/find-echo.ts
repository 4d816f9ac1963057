import type { Sent } from './probe.ts'

/** What an answer may not repeat: what its request sent, and secrets. */
export interface Echo {
  readonly request: Sent
  readonly secrets: readonly string[]
}

/** Fields that hold one of a few words, which an answer may well say. */
const wordFields = ['method', 'code']
/** What is shorter may stand in an answer by chance. */
const leastLength = 6

/** Whether a value holds one of the texts that were sent, or a secret. */
export function findEcho(value: unknown, { request, secrets }: Echo): boolean {
  const fields = typeof request.body === 'object' ? Object.entries(request.body) : []
  const sent = [request.bearer, ...fields.filter(([name]) => !wordFields.includes(name)).map(([, each]) => each)]
    .filter((each) => typeof each === 'string')
    .filter(({ length }) => length >= leastLength)
  const text = JSON.stringify(value)
  // As JSON, without its quotes: a quote within is written with a backslash in both.
  return [...sent, ...secrets].some((each) => text.includes(JSON.stringify(each).slice(1, -1)))
}
