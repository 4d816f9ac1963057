/** The part of the page's script that chooses a portal, filters rows, adds users and changes the policy. */
export const controlsScript: string = String.raw`
async function showPortals() {
  const keys = await (await fetch(root + '__mock__/portals')).json()
  const select = $('portals')
  if (select.dataset.keys === keys.join()) return
  select.dataset.keys = keys.join()
  select.replaceChildren(el('option', { value: '' }, 'shared'), ...keys.map((key) => el('option', { value: key }, key)))
  select.value = ownKey
}
$('portals').addEventListener('change', ({ target }) => {
  location.assign(root + (target.value === '' ? '' : 'p/' + target.value + '/') + '__mock__/')
})
function applyFilter() {
  const wanted = $('filter').value.trim().toLowerCase()
  const rows = [...document.querySelectorAll('tbody tr')]
  for (const row of rows) row.hidden = !row.textContent.toLowerCase().includes(wanted)
  return rows.filter((row) => !row.hidden).length + ' of ' + rows.length + ' rows'
}
$('filter').addEventListener('input', () => say(applyFilter()))
$('user').addEventListener('submit', async (event) => {
  event.preventDefault()
  const form = new FormData(event.target)
  const tenants = form.get('tenants').split(/[\s,]+/).filter(Boolean)
  const { email } = await call('POST', 'users', { email: form.get('email'), password: form.get('password'), mfa: form.getAll('mfa'), ...(tenants.length > 0 && { tenants }) })
  event.target.reset()
  say(email + ' added'); await refresh()
})
let policy = {}
const chosen = () => $('policy').elements.option.value.split('.')
function showOption() {
  const [area, name] = chosen()
  $('policy').elements.value.value = JSON.stringify(policy[area][name])
}
async function showPolicy() {
  policy = await call('GET', 'policy')
  const { option } = $('policy').elements
  const names = Object.entries(policy).flatMap(([area, options]) => Object.keys(options).map((name) => area + '.' + name))
  if (option.options.length === 0) option.replaceChildren(...names.map((name) => el('option', {}, name)))
  showOption()
}
$('policy').elements.option.addEventListener('change', showOption)
$('h-policy').closest('details').addEventListener('toggle', showPolicy)
$('policy').addEventListener('submit', async (event) => {
  event.preventDefault()
  const [area, name] = chosen()
  let value
  try { value = JSON.parse(event.target.elements.value.value) } catch { return say('the value must be JSON, such as 5, true or "text"', true) }
  policy = await call('PATCH', 'policy', { [area]: { [name]: value } })
  showOption(); say(area + '.' + name + ' changed')
})
`
