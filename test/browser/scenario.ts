import type { Engine, EngineName } from './engines/engine.ts'
import type { Report } from './report.ts'
import type { Stage, StageOptions } from './stage.ts'

/** One thing that is shown in real tabs. */
export interface Scenario {
  /** What is shown; it begins with the numbers of the failures it is about, where there are any. */
  readonly title: string
  readonly engines: readonly EngineName[]
  /** Plays it. A figure that is not as it must be is reported; what cannot go on at all throws. */
  run(play: Play): Promise<void>
}

/** What a scenario is played with. */
export interface Play {
  readonly engine: Engine
  readonly report: Report
  /** Sets a stage; it is cleared away when the scenario has ended. */
  open(options: StageOptions): Promise<Stage>
  /** The folder with the login page as it is built for production; it is built once. */
  builtPage(): Promise<string>
  /** Runs something when the scenario has ended, however it has; what was given last runs first. */
  atEnd(run: () => Promise<void>): void
}

/** The browsers a scenario is played in. */
export const everywhere: readonly EngineName[] = ['chromium', 'chromium-background', 'firefox', 'webkit']
/** Where no tab is treated as one in the background. */
export const inForeground: readonly EngineName[] = ['chromium', 'firefox', 'webkit']
/** Where the figures of Chromium are shown again, with less to do. */
export const inOtherEngines: readonly EngineName[] = ['firefox', 'webkit']
/** Where the driver sees the requests that leave, and can take the network away. */
export const withNetworkInHand: readonly EngineName[] = ['chromium', 'firefox']
export const inChromium: readonly EngineName[] = ['chromium']
export const onLoginPage: readonly EngineName[] = ['chromium-page']
export const inBackground: readonly EngineName[] = ['chromium-background']
