import { at } from '../at.ts'
import { tally } from '../report.ts'
import { type Play, type Scenario, withNetworkInHand } from '../scenario.ts'
import { sleep } from '../until.ts'

/** F52, F9: the server has rotated, and the connection is lost before the response. */
export const lostAnswer: readonly Scenario[] = [
  {
    title: 'F52: a warm keep-alive socket is closed before the response, the server has a grace window',
    engines: withNetworkInHand,
    run: (play) => loseAnswers(play, { graceMs: 30_000, isWarm: true }),
  },
  {
    title: 'F52: a warm keep-alive socket is closed before the response, the server has no grace window',
    engines: withNetworkInHand,
    run: (play) => loseAnswers(play, { graceMs: 0, isWarm: true }),
  },
  {
    title: 'F9: a new socket is closed before the response, the server has a grace window',
    engines: withNetworkInHand,
    run: (play) => loseAnswers(play, { graceMs: 30_000, isWarm: false }),
  },
  {
    title: 'F9: a new socket is closed before the response, the server has no grace window',
    engines: withNetworkInHand,
    run: (play) => loseAnswers(play, { graceMs: 0, isWarm: false }),
  },
]

const rounds = 3

async function loseAnswers(
  { report, open }: Play,
  { graceMs, isWarm }: { readonly graceMs: number; readonly isWarm: boolean },
): Promise<void> {
  const stage = await open({ tabs: 2, graceMs })
  const { portal, tabs } = stage
  const tab = at(tabs, 0)
  portal.closesConnections = !isWarm
  const outcomes: (string | undefined)[] = []
  const reasons: string[] = []
  let posts = 0
  let seen = 0
  for (let round = 0; round < rounds; round++) {
    await stage.signIn()
    // Its response leaves a keep-alive socket, or no socket.
    await tab.call('refresh')
    const postsBefore = portal.refreshes.length
    const seenBefore = tab.countRefreshesSeen()
    const eventsBefore = (await stage.events()).length
    portal.portal.faults.clear()
    portal.portal.faults.add({ operation: 'refresh', then: 'lose-response' })
    const [outcome] = await stage.expireAtOnce([tab])
    await sleep(300)
    outcomes.push(outcome?.token === undefined ? outcome?.code : 'a token')
    posts += portal.refreshes.length - postsBefore
    seen += tab.countRefreshesSeen() - seenBefore
    for (const event of (await stage.events()).slice(eventsBefore)) {
      if (event.type === 'signed_out') reasons.push(event.reason)
    }
    for (const each of tabs) await each.call('setClock', stage.clockOffsetMs)
  }

  const isKept = graceMs > 0
  report.exact('refresh POSTs at the server', posts, 2 * rounds)
  report.note('refresh requests the page saw', seen)
  report.note('sent once more by the browser itself', posts - seen)
  report.exact('calls that got a token', outcomes.filter((each) => each === 'a token').length, isKept ? rounds : 0)
  report.note('the calls', tally(outcomes))
  report.exact('reuse detections', portal.countReuse(), isKept ? 0 : rounds)
  // Whether the page saw the loss, or the browser hid it: then the error response names it.
  report.exact('signed_out events in two tabs', tally(reasons), isKept ? 'none' : `refresh_lost ${2 * rounds}`)
}
