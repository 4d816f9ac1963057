// Compiled by test/types.test.ts, once with MSW 3 and once with MSW 2.
import { createPortalMock } from '../../mock/index.ts'
import { setupSandbox, setupServer } from '../../mock/node.ts'

const server = setupServer(createPortalMock())
server.listen()
server.listen({ onUnhandledFrame: 'error' })
server.listen({ onUnhandledRequest: 'error' })
server.listen({ onUnhandledRequest: () => {} })
// @ts-expect-error no version of MSW has such a way to handle a request
server.listen({ onUnhandledFrame: 'refuse' })
// @ts-expect-error no version of MSW has such an option
server.listen({ onUnhandled: 'error' })
setupSandbox(createPortalMock).server.listen({ onUnhandledRequest: 'bypass' })
