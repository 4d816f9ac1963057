import type { AnyHandler } from 'msw'
import { type SetupWorker, setupWorker as setupMswWorker } from 'msw/browser'
import type { PortalMock } from './index.ts'

/**
 * MSW's service worker over a portal. The portal's handlers come first; `more` are a team's own. The worker's script must be
 * served at `/mockServiceWorker.js`: `npx msw init <public folder>` puts it there.
 */
export function setupWorker(portal: Pick<PortalMock, 'handlers'>, ...more: AnyHandler[]): SetupWorker {
  return setupMswWorker(...portal.handlers, ...more)
}
