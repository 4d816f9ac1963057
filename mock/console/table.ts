/** The part of the page's script that renders lists as tables. It keeps unchanged rows, with their focus and selection. */
export const tableScript: string = `
// A column is [head], whose cells do not wrap; or [head, least], for long texts, at least that many rem wide.
const head = ([name]) => el('th', { scope: 'col' }, name)
const cell = ([name, least], inner) => el('td', { 'data-head': name, ...(least && { className: 'long', style: '--least: ' + least + 'rem' }) }, inner)
function tableIn(id, columns, cellsOf, empty) {
  const none = el('p', { className: 'dim', hidden: true }, empty)
  const body = el('tbody')
  const table = el('table', { hidden: true }, el('thead', {}, el('tr', {}, ...columns.map(head))), body)
  $(id).append(none, table)
  let rows = new Map()
  return (list) => {
    const { activeElement: active } = document
    const key = body.contains(active) ? active.dataset.key : undefined
    const before = rows
    rows = new Map(list.map((each) => {
      const text = JSON.stringify(each)
      return [text, before.get(text) ?? el('tr', {}, ...cellsOf(each).map((inner, i) => cell(columns[i], inner)))]
    }))
    for (const [text, row] of before) if (!rows.has(text)) row.remove()
    let next = body.firstChild
    for (const row of rows.values()) {
      if (row === next) next = row.nextSibling
      else body.insertBefore(row, next)
    }
    none.hidden = rows.size > 0
    table.hidden = rows.size === 0
    if (key === undefined || active.isConnected) return
    const successor = body.querySelector('[data-key="' + CSS.escape(key) + '"]') ?? $(id)
    successor.focus({ preventScroll: true })
  }
}
`
