/** The result of searching the page's storage. */
export interface StoreSearch {
  /** How many values were searched; 0 means that the search proves nothing. */
  readonly searched: number
  /** The places of the strings that were found: `IndexedDB …`, `localStorage …`, and so on. */
  readonly found: readonly string[]
}

/** Searches every storage of the page for the given strings. */
export async function searchStores(needles: readonly string[]): Promise<StoreSearch> {
  const places = [
    ...Object.entries(localStorage).map(([key, value]) => [`localStorage ${key}`, String(value)] as const),
    ...Object.entries(sessionStorage).map(([key, value]) => [`sessionStorage ${key}`, String(value)] as const),
    ['cookies', document.cookie] as const,
    ['window.name', window.name] as const,
    ['location', location.href] as const,
    ...(await indexedDbValues()),
  ]
  const found = places.filter(([, text]) => needles.some((needle) => text.includes(needle))).map(([place]) => place)
  return { searched: places.length, found }
}

async function indexedDbValues(): Promise<(readonly [place: string, text: string])[]> {
  const values: (readonly [string, string])[] = []
  for (const { name = '' } of await indexedDB.databases()) {
    const database = await settled(indexedDB.open(name))
    for (const storeName of database.objectStoreNames) {
      const store = database.transaction(storeName).objectStore(storeName)
      const [keys, stored] = await Promise.all([settled(store.getAllKeys()), settled(store.getAll())])
      const place = `IndexedDB ${name}/${storeName}`
      for (const [index, value] of stored.entries()) {
        values.push([`${place}/${String(keys[index])}`, JSON.stringify(value)])
      }
    }
    database.close()
  }
  return values
}

function settled<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
}
