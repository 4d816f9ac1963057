import { isPortalAuthError } from '../src/index.ts'

/** Prints a demo's steps and keeps count of those that did not do what they say. */
export interface Transcript {
  say(line: string): void
  check(step: string, held: boolean, says: string): void
  /** The code a call is refused with, or `nothing` where it is not. */
  refusal(call: Promise<unknown>): Promise<string>
  /** Prints the verdict; returns the exit code. */
  finish(): 0 | 1
}

/** Makes a transcript on standard output. */
export function createTranscript(): Transcript {
  let held = 0
  let failed = 0
  return {
    say: (line) => console.log(`  ${line}`),
    check(step, holds, says) {
      if (holds) held += 1
      else failed += 1
      console.log(`${holds ? '✓' : '✗'} ${step.padEnd(9)} ${says}`)
    },
    refusal: (call) =>
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
