import { curlScript } from './curl.ts'

/** What the page does: it asks the control API once a second while it is seen, and redraws only what has changed. */
export const script: string = String.raw`
const $ = (id) => document.getElementById(id)
const base = location.pathname.replace(/__mock__\/?$/, '')
const at = (name) => base + '__mock__/' + name
const say = (text) => { $('said').textContent = text }
async function call(method, name, body) {
  const init = { method }
  if (body !== undefined) { init.body = JSON.stringify(body); init.headers = { 'content-type': 'application/json' } }
  const response = await fetch(at(name), init)
  const answer = await response.json()
  if (!response.ok) { say(answer.detail); throw new Error(answer.detail) }
  return answer
}
function el(tag, props, ...inner) {
  const node = document.createElement(tag)
  for (const [name, value] of Object.entries(props || {})) {
    if (name.startsWith('on')) node.addEventListener(name.slice(2), value)
    else if (name === 'key') node.dataset.key = value
    else if (name in node && name !== 'list') node[name] = value
    else node.setAttribute(name, value)
  }
  node.append(...inner.filter((each) => each !== null && each !== undefined))
  return node
}
async function copy(text, what) {
  try { await navigator.clipboard.writeText(text); say(what + ' copied') } catch { prompt('Copy ' + what, text) }
}
const button = (key, label, onclick, title) =>
  el('button', { type: 'button', key, onclick, title: title || label, 'aria-label': title || label }, label)
const copyable = (key, text, what) =>
  el('button', { type: 'button', key, className: 'copy', onclick: () => copy(text, what), title: 'Copy the ' + what, 'aria-label': 'Copy the ' + what + ' ' + text }, el('code', {}, text))
const dim = (text) => el('span', { className: 'dim' }, text)
const time = (ms) => new Date(ms).toISOString().replace('T', ' ').slice(0, 19)
const act = (done, ...args) => async () => { await call(...args); say(done); await refresh() }

${curlScript}
const drawn = {}
function draw(id, data, make) {
  const text = JSON.stringify(data)
  if (drawn[id] === text) return
  drawn[id] = text
  const focused = document.activeElement && document.activeElement.dataset.key
  $(id).replaceChildren(make(data))
  if (focused) $(id).querySelector('[data-key="' + CSS.escape(focused) + '"]')?.focus()
}
function table(heads, rows, empty) {
  if (rows.length === 0) return el('p', { className: 'dim' }, empty)
  const cell = (inner, i) => el('td', { 'data-head': heads[i] }, inner)
  return el('table', {}, el('thead', {}, el('tr', {}, ...heads.map((head) => el('th', { scope: 'col' }, head)))),
    el('tbody', {}, ...rows.map((cells) => el('tr', {}, ...cells.map(cell)))))
}

const totps = new Map()
function factors(user) {
  if (user.mfa.length === 0) return dim('none')
  const shown = { totp: () => totpCode(user), backup_code: () => backupCode(user), email: () => dim('by e-mail') }
  return el('span', { className: 'factors' }, ...user.mfa.map((method) => shown[method]()))
}
function totpCode(user) {
  const code = el('code', { className: 'totp' }, '······')
  const left = el('progress', { max: 30, value: 0, 'aria-label': 'time left of the code' })
  const title = 'Copy the TOTP code of ' + user.email
  totps.set(user.email, { code, left })
  return el('button', { type: 'button', key: 'totp ' + user.email, className: 'copy', title, 'aria-label': title, onclick: () => copy(code.textContent, 'code') }, code, left)
}
const backupCode = ({ email, backupCodes: [code] }) =>
  code === undefined ? dim('no backup code left') : copyable('backup ' + email, code, 'backup code')
async function tick() {
  for (const [email, totp] of totps) {
    // Each time, because a code that was used gives way to the next one.
    const { code, validForMs } = await call('GET', 'totp?email=' + encodeURIComponent(email))
    totp.code.textContent = code
    totp.left.max = Math.max(30, Math.ceil(validForMs / 1000))
    totp.left.value = validForMs / 1000
    totp.left.title = Math.ceil(totp.left.value) + ' s left'
  }
}
function statusSwitch({ email, status }) {
  const isActive = status === 'ACTIVE'
  const change = act(email + (isActive ? ' is suspended' : ' is active'), 'PATCH', 'users?email=' + encodeURIComponent(email), { status: isActive ? 'SUSPENDED' : 'ACTIVE' })
  const node = button('status ' + email, isActive ? 'active' : 'suspended', change, email + ' may log in')
  node.setAttribute('role', 'switch')
  node.setAttribute('aria-checked', String(isActive))
  return node
}
function users(list) {
  totps.clear()
  return table(['E-mail', 'Password', 'Tenants', 'Second factor', 'Log in', 'Status'], list.map((user) => [
    copyable('email ' + user.email, user.email, 'e-mail'),
    copyable('password ' + user.email, user.password, 'password'),
    user.tenants.map((tenant) => tenant.slug).join(', '),
    factors(user),
    button('curl ' + user.email, 'curl', () => copy(loginLines(user), 'curl lines'), 'Copy curl lines that log in as ' + user.email),
    statusSwitch(user),
  ]), 'No users')
}
const outbox = (list) => table(['To', 'Code', 'Sent'], list.toReversed().slice(0, 20).map((mail, i) =>
  [mail.to, copyable('mail ' + i, mail.code, 'code'), time(mail.atMs)]), 'Nothing was e-mailed yet')
const sessions = (list) => table(['User', 'Tenant', 'Since', 'Refreshes', 'State', 'Family'], list.slice(0, 30).map((each) =>
  [each.email, each.tenant, time(each.startedAtMs), String(each.refreshes), pill(each.status, each.status === 'live'), el('code', {}, each.id)]), 'Nobody is logged in')
const pill = (text, isGood) => el('span', { className: 'pill ' + (isGood ? 'good' : 'bad') }, text)
const fields = (body) => el('code', { className: 'dim' }, Object.entries(body || {}).map(([name, value]) => name + ': ' + value).join('  '))
const journal = (list) => table(['#', 'At', 'Request', 'Status', 'Body', ''], list.toReversed().slice(0, 50).map((each) => [
  String(each.id), time(each.atMs).slice(11), each.method + ' ' + each.path,
  el('span', { className: 'row' }, pill(each.status === null ? 'no answer' : String(each.status), each.status !== null && each.status < 400), each.fault === null ? null : dim('fault ' + each.fault)),
  fields(each.body), button('again ' + each.id, 'curl', () => copy(requestLine(each), 'curl line'), 'Copy request ' + each.id + ' as a curl line; its secrets are left out'),
]), 'No requests yet')
const faults = ([list, unfired]) => table(['#', 'On', 'Then', 'Left', 'Played', ''], list.map((each) => [
  String(each.id), each.operation, el('code', {}, JSON.stringify(each.then)), String(each.remaining), unfired.some(({ id }) => id === each.id) ? dim('not yet') : 'yes',
  button('fault ' + each.id, 'remove', act('fault removed', 'DELETE', 'faults?id=' + each.id), 'Remove fault ' + each.id)]), 'No faults are planned')

async function refresh() {
  const [u, o, s, r, c, ...f] = await Promise.all(['users', 'outbox', 'sessions', 'requests', 'clock', 'faults', 'faults/unfired'].map((name) => call('GET', name)))
  draw('users', u, users); draw('outbox', o, outbox); draw('sessions', s, sessions); draw('journal', r, journal); draw('faults', f, faults)
  $('now').textContent = time(c.nowMs)
  await tick()
}
for (const each of document.querySelectorAll('[data-advance]')) {
  each.addEventListener('click', async () => {
    await call('POST', 'clock', { advanceMs: Number(each.dataset.advance) })
    say('clock moved'); await refresh()
  })
}
$('reset').addEventListener('click', act('back at the beginning', 'POST', 'reset'))
$('rotate').addEventListener('click', act('new signing keys', 'POST', 'keys', {}))
$('fault').addEventListener('submit', async (event) => {
  event.preventDefault()
  const { operation, outcome, times } = Object.fromEntries(new FormData(event.target))
  await call('POST', 'faults', { operation, times: times === 'always' ? 'always' : Number(times), then: JSON.parse(outcome) })
  say('fault planned'); await refresh()
})
async function loop() {
  try { if (!document.hidden) await refresh() } catch (error) { say('no answer: ' + error.message) }
  setTimeout(loop, 1000)
}
void loop()
`
