import type { SetupServer } from 'msw/node'

type Given = NonNullable<Parameters<SetupServer['listen']>[0]>
type Names = 'onUnhandledFrame' | 'onUnhandledRequest'
/** What the installed version of MSW takes, under the name that it has for it. */
type Handling = Exclude<Given[Extract<keyof Given, Names>], undefined>

/** MSW's options of `listen`, with both names of the option for requests that no handler answers. */
export type ListenOptions = Omit<Given, Names> & {
  /** What happens to a request that no handler answers, by its name in MSW 3. Default: MSW's own, a warning. */
  readonly onUnhandledFrame?: Handling
  /** The same, by its name in MSW 2. */
  readonly onUnhandledRequest?: Handling
}

/** Gives the option both of its names: each version of MSW reads one and ignores the other. */
export function withBothNames<const O extends { readonly [Name in Names]?: unknown }>(options: O): O {
  const { onUnhandledFrame, onUnhandledRequest } = options
  if (onUnhandledFrame === undefined && onUnhandledRequest === undefined) return options
  return {
    ...options,
    onUnhandledFrame: onUnhandledFrame ?? onUnhandledRequest,
    onUnhandledRequest: onUnhandledRequest ?? onUnhandledFrame,
  }
}
