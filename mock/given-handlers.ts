import type { AnyHandler } from 'msw'
import type { PortalMock } from './index.ts'

/** What MSW is set up over: a portal, or a handler, of a portal or of a team's own. */
export type Given = Pick<PortalMock, 'handlers'> | AnyHandler

/** The handlers of all that was given, in that order. */
export function handlersOf(given: readonly Given[]): AnyHandler[] {
  return given.flatMap<AnyHandler>((each) => ('handlers' in each ? each.handlers : each))
}
