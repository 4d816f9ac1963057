import { PortalAuthError, type PortalAuthOperation } from '../base/portal-auth-error.ts'

/** The largest response that is read, in bytes. The portal's own are a few kilobytes. */
const maxBytes = 1_000_000

/** Reads the body of a response as text. Rejects with `unexpected_response` if it is larger than 1 MB. */
export async function readText(response: Response, operation: PortalAuthOperation): Promise<string> {
  const tooLarge = (): PortalAuthError => {
    response.body?.cancel().catch(() => {})
    const { status } = response
    const message =
      typeof process !== 'undefined' && process.env.NODE_ENV !== 'production' ? 'the response is larger than 1 MB' : ''
    return new PortalAuthError({ code: 'unexpected_response', operation, status, retryable: true, message })
  }
  if (Number(response.headers.get('content-length')) > maxBytes) throw tooLarge()
  // React Native has no streams.
  if (typeof response.body?.getReader !== 'function' || typeof TextDecoder === 'undefined') {
    const text = await response.text()
    if (text.length > maxBytes) throw tooLarge()
    return text
  }
  const reader = response.body.getReader()
  const decoder = new TextDecoder()
  let text = ''
  for (let bytes = 0; ; ) {
    const { done, value } = await reader.read()
    if (done) return text + decoder.decode()
    bytes += value.byteLength
    if (bytes > maxBytes) {
      reader.releaseLock()
      throw tooLarge()
    }
    text += decoder.decode(value, { stream: true })
  }
}
