/** What a page offers to a service worker; the browser's own `navigator.serviceWorker` and `fetch`. */
export interface WorkerPage {
  readonly serviceWorker: unknown
  fetch(url: string): Promise<Response>
}

/**
 * Why the worker cannot start, in words that say what to do; `undefined` if its script is where it should be. Without this
 * a missing script shows as a MIME type error of the index page, which many servers send in its place.
 */
export async function workerProblem(url: string, page: WorkerPage): Promise<string | undefined> {
  if (page.serviceWorker === undefined || page.serviceWorker === null) {
    return 'This page has no service workers: open it on https: or on localhost, in a browser that is not in private mode.'
  }
  const remedy = `Run "npx msw init <the folder your server serves at /> --save" and look at ${url} in the browser.`
  let response: Response
  try {
    response = await page.fetch(url)
  } catch {
    return `The worker script ${url} cannot be fetched. ${remedy}`
  }
  if (!response.ok) return `There is no worker script at ${url}: the answer is ${response.status}. ${remedy}`
  const type = response.headers.get('content-type') ?? 'none'
  if (!/javascript/i.test(type))
    return `There is no worker script at ${url}: what is there is of type ${type}. ${remedy}`
  const text = await response.text()
  return text.includes('INTEGRITY_CHECKSUM') ? undefined : `The script at ${url} is not MSW's. ${remedy}`
}
