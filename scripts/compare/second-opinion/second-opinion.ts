import { type Json, memberOf } from '../../openapi/json.ts'
import type { Change } from '../rules/change.ts'
import type { Direction } from '../rules/rule.ts'

/** One place that Redocly's diff rates as a major change. */
export interface MajorChange {
  /** The operation or path, as `POST /api/v1/me` or `/api/v1/me`; empty where it concerns the document. */
  readonly operation: string
  readonly direction: Direction
  /** The field it is about; undefined where it is about none. */
  readonly field: string | undefined
  readonly message: string
}

/** What Redocly made of two contracts, or why it could not be asked. */
export type SecondOpinion = { readonly majors: readonly MajorChange[] } | { readonly failure: string }

/** Reads the JSON report of `redocly diff`; throws a `TypeError` for anything else. */
export function readMajors(report: Json): MajorChange[] {
  const changes = memberOf(report, 'changes')
  if (!Array.isArray(changes)) throw new TypeError('its report has no list of changes')
  return changes
    .filter((change) => memberOf(change, 'impact') === 'major')
    .flatMap((change) => {
      const steps = String(memberOf(change, 'path')).split('/').slice(1).map(readStep)
      const verdicts = memberOf(change, 'verdicts')
      const messages = (Array.isArray(verdicts) ? verdicts : [])
        .filter((verdict) => memberOf(verdict, 'impact') === 'major')
        .map((verdict) => String(memberOf(verdict, 'message')))
      return messages.map((message): MajorChange => ({ ...placeOf(steps), message }))
    })
}

function placeOf(steps: readonly string[]): Omit<MajorChange, 'message'> {
  const [root, path = '', method] = steps
  const field = steps.at(steps.lastIndexOf('properties') + 1)
  return {
    operation: root !== 'paths' ? '' : method === undefined ? path : `${method.toUpperCase()} ${path}`,
    direction: steps.includes('responses') ? 'response' : 'request',
    field: steps.includes('properties') ? field : undefined,
  }
}

function readStep(step: string): string {
  return step.replaceAll('~1', '/').replaceAll('~0', '~')
}

/** Where the two differ, as lines: what is major there and not here, and what is breaking here and not there. */
export function differencesIn(changes: readonly Change[], opinion: SecondOpinion): readonly string[] {
  if ('failure' in opinion) return [`Redocly could not be asked: ${opinion.failure}`]
  const isAt = (change: Change, { operation, direction, field }: MajorChange): boolean =>
    [change.operation, change.operation.split(' ')[1]].includes(operation) &&
    (change.path === '' || (change.direction === direction && isField(change.path, field)))
  const onlyThere = opinion.majors.flatMap((major) => {
    const here = changes.filter((change) => isAt(change, major))
    if (here.some(({ rating }) => rating !== 'safe')) return []
    const place = `${major.operation || 'the document'}, ${major.direction}`
    return [`${place}: Redocly says major, "${major.message}"; here ${here.length > 0 ? 'safe' : 'no change'}.`]
  })
  const onlyHere = changes
    .filter(({ rating }) => rating === 'breaking')
    .filter((change) => !opinion.majors.some((major) => isAt(change, major)))
    .map(
      ({ operation, direction, path, kind }) =>
        `${operation}, ${[direction, path].join(' ').trim()}: Redocly has no major change; here ${kind}, breaking.`,
    )
  return [...onlyThere, ...onlyHere]
}

function isField(path: string, field: string | undefined): boolean {
  return field === undefined || path.split(/[.[\]]/).includes(field)
}
