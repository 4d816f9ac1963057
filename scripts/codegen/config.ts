import { fileURLToPath } from 'node:url'

/** What `npm run codegen` reads and keeps when nothing else is asked for. */
export const codegenConfig = {
  /** The folder the generated files and the default source are relative to. */
  root: fileURLToPath(new URL('../../', import.meta.url)),
  /** The whole backend document, with every tag. */
  source: 'test/fixtures/scaikey.openapi.json',
  /** Operations with this tag make up the contract. */
  tag: 'Portal Auth',
} as const

/** The generated files, relative to the root. */
export const artefactPaths = {
  contract: 'openapi.json',
  types: 'src/generated/types.ts',
  schemas: 'src/generated/schemas.ts',
  operations: 'src/generated/operations.ts',
} as const

/** The first line of every generated source file. */
export const generatedHeader = '// Generated from openapi.json by `npm run codegen`; do not edit.'
