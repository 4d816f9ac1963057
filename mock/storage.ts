export { describeStorage, type TestRunner } from './storage-tests/describe-storage.ts'
export type { StorageUnderTest } from './storage-tests/storage-cases.ts'
