/** The part of the page's script that opens a request of the journal. Its secrets, which are fake, are shown after a click. */
export const exchangeScript: string = String.raw`
const isSecret = (name) => /token|password|secret|code|^input$/i.test(name)
function masked(value, name = '') {
  if (Array.isArray(value)) return value.map((each) => masked(each, name))
  if (value !== null && typeof value === 'object') return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, masked(each, key)]))
  return isSecret(name) && value !== null ? '•••' : value
}
function bodyShown(text, showsSecrets) {
  if (!text) return text === null ? 'none' : 'empty'
  try {
    const value = JSON.parse(text)
    return JSON.stringify(showsSecrets ? value : masked(value), null, 2)
  } catch { return showsSecrets ? text : 'not whole JSON, ' + text.length + ' characters: shown with the secrets' }
}
const decided = ({ rule }, { fault }) => fault !== null ? 'fault ' + fault : rule === null ? 'no rule refused it' : /^(routing|validation)$/.test(rule) ? rule : 'policy.refusals.' + rule
function exchangeOf(each, exchange) {
  const { requestBody, responseHeaders, responseBody, durationMs } = exchange
  const sent = el('pre', {}), got = el('pre', {})
  const fill = (showsSecrets) => {
    sent.textContent = bodyShown(requestBody, showsSecrets)
    got.textContent = bodyShown(responseBody, showsSecrets)
    toggle.setAttribute('aria-pressed', String(showsSecrets))
  }
  const toggle = button('secrets ' + each.id, 'Show secrets', () => fill(toggle.getAttribute('aria-pressed') !== 'true'))
  fill(false)
  const headers = Object.entries(responseHeaders ?? {}).map(([name, value]) => name + ': ' + value).join('\n') || 'none'
  return [
    el('p', { className: 'row' }, dim('took'), durationMs === null ? 'no answer' : durationMs + ' ms', dim('decided by'), decided(exchange, each), toggle),
    el('h3', {}, 'Request'), sent, el('h3', {}, 'Answer'), el('pre', {}, headers), got,
  ]
}
// A long path breaks at its slashes.
const brokenPath = ({ method, path }) => [method + ' ', ...path.split(/(?<=.\/)/).flatMap((part) => [part, el('wbr')])]
function request(each) {
  const inner = el('div', { className: 'exchange' })
  const open = async () => {
    if (!node.open) return
    try { inner.replaceChildren(...exchangeOf(each, await call('GET', 'exchanges?id=' + each.id))) }
    catch (error) { inner.replaceChildren(dim(error.message)) }
  }
  const node = el('details', { ontoggle: open }, el('summary', { key: 'request ' + each.id }, ...brokenPath(each)), inner)
  return node
}
`
