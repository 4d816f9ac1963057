import { request } from 'node:http'

/** An answer as it arrives. */
export interface RawAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | undefined>>
  readonly body: string
}

/** Sends a request with headers that `fetch` does not let its caller choose: `Host`, `Sec-Fetch-Site`. */
export function rawRequest(
  url: string,
  { method = 'GET', headers = {}, body }: { method?: string; headers?: Record<string, string>; body?: string } = {},
): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { method, headers }, (response) => {
      let text = ''
      response.setEncoding('utf8')
      response.on('data', (chunk: string) => (text += chunk))
      response.once('end', () => {
        const { statusCode = 0, headers } = response
        resolve({ status: statusCode, headers: headers as RawAnswer['headers'], body: text })
      })
    })
    sent.once('error', reject)
    sent.end(body)
  })
}
