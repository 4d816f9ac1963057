import type { Scenario } from './scenario.ts'
import { accountSwitch } from './scenarios/account-switch.ts'
import { browserPorts } from './scenarios/browser-ports.ts'
import { consolePage } from './scenarios/console-page.ts'
import { expiries } from './scenarios/expiries.ts'
import { foreignPage } from './scenarios/foreign-page.ts'
import { frozenHolder } from './scenarios/frozen-holder.ts'
import { killedHolder } from './scenarios/killed-holder.ts'
import { localStorageSessions } from './scenarios/local-storage.ts'
import { logoutAndLeave } from './scenarios/logout-and-leave.ts'
import { logoutDuringRefresh } from './scenarios/logout-during-refresh.ts'
import { lostAnswer } from './scenarios/lost-answer.ts'
import { offline } from './scenarios/offline.ts'
import { pageKeyboard } from './scenarios/page-keyboard.ts'
import { pageLongNames } from './scenarios/page-long-names.ts'
import { pageLooks } from './scenarios/page-looks.ts'
import { pagePaths } from './scenarios/page-paths.ts'
import { pagePolicy } from './scenarios/page-policy.ts'
import { pageRefusals } from './scenarios/page-refusals.ts'
import { pageTabs } from './scenarios/page-tabs.ts'
import { realTime } from './scenarios/real-time.ts'
import { recipePlaywright } from './scenarios/recipe-playwright.ts'
import { recipeStorybook } from './scenarios/recipe-storybook.ts'
import { reloadTogether } from './scenarios/reload-together.ts'
import { sleepInView } from './scenarios/sleep-in-view.ts'
import { wakeTogether } from './scenarios/wake-together.ts'
import { workerStart } from './scenarios/worker-start.ts'

/** Every scenario, in order. */
export const scenarios: readonly Scenario[] = [
  ...expiries,
  ...reloadTogether,
  ...logoutDuringRefresh,
  ...accountSwitch,
  ...logoutAndLeave,
  ...killedHolder,
  frozenHolder,
  offline,
  ...wakeTogether,
  ...sleepInView,
  ...lostAnswer,
  ...localStorageSessions,
  browserPorts,
  realTime,
  ...pagePaths,
  ...pageRefusals,
  pageKeyboard,
  pageLooks,
  pageLongNames,
  ...pagePolicy,
  ...pageTabs,
  ...consolePage,
  ...foreignPage,
  ...workerStart,
  recipePlaywright,
  recipeStorybook,
]
