/** What bundlers replace. Beside Node's own types it adds nothing. */
declare namespace NodeJS {
  interface ProcessEnv {
    NODE_ENV?: string | undefined
  }
  interface Process {
    env: ProcessEnv
  }
}

declare var process: NodeJS.Process
