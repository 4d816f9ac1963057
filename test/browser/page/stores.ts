/** What a search of the page's stores came to. */
export interface StoreSearch {
  /** How many values were searched: a search of nothing finds nothing. */
  readonly searched: number
  /** Where any of the strings stands: `IndexedDB …`, `localStorage …`, and so on. */
  readonly found: readonly string[]
}

/** Searches everything the page can store in for any of the given strings. */
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
