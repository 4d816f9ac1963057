import { at } from '../at.ts'
import { inBackground, inChromium, type Play, type Scenario } from '../scenario.ts'
import { type Stage, showOnly } from '../stage.ts'
import { lifetimeMs } from '../strict-portal.ts'
import { sleep, until } from '../until.ts'

// A due token has not expired yet: the tabs refresh by themselves, and no call waits for them.
const asleepMs = { expired: lifetimeMs + 1_000, due: 0.9 * lifetimeMs }

/** F3: windows that are shown again together. Nobody asks for a token: the wake alone must do it. */
export const wakeTogether: readonly Scenario[] = [
  {
    title: 'F3: two windows become visible together, 10 times',
    engines: inChromium,
    run: (play) =>
      wake(play, { tabs: 2, rounds: 10 }, async (stage, passTime) => {
        passTime()
        await stage.atOnce('wake')
      }),
  },
  {
    title: 'F3: two tabs that the browser has frozen resume together, 6 times',
    engines: inBackground,
    run: (play) =>
      wake(play, { tabs: 3, rounds: 6 }, async (stage, passTime) => {
        // The third is the one that is looked at: only a tab in the background is frozen.
        const asleep = stage.tabs.slice(0, 2)
        await showOnly(stage.tabs, at(stage.tabs, 2))
        await Promise.all(asleep.map((tab) => tab.setFrozen(true)))
        passTime()
        for (const tab of stage.tabs) await tab.call('setClock', stage.clockOffsetMs)
        await Promise.all(asleep.map((tab) => tab.setFrozen(false)))
      }),
  },
]

async function wake(
  { report, open }: Play,
  { tabs: count, rounds }: { readonly tabs: number; readonly rounds: number },
  wakeAll: (stage: Stage, passTime: () => void) => Promise<void>,
): Promise<void> {
  const stage = await open({ tabs: count })
  const { portal, tabs } = stage
  await stage.signIn()
  let unequal = 0
  for (let round = 0; round < rounds; round++) {
    const before = portal.refreshes.length
    await wakeAll(stage, () => stage.passTime(round % 2 === 0 ? asleepMs.expired : asleepMs.due))
    await until(() => portal.refreshes.some(({ status }, index) => index >= before && status === 200), 3_000)
    // Long enough for a second one to show.
    await sleep(400)
    const tokens = await Promise.all(tabs.map((tab) => tab.call('token')))
    if (new Set(tokens.map(({ token }) => token)).size !== 1 || tokens[0]?.token === undefined) unequal += 1
  }
  report.exact('refresh POSTs', portal.refreshes.length, rounds)
  report.exact('spent tokens sent', portal.refreshes.filter(({ isRepeat }) => isRepeat).length, 0)
  report.exact('reuse detections', portal.countReuse(), 0)
  report.exact('wakes after which the tabs differ', unequal, 0)
}
