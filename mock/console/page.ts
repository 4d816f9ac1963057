import { dayMs, hourMs, minuteMs, secondMs } from '../base/duration.ts'
import { routes } from '../endpoints/routes.ts'
import { script } from './script.ts'
import { style } from './style.ts'

const operations = ['*', ...routes.map(({ operation }) => operation)]
const outcomes: readonly (readonly [label: string, then: unknown])[] = [
  ['503, retry after 5 s', { status: 503, headers: { 'retry-after': '5' } }],
  ['429, retry after 30 s', { status: 429, headers: { 'retry-after': '30' } }],
  ['500', { status: 500 }],
  ['2 s late', { delayMs: 2 * secondMs }],
  ['network error', 'network-error'],
  ['answer lost', 'lose-response'],
  ['connection reset', 'connection-reset'],
  ['body truncated', 'truncated-body'],
  ['malformed JSON', 'malformed-json'],
  ['token expired on arrival', 'expired-token'],
  ['clock an hour ahead', { clockSkewMs: hourMs }],
]

const attribute = (value: unknown): string =>
  JSON.stringify(value).replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;')

/** The page at `/__mock__/`: one document, which loads only data of the control API. */
export const consolePage: string = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>ScaiKey portal mock</title>
<link rel="icon" href="data:,">
<style>${style}</style>
<a class="skip" href="#users">To the users</a>
<header>
  <h1>ScaiKey portal mock</h1>
  <label>Portal <select id="portals"></select></label>
  <label>Filter <input type="search" id="filter" placeholder="any text" size="12"></label>
  <span>Clock <code id="now">…</code> UTC</span>
  <span class="row" role="group" aria-label="Move the clock">
    <button type="button" data-advance="${30 * secondMs}">+30 s</button>
    <button type="button" data-advance="${10 * minuteMs}">+10 min</button>
    <button type="button" data-advance="${hourMs}">+1 h</button>
    <button type="button" data-advance="${dayMs}">+1 day</button>
  </span>
  <button type="button" id="rotate">Rotate keys</button>
  <button type="button" id="reset">Reset</button>
</header>
<main>
  <section class="wide" aria-labelledby="h-users"><h2 id="h-users">Users</h2><div id="users" tabindex="-1"></div>
    <details><summary>Add a user</summary>
      <form id="user">
        <label>E-mail <input type="email" name="email" required autocomplete="off"></label>
        <label>Password <input name="password" required autocomplete="off"></label>
        <label>Tenants <input name="tenants" placeholder="acme, globex" autocomplete="off"></label>
        <span class="row" role="group" aria-label="Second factors">
          <label><input type="checkbox" name="mfa" value="totp"> totp</label>
          <label><input type="checkbox" name="mfa" value="email"> e-mail</label>
          <label><input type="checkbox" name="mfa" value="backup_code"> backup code</label>
        </span>
        <button>Add</button>
      </form>
    </details>
  </section>
  <section aria-labelledby="h-outbox"><h2 id="h-outbox">Outbox</h2><div id="outbox" tabindex="-1"></div></section>
  <section aria-labelledby="h-faults"><h2 id="h-faults">Faults</h2>
    <form id="fault">
      <label>On <select name="operation">${operations
        .map((name) => `<option value="${name}">${name === '*' ? 'any request' : name}</option>`)
        .join('')}</select></label>
      <label>then <select name="outcome">${outcomes
        .map(([label, then]) => `<option value="${attribute(then)}">${label}</option>`)
        .join('')}</select></label>
      <label>times <select name="times"><option>1<option>2<option>3<option>always</select></label>
      <button>Plan</button>
    </form>
    <div id="faults" tabindex="-1"></div>
  </section>
  <section class="wide" aria-labelledby="h-sessions"><h2 id="h-sessions">Sessions</h2><div id="sessions" tabindex="-1"></div></section>
  <section class="wide" aria-labelledby="h-journal"><h2 id="h-journal">Requests</h2><div id="journal" tabindex="-1"></div></section>
  <section class="wide" aria-labelledby="h-policy"><details><summary><h2 id="h-policy">Policy</h2></summary>
    <form id="policy">
      <label>Option <select name="option"></select></label>
      <label>Value, in JSON <input name="value" autocomplete="off" spellcheck="false"></label>
      <button>Change</button>
    </form>
    <p class="dim">Until a reset, for requests from now on.</p>
  </details></section>
</main>
<p id="said" role="status"></p>
<script>${script}</script>
</html>
`
