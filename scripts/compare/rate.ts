import type { Operation } from '../codegen/list-operations.ts'
import type { Change, Direction, Finding } from './change.ts'
import { ruleFor } from './rules.ts'

/** Puts a finding in the words of a caller of the SDK. */
export function rate({ method, path }: Operation, direction: Direction, finding: Finding): Change {
  const { kind, rating } = ruleFor(finding.rule, direction)
  return {
    operation: `${method} ${path}`,
    direction,
    path: finding.path,
    kind,
    rating,
    sdk: ['auth.portal'],
    hint: finding.rule + ' ' + (finding.before ?? '') + ' -> ' + (finding.after ?? ''),
  }
}
