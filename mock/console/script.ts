import { controlsScript } from './controls.ts'
import { curlScript } from './curl.ts'
import { exchangeScript } from './exchange.ts'
import { tableScript } from './table.ts'

/** The page's script. While the page is visible it polls the control API once a second and redraws only changes. */
export const script: string = String.raw`
const $ = (id) => document.getElementById(id)
const base = location.pathname.replace(/__mock__\/?$/, '')
// The page of the shared portal, and the key of this one.
const [, root, ownKey = ''] = /^(.*?\/)(?:p\/([^/]+)\/)?$/.exec(base)
const at = (name) => base + '__mock__/' + name
let quiet
function say(text, isWrong = false) {
  const said = $('said')
  // An error that repeats each second is announced once.
  if (said.textContent !== text) said.textContent = text
  said.classList.toggle('wrong', isWrong)
  clearTimeout(quiet)
  quiet = setTimeout(() => { said.textContent = '' }, 4000)
}
async function call(method, name, body) {
  const init = { method }
  if (body !== undefined) { init.body = JSON.stringify(body); init.headers = { 'content-type': 'application/json' } }
  const response = await fetch(at(name), init)
  const answer = await response.json()
  if (!response.ok) { say(answer.detail, true); throw new Error(answer.detail) }
  return answer
}
function el(tag, props, ...inner) {
  const node = document.createElement(tag)
  for (const [name, value] of Object.entries(props || {})) {
    if (value === undefined) continue
    if (name.startsWith('on')) node.addEventListener(name.slice(2), value)
    else if (name === 'key') node.dataset.key = value
    else if (name in node && name !== 'list') node[name] = value
    else node.setAttribute(name, value)
  }
  node.append(...inner.filter((each) => each !== null && each !== undefined))
  return node
}
async function copy(text, what, button) {
  try { await navigator.clipboard.writeText(text) } catch {
    // Only HTTPS and localhost have a clipboard. A prompt would lose the line ends.
    const area = el('textarea', { value: text, readOnly: true, className: 'offscreen' })
    document.body.append(area)
    area.select()
    const isCopied = document.execCommand('copy')
    area.remove()
    button.focus({ preventScroll: true })
    if (!isCopied) return say('the browser does not allow this page to copy', true)
  }
  say(what + ' copied')
  button.classList.add('copied')
  setTimeout(() => button.classList.remove('copied'), 1500)
}
const button = (key, label, onclick, title) =>
  el('button', { type: 'button', key, onclick, title, 'aria-label': title }, label)
const curl = (key, lines, what, title) => button(key, 'curl', ({ currentTarget }) => copy(lines(), what, currentTarget), title)
const copyable = (key, text, what) => {
  const title = 'Copy the ' + what
  const onclick = ({ currentTarget }) => copy(text, what, currentTarget)
  return el('button', { type: 'button', key, className: 'copy', onclick, title, 'aria-label': title + ' ' + text }, el('code', {}, text))
}
const dim = (text) => el('span', { className: 'dim' }, text)
const time = (ms) => new Date(ms).toISOString().replace('T', ' ').slice(0, 19)
const act = (done, ...args) => async () => { await call(...args); say(done); await refresh() }

${curlScript}
${tableScript}
${exchangeScript}
const totps = new Map()
function factors(user) {
  if (user.mfa.length === 0) return dim('none')
  const shown = { totp: () => totpCode(user), backup_code: () => backupCode(user), email: () => dim('by e-mail') }
  return el('span', { className: 'factors' }, ...user.mfa.map((method) => shown[method]()))
}
function totpCode(user) {
  const before = totps.get(user.email)
  const code = el('code', { className: 'totp' }, before?.code.textContent ?? '······')
  const left = el('progress', { max: 30, value: before?.left.value ?? 0, 'aria-label': 'time left of the code' })
  const title = 'Copy the TOTP code of ' + user.email
  totps.set(user.email, { code, left })
  const onclick = ({ currentTarget }) => copy(code.textContent, 'code', currentTarget)
  // Its name is its content: the code changes, and is what is heard.
  return el('button', { type: 'button', key: 'totp ' + user.email, className: 'copy', title, onclick }, code, left)
}
const backupCode = ({ email, backupCodes: [code] }) =>
  code === undefined ? dim('no backup code left') : copyable('backup ' + email, code, 'backup code')
async function tick() {
  for (const [email, totp] of totps) {
    if (!totp.code.isConnected) { totps.delete(email); continue }
    // Each time, because a used code is replaced by the next one.
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
const users = tableIn('users', [['E-mail', 13.25], ['Password', 12.25], ['Tenants', 10.25], ['Second factor'], ['Log in'], ['Status']], (user) => [
  copyable('email ' + user.email, user.email, 'e-mail'),
  copyable('password ' + user.email, user.password, 'password'),
  user.tenants.map((tenant) => tenant.slug).join(', '),
  factors(user),
  curl('curl ' + user.email, () => loginLines(user), 'curl lines', 'Copy curl lines that log in as ' + user.email),
  statusSwitch(user),
], 'No users')
const outbox = tableIn('outbox', [['To', 9], ['Code'], ['Sent']], (mail) =>
  [mail.to, copyable('mail ' + mail.atMs + ' ' + mail.to, mail.code, 'code'), time(mail.atMs)], 'No e-mails yet')
const sessions = tableIn('sessions', [['User', 11], ['Tenant', 6], ['Since'], ['Refreshes'], ['State'], ['Family'], ['End']], (each) => [
  each.email, each.tenant, time(each.startedAtMs), String(each.refreshes), pill(each.status, each.status === 'live' || each.status === 'logout'), el('code', {}, each.id),
  each.status === 'live' ? button('end ' + each.id, 'end', act('session ended', 'DELETE', 'sessions?id=' + each.id), 'End the session of ' + each.email) : '',
], 'No sessions yet')
const pill = (text, isGood) => el('span', { className: 'pill ' + (isGood ? 'good' : 'bad') }, text)
const fields = (body) => body && el('code', { className: 'row' }, ...Object.entries(body).map(([name, value]) => el('span', {}, dim(name + ': '), value === '[redacted]' ? '•••' : String(value))))
const journal = tableIn('journal', [['#'], ['At'], ['Request', 17], ['Status'], ['Body', 10], ['Copy']], (each) => [
  String(each.id), time(each.atMs).slice(11), request(each),
  el('span', { className: 'row' }, pill(each.status === null ? 'no answer' : String(each.status), each.status !== null && each.status < 400), each.fault === null ? null : dim('fault ' + each.fault)),
  fields(each.body), curl('again ' + each.id, () => requestLine(each), 'curl line', 'Copy request ' + each.id + ' as a curl line; its secrets are left out'),
], 'No requests yet')
// A fault of the form keeps the label of the form.
const option = (name, value) => [...$('fault').elements[name].options].find((each) => each.value === value)?.text
const outcome = (text) => option('outcome', text) ?? el('code', {}, text)
const faults = tableIn('faults', [['#'], ['On'], ['Then', 8], ['Left'], ['Played'], ['Remove']], ({ isPlayed, ...each }) => [
  String(each.id), option('operation', each.operation), outcome(JSON.stringify(each.then)), String(each.remaining), isPlayed ? 'yes' : dim('not yet'),
  button('fault ' + each.id, 'remove', act('fault removed', 'DELETE', 'faults?id=' + each.id), 'Remove fault ' + each.id)], 'No faults are planned')

async function refresh() {
  const [u, o, s, r, c, f, unfired] = await Promise.all(['users', 'outbox', 'sessions', 'requests?last=50', 'clock', 'faults', 'faults/unfired'].map((name) => call('GET', name)))
  users(u); outbox(o.toReversed().slice(0, 20)); sessions(s.slice(0, 30)); journal(r.toReversed())
  faults(f.map((each) => ({ ...each, isPlayed: !unfired.some(({ id }) => id === each.id) })))
  $('now').textContent = time(c.nowMs)
  applyFilter()
  await showPortals()
  await tick()
}
for (const each of document.querySelectorAll('[data-advance]')) {
  each.addEventListener('click', async () => {
    await call('POST', 'clock', { advanceMs: Number(each.dataset.advance) })
    say('clock moved'); await refresh()
  })
}
${controlsScript}
$('reset').addEventListener('click', act('portal reset', 'POST', 'reset'))
$('rotate').addEventListener('click', act('new signing keys', 'POST', 'keys', {}))
$('fault').addEventListener('submit', async (event) => {
  event.preventDefault()
  const { operation, outcome, times } = Object.fromEntries(new FormData(event.target))
  await call('POST', 'faults', { operation, times: times === 'always' ? 'always' : Number(times), then: JSON.parse(outcome) })
  say('fault planned'); await refresh()
})
async function loop() {
  try { if (!document.hidden) await refresh() } catch (error) { say('no answer: ' + error.message, true) }
  setTimeout(loop, 1000)
}
void loop()
`
