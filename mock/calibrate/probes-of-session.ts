import { operations } from '../../src/generated/operations.ts'
import { isRecord } from '../base/json.ts'
import type { Probe } from './probe.ts'
import { logoutFindings, me } from './probes-without-account.ts'

const { refresh, logout } = operations

/** Ends the present session, so that none is left. */
export const logOut: Probe = {
  ...logout,
  purpose: 'ends the session: answers.logout',
  request: ({ session }) => (session === undefined ? 'there is no session' : { bearer: session.accessToken }),
  learn(answer, memory) {
    const isEnded = answer.status === 200 || answer.status === 204
    if (isEnded && memory.session !== undefined) memory.ended = memory.session
    memory.session = undefined
    return logoutFindings(answer)
  },
}

/** Refreshes the session, ends it and tries its tokens again. A used refresh token is never sent: that looks like theft. */
export const probesOfSession: readonly Probe[] = [
  {
    ...refresh,
    purpose: 'the refresh token of the session: refresh.rotates',
    request: ({ session }) =>
      session?.refreshToken === undefined
        ? 'there is no refresh token'
        : { body: { refresh_token: session.refreshToken } },
    learn({ status, body }, memory) {
      const { access_token: accessToken, refresh_token: next } = isRecord(body) ? body : {}
      if (status !== 200 || typeof accessToken !== 'string' || memory.session === undefined) {
        return [{ note: `refresh.rotates: a valid refresh token was answered ${status}` }]
      }
      const { refreshToken } = memory.session
      const isNew = typeof next === 'string' && next !== refreshToken
      memory.session = { accessToken, refreshToken: isNew ? next : refreshToken }
      return [{ option: 'refresh.rotates', value: isNew }]
    },
  },
  logOut,
  {
    ...refresh,
    purpose: 'the unused refresh token after the logout: logout.ends',
    request: ({ ended }) =>
      ended?.refreshToken === undefined ? 'there is no refresh token' : { body: { refresh_token: ended.refreshToken } },
    learn({ status, body }, memory) {
      memory.endsNothing = status === 200 && isRecord(body) && typeof body['access_token'] === 'string'
      // A refusal does not show whether other sessions ended too.
      return memory.endsNothing ? [{ option: 'logout.ends', value: 'nothing' }] : []
    },
  },
  {
    ...me,
    purpose: 'the access token of the ended session: access.checksRevocation',
    request({ ended, endsNothing }) {
      if (ended === undefined) return 'no session was ended'
      return endsNothing ? 'logout does not end the session' : { bearer: ended.accessToken }
    },
    learn: ({ status }) =>
      status === 200 || status === 401 || status === 403
        ? [{ option: 'access.checksRevocation', value: status !== 200 }]
        : [{ note: `access.checksRevocation: answered ${status}` }],
  },
]
