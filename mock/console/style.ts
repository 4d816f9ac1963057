/** The page's style: dark or light, as the system is. */
export const style = `
:root { color-scheme: light dark; --ink: light-dark(#1c2024, #e8eaed); --dim: light-dark(#5b6470, #a3adb8);
  --paper: light-dark(#f4f5f8, #121518); --card: light-dark(#fff, #1b1f24); --line: light-dark(#e0e4ea, #30363d);
  --accent: light-dark(#0b5cad, #6db3f8); --tint: light-dark(#eaf2fb, #1d2b3a);
  --good: light-dark(#17673a, #74d494); --bad: light-dark(#b3261e, #ff9a91);
  --good-tint: light-dark(#e5f5ea, #16301f); --bad-tint: light-dark(#fdecea, #3b1c1a) }
* { box-sizing: border-box } [hidden] { display: none !important }
html { scroll-padding-top: 4rem }
body { margin: 0; background: var(--paper); color: var(--ink); font: 14px/1.45 system-ui, sans-serif }
header { position: sticky; top: 0; z-index: 1; display: flex; flex-wrap: wrap; gap: .4rem .75rem; align-items: center;
  padding: .6rem 1.25rem; background: var(--card); border-bottom: 1px solid var(--line) }
h1 { font-size: 1rem; margin: 0 auto 0 0 } h2 { font-size: 1rem; margin: 0 0 .5rem }
main { display: grid; gap: 1rem; padding: 1rem 1.25rem; max-width: 86rem; margin: 0 auto; grid-template-columns: 2fr 3fr }
section { background: var(--card); border: 1px solid var(--line); border-radius: .75rem; padding: 1rem 1.1rem; min-width: 0 }
.wide { grid-column: 1 / -1 }
table { border-collapse: collapse; width: 100% }
th { text-align: left; font-weight: 600; font-size: .85em; color: var(--dim) }
header button { padding-inline: .45rem }
th, td { padding: .35rem .75rem .35rem 0; border-top: 1px solid var(--line); white-space: nowrap }
.long { white-space: normal; overflow-wrap: anywhere; min-width: var(--least) }
thead th { border: 0 }
td:last-child, th:last-child { padding-right: 0; text-align: right }
tr:has([open]) > td { vertical-align: top }
tbody tr:hover { background: color-mix(in srgb, var(--tint) 60%, transparent) }
code { font: .93em/1.4 ui-monospace, monospace } .totp { font-size: 1.15em; letter-spacing: .1em }
h3 { font-size: .85em; margin: .5rem 0 .2rem; color: var(--dim) }
button, select, input { font: inherit; color: inherit; background: var(--paper); border: 1px solid var(--line);
  border-radius: .45rem; padding: .15rem .6rem; min-height: 1.8rem } button { cursor: pointer }
button:hover { border-color: var(--accent) }
.copy { display: inline-flex; align-items: center; gap: .5rem; border-color: transparent; background: none;
  padding: .1rem .4rem; margin-left: -.4rem; text-align: left }
.copy::after { content: ''; flex: none; width: .5rem; height: .6rem; margin-top: .2rem; border: 1px solid var(--dim); border-radius: 2px;
  box-shadow: 3px -3px 0 -1px var(--card), 3px -3px 0 0 var(--dim); opacity: .5 }
.copy:hover, .copy:focus-visible { background: var(--tint) } .copy:hover::after, .copy:focus-visible::after { opacity: 1 }
[role=switch] { color: var(--bad); background: var(--bad-tint); border-radius: 1rem;
  border-color: color-mix(in srgb, currentColor 35%, transparent) }
[role=switch][aria-checked=true] { color: var(--good); background: var(--good-tint) }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 1px }
progress { width: 3.5rem; height: .4rem; accent-color: var(--accent) }
input[type=checkbox] { min-height: 0; accent-color: var(--accent) } label { max-width: 100% } label > select, label > input { max-width: 100% }
summary { cursor: pointer; min-height: 1.5rem } summary h2 { display: inline; margin: 0 } details > form { margin: .6rem 0 0 }
.exchange { max-width: 100%; padding: .2rem 0 .6rem } .exchange p { margin: .3rem 0 } .exchange pre + pre { margin-top: .2rem }
pre { margin: 0; padding: .4rem .6rem; max-height: 18rem; overflow: auto; white-space: pre-wrap; overflow-wrap: anywhere;
  background: var(--paper); border-radius: .45rem; font: .9em/1.4 ui-monospace, monospace }
[aria-pressed=true] { color: var(--accent); border-color: var(--accent) }
form, .row, .factors { display: flex; flex-wrap: wrap; gap: .35rem .6rem; align-items: center } form { margin-bottom: .75rem }
td:not(.long) > .row { flex-wrap: nowrap } td.long > .row { row-gap: 0 }
.dim { color: var(--dim) } p.dim { margin: .25rem 0 }
.pill { border-radius: 1rem; padding: .05rem .55rem; white-space: nowrap; font-size: .93em }
.pill.good { color: var(--good); background: var(--good-tint) } .pill.bad { color: var(--bad); background: var(--bad-tint) }
#said { position: fixed; z-index: 2; bottom: 1rem; left: 50%; translate: -50%; margin: 0; padding: .5rem 1rem; max-width: calc(100% - 2rem);
  border-radius: .6rem; overflow-wrap: anywhere; pointer-events: none; color: var(--paper); background: var(--ink) }
#said.wrong { color: var(--bad); background: var(--bad-tint); outline: 1px solid } #said:empty { opacity: 0 }
.copied { color: var(--good); background: var(--good-tint) !important }
.copied.copy::after { content: '✓'; margin: 0; border: 0; box-shadow: none; line-height: .6rem; opacity: 1 }
.offscreen { position: fixed; left: -99rem }
.skip { position: absolute; z-index: 2; left: -99rem } .skip:focus { left: .5rem; top: .5rem; padding: .4rem .8rem; background: var(--card) }
@media (max-width: 75rem) { main { grid-template-columns: minmax(0, 1fr) } header, main { padding-inline: .75rem } }
@media (max-width: 62rem) { header { position: static }
  table, tbody, td { display: block } thead { display: none } tr { border-top: 1px solid var(--line); padding: .4rem 0 }
  tr { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(19rem, 100%), 1fr)); column-gap: 1rem; align-items: baseline }
  td, td:last-child { display: flex; align-items: baseline; gap: .5rem; border: 0; padding: .1rem 0; min-width: 0; text-align: left }
  td:empty { display: none } td::before { content: attr(data-head); flex: 0 0 6.5rem; color: var(--dim) } .long > * { min-width: 0 }
  #journal tr { display: flex; flex-wrap: wrap; align-items: center } #journal td::before { content: none } #journal .long { order: 1; flex-basis: 100% }
  #journal td:last-child { margin-left: auto } }
@media (max-width: 40rem) { body { font-size: 13px } header { gap: .3rem .4rem; padding-block: .4rem }
  header .row { gap: .3rem } header button { padding-inline: .25rem } button, select, input { min-height: 24px } [name=times] { width: 5rem }
  main { gap: .5rem; padding-block: .5rem } section { padding: .4rem .75rem } progress { width: 1.5rem } .totp { font-size: 1em; letter-spacing: 0 } tr button { padding: 0 .4rem }
  h2 { margin: 0 0 .2rem } form { margin-bottom: .2rem }
  section:has(> div > p.dim:not([hidden])):not(:has(form)) { display: flex; gap: .75rem; align-items: baseline } section > div > p.dim { margin: 0 }
  tr, #journal tr { display: flex; flex-wrap: wrap; align-items: center; gap: 0 .5rem; padding: .15rem 0 }
  td, td:last-child { padding: 0 } td::before { content: none } .long { min-width: 0 }
  #users tr > :is([data-head=Password], [data-head=Tenants], [data-head='Second factor']) { order: 1 }
  #users [data-head='Log in'] { margin-left: auto } #users [data-head=Tenants] { color: var(--dim) } #users [data-head=Password] { flex: 0 1 auto }
  #users tr::after { content: ''; flex-basis: 100% } #users .dim { display: none } #users .factors > .dim { display: inline }
  #journal tr > * { order: 1 } #journal [data-head='#'] { display: none } #journal [data-head=Body] { flex: 1 1 50% }
  #journal [data-head=Request] { order: 0; flex: 1 1 50% } #journal :is([data-head=At], [data-head=Status]) { order: 0 }
  #journal tr:has([open]) :is([data-head=At], [data-head=Status]) { order: -1 } #journal [data-head=Request]:has([open]) { flex-basis: 100% }
  #sessions [data-head=Refreshes]::before { content: 'refreshes'; flex: none } }
@media (prefers-reduced-motion: no-preference) { button { transition: border-color .15s, background-color .15s } }
`
