/** What a page offers to a service worker; the browser's own `navigator.serviceWorker` and `fetch`. */
export interface WorkerPage {
  readonly serviceWorker: unknown
  fetch(url: string): Promise<Response>
}

/**
 * Says why the worker cannot start and what to do about it; `undefined` if its script is where it should be. Without this
 * check a missing script shows as a MIME type error, because many servers send the index page in its place.
 */
export async function workerProblem(url: string, page: WorkerPage): Promise<string | undefined> {
  if (page.serviceWorker === undefined || page.serviceWorker === null) {
    return 'this page cannot have a service worker; open it on https: or on localhost, in a browser that is not in private mode'
  }
  const remedy = `run "npx scaikey-portal-mock init <the folder your server serves at />", then open ${url} in the browser`
  let response: Response
  try {
    response = await page.fetch(url)
  } catch {
    return `the worker script ${url} cannot be fetched; ${remedy}`
  }
  if (!response.ok) return `no worker script at ${url}: the server answered ${response.status}; ${remedy}`
  const type = response.headers.get('content-type') ?? 'none'
  if (!/javascript/i.test(type)) {
    return `no worker script at ${url}: the server answered with content type ${type}; ${remedy}`
  }
  const text = await response.text()
  return text.includes('INTEGRITY_CHECKSUM') ? undefined : `the script at ${url} is not MSW's; ${remedy}`
}
