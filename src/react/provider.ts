import { type Context, createContext, createElement, type ReactNode, useContext, useMemo } from 'react'
import type { PortalAuth } from '../client.ts'
import { createLoginFlow, type LoginFlow } from '../login/flow/flow.ts'

interface Provided {
  readonly auth: PortalAuth
  readonly flow: LoginFlow | undefined
}

type ProvidedContext = Context<Provided | undefined>

/** What {@link PortalAuthProvider} takes. */
export interface PortalAuthProviderProps {
  /** The client, made once outside the component. */
  readonly auth: PortalAuth
  /** The login flow for `useLogin`, made with `createLoginFlow(auth, options)`. Default: one with the default options. */
  readonly flow?: LoginFlow | undefined
  readonly children?: ReactNode
}

/** Provides a client to the hooks below it. */
export function PortalAuthProvider({ auth, flow, children }: PortalAuthProviderProps): ReactNode {
  const provided = useMemo(() => ({ auth, flow }), [auth, flow])
  return createElement(sharedContext().Provider, { value: provided }, children)
}

/** The client of the nearest {@link PortalAuthProvider}. Throws an `Error` without a provider. */
export function usePortalAuth(): PortalAuth {
  return useClient('usePortalAuth')
}

/** The client, for the hook of that name. */
export function useClient(hook: string): PortalAuth {
  return useProvided(hook).auth
}

/**
 * The login flow of the nearest {@link PortalAuthProvider}; by default one for each client, made when it is first used.
 * Throws an `Error` without a provider.
 */
export function useLoginFlow(hook = 'useLoginFlow'): LoginFlow {
  const { auth, flow } = useProvided(hook)
  if (flow) return flow
  const internals = auth['~internals']()
  internals.defaultFlow ??= createLoginFlow(auth)
  return internals.defaultFlow
}

function useProvided(hook: string): Provided {
  const provided = useContext(sharedContext())
  if (provided === undefined) throw new Error(`${hook}(): the component must be inside a PortalAuthProvider`)
  return provided
}

/**
 * One context for each copy of React, however many copies of this file are loaded: a bundler may take the ESM build for the
 * provider and the CommonJS build for a hook.
 */
function sharedContext(): ProvidedContext {
  const shared: { [key: symbol]: WeakMap<typeof createContext, ProvidedContext> | undefined } = Object(globalThis)
  const key = Symbol.for('scaikey-portal-auth.react')
  const contexts = shared[key] ?? new WeakMap<typeof createContext, ProvidedContext>()
  shared[key] = contexts
  const context = contexts.get(createContext) ?? createContext<Provided | undefined>(undefined)
  contexts.set(createContext, context)
  return context
}
