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
const copyable = (key, text, what) => el('span', { className: 'row' }, el('code', {}, text), button(key, 'copy', () => copy(text, what), 'Copy ' + what))
const time = (ms) => new Date(ms).toISOString().replace('T', ' ').slice(0, 19)
const shell = (text) => "'" + text.replaceAll("'", "'\\''") + "'"
const curl = (path, body) => 'curl -s ' + location.origin + base + path + " -H 'content-type: application/json' -d " + shell(JSON.stringify(body))
const act = (done, ...args) => async () => { await call(...args); say(done); await refresh() }

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
  return el('table', {}, el('thead', {}, el('tr', {}, ...heads.map((head) => el('th', { scope: 'col' }, head)))),
    el('tbody', {}, ...rows.map((cells) => el('tr', {}, ...cells.map((cell) => el('td', {}, cell))))))
}

const totps = new Map()
function totpCell(user) {
  if (!user.mfa.includes('totp')) return el('span', { className: 'dim' }, user.mfa.join(', ') || 'none')
  const code = el('code', { className: 'totp' }, '······')
  const left = el('progress', { max: 30, value: 0, 'aria-label': 'seconds left of the code' })
  totps.set(user.email, { code, left })
  return el('span', { className: 'row' }, code, left, button('totp ' + user.email, 'copy', () => copy(code.textContent, 'code'), 'Copy the TOTP code of ' + user.email),
    user.mfa.length > 1 ? el('span', { className: 'dim' }, '+ ' + user.mfa.filter((each) => each !== 'totp').join(', ')) : null)
}
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
function users(list) {
  totps.clear()
  return table(['E-mail', 'Password', 'Tenants', 'Second factor', 'Backup code', 'Status', ''], list.map((user) => [
    copyable('email ' + user.email, user.email, 'e-mail'),
    copyable('password ' + user.email, user.password, 'password'),
    user.tenants.map((tenant) => tenant.slug).join(', '),
    totpCell(user),
    user.backupCodes && user.backupCodes[0] ? copyable('backup ' + user.email, user.backupCodes[0], 'backup code') : '',
    button('status ' + user.email, user.status, act('status changed', 'PATCH', 'users?email=' + encodeURIComponent(user.email), { status: user.status === 'ACTIVE' ? 'SUSPENDED' : 'ACTIVE' }),
      user.email + ' is ' + user.status + '; press to change'),
    button('curl ' + user.email, 'curl', () => copy(curl('api/v1/auth/login', { email: user.email, password: user.password, tenant_id: user.tenants[0].id }), 'curl line'), 'Copy a curl line that logs in as ' + user.email),
  ]), 'No users')
}
const outbox = (list) => table(['To', 'Code', 'Sent'], list.toReversed().slice(0, 20).map((mail, i) =>
  [mail.to, copyable('mail ' + i, mail.code, 'code'), time(mail.atMs)]), 'Nothing was e-mailed yet')
const sessions = (list) => table(['User', 'Tenant', 'Since', 'Refreshes', 'State', 'Family'], list.slice(0, 30).map((each) =>
  [each.email, each.tenant, time(each.startedAtMs), String(each.refreshes), el('span', { className: each.status === 'live' ? 'good' : 'bad' }, each.status), el('code', {}, each.id)]), 'Nobody is logged in')
const journal = (list) => table(['#', 'At', 'Request', 'Status', 'Body'], list.toReversed().slice(0, 50).map((each) =>
  [String(each.id), time(each.atMs).slice(11), each.method + ' ' + each.path, el('span', { className: each.status < 400 && each.status ? 'good' : 'bad' }, each.status === null ? 'no answer' : String(each.status), each.fault ? ' (fault ' + each.fault + ')' : ''), el('code', { className: 'dim' }, each.body ? JSON.stringify(each.body).slice(0, 120) : '')]), 'No requests yet')
const faults = (list) => table(['#', 'On', 'Then', 'Left', ''], list.map((each) =>
  [String(each.id), each.operation, el('code', {}, JSON.stringify(each.then)), String(each.remaining), button('fault ' + each.id, 'remove', act('fault removed', 'DELETE', 'faults?id=' + each.id), 'Remove fault ' + each.id)]), 'No faults are planned')

async function refresh() {
  const [u, o, s, r, f, c] = await Promise.all(['users', 'outbox', 'sessions', 'requests', 'faults', 'clock'].map((name) => call('GET', name)))
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
