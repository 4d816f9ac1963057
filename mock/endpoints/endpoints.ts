import { authenticate } from './authenticate.ts'
import type { Context } from './context.ts'
import { discovery } from './discovery.ts'
import { identify } from './identify.ts'
import { jwks } from './jwks.ts'
import { login } from './login.ts'
import { logout } from './logout.ts'
import { me } from './me.ts'
import { refresh } from './refresh.ts'
import type { Reply } from './reply.ts'
import type { Operation } from './routes.ts'
import { sendEmailCode } from './send-email-code.ts'
import { verify } from './verify.ts'

/** Answers one operation. Its body was validated against the contract. */
export type Endpoint = (context: Context<never>) => Reply | Promise<Reply>

/** The endpoint of each operation. */
export const endpoints: Readonly<Record<Operation, Endpoint>> = {
  identify,
  authenticate,
  verify,
  login,
  refresh,
  logout,
  sendEmailCode,
  me,
  jwks,
  discovery,
}
