/** The page's own URL, which relative URLs resolve against; undefined outside a page, and in one without an address. */
export function pageUrl(): string | undefined {
  if (typeof location === 'undefined') return undefined
  // A srcdoc or about:blank frame has no origin of its own, but it may have a base.
  const base = typeof document === 'undefined' ? location.href : (document.baseURI ?? location.href)
  return originOf(base) === undefined ? undefined : base
}

/** The origin of an http or https URL; undefined for another scheme and for what is not a URL. */
export function originOf(url: string | URL, base?: string): string | undefined {
  const text = String(url)
  let parsed: URL
  try {
    parsed = base === undefined ? new URL(text) : new URL(text, base)
  } catch {
    return undefined
  }
  try {
    return /^https?:$/.test(parsed.protocol) ? parsed.origin : undefined
  } catch {
    return readOrigin(text)
  }
}

/** Whether a value is an http or https URL without user information, query and fragment, or such a path on the page's origin. */
export function isBaseUrl(value: unknown): value is string {
  // A second slash, or a backslash, would start another host; URL parsers drop control characters before they look.
  return (
    typeof value === 'string' &&
    /^(https?:\/\/[^/?#@\\\s\p{Cc}]+(?=\/|$)|\/(?![/\\]))[^?#\s\p{Cc}]*$/iu.test(value) &&
    (value.startsWith('/') || originOf(value) !== undefined)
  )
}

/** A URL without the slash at its end, absolute if there is a page to resolve it against. */
export function resolveUrl(url: string): string {
  try {
    return new URL(url, pageUrl()).href.replace(/\/$/, '')
  } catch {
    // A path, and no page: a server.
    return url.replace(/\/$/, '')
  }
}

/** React Native's own URL has no `origin`: this reads a plain one from the text, and refuses every unusual spelling. */
function readOrigin(text: string): string | undefined {
  const [, scheme, host] = /^(https?):\/\/([a-z0-9.-]+(?::\d+)?)(?:[/?#][!-~]*)?$/i.exec(text) ?? []
  if (scheme === undefined || host === undefined) return undefined
  const origin = `${scheme}://${host}`.toLowerCase()
  return origin.replace(/^(http:.*):80$|^(https:.*):443$/, '$1$2')
}
