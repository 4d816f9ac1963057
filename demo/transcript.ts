import { isPortalAuthError } from '../src/index.ts'

/** Prints the steps of a demo and counts those that fail. */
export interface Transcript {
  say(line: string): void
  check(step: string, holds: boolean, text: string): void
  /** The error code of a call that must reject, or `nothing` if it resolves. */
  rejection(call: Promise<unknown>): Promise<string>
  /** Prints the result; returns the exit code. */
  finish(): 0 | 1
}

/** Makes a transcript on standard output. */
export function createTranscript(): Transcript {
  let held = 0
  let failed = 0
  return {
    say: (line) => console.log(`  ${line}`),
    check(step, holds, text) {
      if (holds) held += 1
      else failed += 1
      console.log(`${holds ? '✓' : '✗'} ${step.padEnd(9)} ${text}`)
    },
    rejection: (call) =>
      call.then(
        () => 'nothing',
        (error: unknown) => (isPortalAuthError(error) ? error.code : String(error)),
      ),
    finish() {
      console.log(
        failed === 0 ? `\nAll ${held} steps did what they say.` : `\n${failed} steps did not do what they say.`,
      )
      return failed === 0 ? 0 : 1
    },
  }
}
