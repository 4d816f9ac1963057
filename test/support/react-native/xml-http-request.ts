import { type ClientRequest, request } from 'node:http'

/** The part of XMLHttpRequest that whatwg-fetch uses, over node:http. Redirects are followed nowhere. */
export class NodeXmlHttpRequest {
  onload = (): void => {}
  onerror = (): void => {}
  onabort = (): void => {}
  ontimeout = (): void => {}
  onreadystatechange = (): void => {}
  withCredentials = false
  readyState = 0
  status = 0
  statusText = ''
  responseText = ''
  responseURL = ''
  #headers = ''
  #sending: ClientRequest | undefined

  open(method: string, url: string): void {
    this.responseURL = url
    this.#sending = request(url, { method, agent: false })
  }

  setRequestHeader(name: string, value: string): void {
    this.#sending?.setHeader(name, value)
  }

  getAllResponseHeaders(): string {
    return this.#headers
  }

  send(body: string | null): void {
    this.#sending?.on('response', (response) => {
      this.status = response.statusCode ?? 0
      this.statusText = response.statusMessage ?? ''
      const lines = Object.entries(response.headers).map(([name, value]) => `${name}: ${value}`)
      this.#headers = lines.join('\r\n')
      response.setEncoding('utf8')
      response.on('data', (text: string) => {
        this.responseText += text
      })
      response.on('end', () => this.#finish(this.onload))
    })
    this.#sending?.on('error', () => this.#finish(this.onerror))
    this.#sending?.end(body ?? '')
  }

  abort(): void {
    if (this.readyState === 4) return
    this.#finish(this.onabort)
    this.#sending?.destroy()
  }

  #finish(notify: () => void): void {
    if (this.readyState === 4) return
    this.readyState = 4
    this.onreadystatechange()
    notify()
  }
}
