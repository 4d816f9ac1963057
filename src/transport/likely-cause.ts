import { describeCode, type PortalAuthErrorCode } from '../base/error-code.ts'
import { originOf, pageUrl } from '../base/origin.ts'
import { readValidationFields } from './refusal/validation-fields.ts'
import { isPage } from './refusal/words.ts'

/** A request that failed, and the response to it if one arrived. */
interface FailedRequest {
  readonly code: PortalAuthErrorCode
  /** What is wrong. Default: what the code means. */
  readonly problem?: string | undefined
  /** Undefined if the platform could not make it. */
  readonly request: Request | undefined
  readonly response?: Response | undefined
  /** The body of the response, parsed if it is JSON. */
  readonly body?: unknown
}

/**
 * Says to a developer what failed, of which request, and the likely cause. It names the URL without its query, where the
 * MFA token may be, and nothing of what was sent or answered. Called in development builds only.
 */
export function explain(failed: FailedRequest): string {
  const { code, request, response, problem = describeCode(code) } = failed
  if (!request) return problem
  const answered = response ? ` was answered with ${response.status}` : ''
  const cause = response ? likelyCause(failed, response) : code === 'network' ? whyNoResponse(request) : ''
  return `${problem}: ${request.method} ${plainUrl(request.url)}${answered}${cause && `. ${cause}`}`
}

/** A URL without user information, query and fragment. */
function plainUrl(url: string): string {
  return url.replace(/[?#].*$/s, '').replace(/^(\w+:\/\/)[^/]*@/, '$1')
}

function likelyCause({ code, body }: FailedRequest, { status, type }: Response): string {
  const isJson = typeof body === 'object'
  const hints: readonly (readonly [applies: boolean, hint: string])[] = [
    [type === 'opaque', 'Does the option fetch use the mode no-cors?'],
    [
      status === 404 && code === 'unexpected_response',
      'Does baseUrl lack a path prefix, or does a proxy drop or keep one?',
    ],
    [
      status === 405,
      'Something that takes no POST answered: does a server of static files stand in front of the portal?',
    ],
    [
      status < 400 && isPage(body),
      'Something in front of the portal answered with a page: does a development server answer each path with its index.html?',
    ],
    [
      status === 415 || (status === 422 && readValidationFields(body)?.['body'] !== undefined),
      'Does a proxy or the option fetch drop the header content-type?',
    ],
    [
      code === 'session_expired',
      'Did another client use the refresh token, such as a second createPortalAuth() over the same storage?',
    ],
    [
      [401, 403].includes(status) && code === 'unexpected_response',
      `${isJson ? 'Does it want' : 'A gateway refused the request: does it want'} a cookie, a key or a CSRF token? The options credentials and headers send them.`,
    ],
    [status >= 500 && !isJson, 'A proxy may not have reached the portal: is it running?'],
    [isPage(body), 'Something in front of the portal answered with a page.'],
  ]
  const [, hint = ''] = hints.find(([applies]) => applies) ?? []
  return hint
}

/** Browsers hide why a request failed. */
function whyNoResponse({ url }: Request): string {
  const origin = originOf(url, pageUrl()) ?? plainUrl(url)
  const own = originOf(pageUrl() ?? '')
  if (own === undefined || own === origin) return `Is a server running at ${origin}?`
  if (own.startsWith('https:') && origin.startsWith('http:')) return 'A page over https cannot send requests over http.'
  return `Is the portal running at ${origin}, and does it allow the origin ${own} and what the options add (CORS)?`
}
