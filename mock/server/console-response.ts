import { createHash } from 'node:crypto'
import { consolePage } from '../console/page.ts'
import { script } from '../console/script.ts'
import { style } from '../console/style.ts'
import type { PlainResponse } from '../wire/plain-response.ts'

const hashOf = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`

/** The console. It runs its own script and style, asks its own server, and is shown in no frame. */
export const consoleResponse: PlainResponse = {
  status: 200,
  headers: {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': [
      "default-src 'none'",
      `script-src ${hashOf(script)}`,
      `style-src ${hashOf(style)}`,
      'img-src data:',
      "connect-src 'self'",
      "frame-ancestors 'none'",
      "form-action 'none'",
      "base-uri 'none'",
    ].join('; '),
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
  },
  body: consolePage,
}

/** Whether a request is for the page. */
export function isConsoleRequest(method: string, path: string): boolean {
  return isRead(method) && /^\/__mock__\/?$/.test(path)
}

/** A redirect from the root of a portal to its page; `undefined` for any other request. */
export function consoleRedirect(method: string, url: URL, path: string): PlainResponse | undefined {
  if (!isRead(method) || path !== '/') return undefined
  // Relative, so that it is right behind a proxy that removes a prefix.
  const folder = url.pathname.endsWith('/') ? '.' : `./${url.pathname.split('/').at(-1)}`
  return { status: 302, headers: { location: `${folder}/__mock__/` }, body: '' }
}

const isRead = (method: string): boolean => method === 'GET' || method === 'HEAD'
