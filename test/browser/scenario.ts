import type { Engine, EngineName } from './engines/engine.ts'
import type { Report } from './report.ts'
import type { Stage, StageOptions } from './stage.ts'

/** A test in real tabs. */
export interface Scenario {
  /** The title; it begins with the numbers of its failure modes, if it has any. */
  readonly title: string
  readonly engines: readonly EngineName[]
  /** How long it may take, in milliseconds. Default 90,000. */
  readonly timeoutMs?: number
  /** Runs it. Wrong measurements are reported; fatal errors throw. */
  run(play: Play): Promise<void>
}

/** What a scenario receives. */
export interface Play {
  readonly engine: Engine
  readonly report: Report
  /** Opens tabs; they are closed when the scenario ends. */
  open(options: StageOptions): Promise<Stage>
  /** The folder of the login page, built for production once. */
  builtPage(): Promise<string>
  /** Runs a function after the scenario, also after a failure, in reverse order. */
  atEnd(run: () => Promise<void>): void
}

/** The engines that a scenario runs in. */
export const everywhere: readonly EngineName[] = ['chromium', 'chromium-background', 'firefox', 'webkit']
/** Engines that treat no tab as a background tab. */
export const inForeground: readonly EngineName[] = ['chromium', 'firefox', 'webkit']
/** Engines that repeat the measurements of Chromium with fewer rounds. */
export const inOtherEngines: readonly EngineName[] = ['firefox', 'webkit']
/** Engines whose driver sees requests and can disconnect the network. */
export const withNetworkInHand: readonly EngineName[] = ['chromium', 'firefox']
export const inChromium: readonly EngineName[] = ['chromium']
export const onLoginPage: readonly EngineName[] = ['chromium-page']
export const inBackground: readonly EngineName[] = ['chromium-background']
