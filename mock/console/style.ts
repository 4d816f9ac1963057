/** The page's style: dark or light, as the system is. */
export const style = `
:root { color-scheme: light dark; --ink: light-dark(#1c2024, #e8eaed); --dim: light-dark(#5b6470, #9aa4b0);
  --paper: light-dark(#f6f7f9, #14171a); --card: light-dark(#fff, #1d2125); --line: light-dark(#d9dee4, #343a41);
  --accent: light-dark(#0b5cad, #6db3f8); --good: light-dark(#19703a, #67c587); --bad: light-dark(#b3261e, #ff8a80); }
* { box-sizing: border-box }
body { margin: 0; background: var(--paper); color: var(--ink); font: 15px/1.45 system-ui, sans-serif }
header { position: sticky; top: 0; z-index: 1; display: flex; flex-wrap: wrap; gap: .5rem 1rem; align-items: center;
  padding: .6rem 1rem; background: var(--card); border-bottom: 1px solid var(--line) }
h1 { font-size: 1rem; margin: 0 auto 0 0 } h2 { font-size: .95rem; margin: 0 0 .5rem }
main { display: grid; gap: 1rem; padding: 1rem; max-width: 90rem; margin: 0 auto; grid-template-columns: repeat(2, minmax(0, 1fr)) }
section { background: var(--card); border: 1px solid var(--line); border-radius: .6rem; padding: .9rem; overflow-x: auto }
.wide { grid-column: 1 / -1 }
@media (max-width: 60rem) { main { grid-template-columns: minmax(0, 1fr) } }
table { border-collapse: collapse; width: 100% } th { text-align: left; font-weight: 600; color: var(--dim) }
th, td { padding: .3rem .6rem .3rem 0; border-bottom: 1px solid var(--line); vertical-align: top; white-space: nowrap }
tr:last-child td { border-bottom: 0 }
code, .code { font: 13px/1.4 ui-monospace, monospace } .totp { font-size: 1.1rem; letter-spacing: .12em }
button, select, input { font: inherit; color: inherit; background: var(--paper); border: 1px solid var(--line);
  border-radius: .4rem; padding: .2rem .6rem; min-height: 1.9rem } button { cursor: pointer }
button:hover { border-color: var(--accent) } input { width: 7rem }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px }
progress { width: 5rem; height: .4rem; accent-color: var(--accent) }
form, .row { display: flex; flex-wrap: wrap; gap: .5rem; align-items: center } form { margin-bottom: .6rem }
td .row { flex-wrap: nowrap }
.dim { color: var(--dim) } .good { color: var(--good) } .bad { color: var(--bad) }
#said { min-width: 14rem; color: var(--dim) }
.skip { position: absolute; left: -99rem } .skip:focus { left: 1rem }
@media (prefers-reduced-motion: no-preference) { button { transition: border-color .15s } }
`
