import { createLoginFlow, type LoginFlow, type LoginFlowOptions, type PortalAuth } from '../../../src/index.ts'

const storages = new WeakMap<ReturnType<PortalAuth['~internals']>, LoginFlowOptions['storage']>()

/** Sets the storage of the flow that {@link flowOf} creates for a client. */
export function setFlowStorage(auth: PortalAuth, storage: LoginFlowOptions['storage']): void {
  storages.set(auth['~internals'](), storage)
}

/** The login flow of a client, created at the first call. It is the one that the hooks of React use. */
export function flowOf(auth: PortalAuth): LoginFlow {
  const internals = auth['~internals']()
  internals.defaultFlow ??= createLoginFlow(auth, { storage: storages.get(internals) })
  return internals.defaultFlow
}
