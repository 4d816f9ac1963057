const missing = (name: string): never => {
  throw new Error(`${name} is not implemented`)
}

/** A URL as React Native 0.76 has it: it keeps the text, ends it with a slash, and reads none of its parts. */
export class ReactNativeUrl {
  readonly #text: string

  constructor(url: string, base?: string | ReactNativeUrl) {
    const start = String(base ?? '').replace(/\/$/, '')
    if (base === undefined || /^https?:\/\//.test(url)) this.#text = url.endsWith('/') ? url : `${url}/`
    else if (/^https?:\/\//.test(start)) this.#text = `${start}${url.startsWith('/') ? '' : '/'}${url}`
    else throw new TypeError(`Invalid base URL: ${base}`)
  }

  get href(): string {
    return this.#text
  }
  get hash(): string {
    return missing('URL.hash')
  }
  get host(): string {
    return missing('URL.host')
  }
  get hostname(): string {
    return missing('URL.hostname')
  }
  get origin(): string {
    return missing('URL.origin')
  }
  get pathname(): string {
    return missing('URL.pathname')
  }
  get port(): string {
    return missing('URL.port')
  }
  get protocol(): string {
    return missing('URL.protocol')
  }
  get search(): string {
    return missing('URL.search')
  }
  toString(): string {
    return this.#text
  }
}

/** URLSearchParams as React Native 0.76 has them: made from an object, and written only. */
export class ReactNativeUrlSearchParams {
  readonly #pairs: (readonly [string, string])[] = []

  constructor(params?: unknown) {
    if (typeof params === 'object' && params !== null) {
      for (const [name, value] of Object.entries(params)) this.append(name, String(value))
    }
  }

  append(name: string, value: string): void {
    this.#pairs.push([name, value])
  }
  get(): string | null {
    return missing('URLSearchParams.get')
  }
  has(): boolean {
    return missing('URLSearchParams.has')
  }
  set(): void {
    missing('URLSearchParams.set')
  }
  toString(): string {
    return this.#pairs.map((pair) => pair.map(encodeURIComponent).join('=')).join('&')
  }
}
