import { posix } from 'node:path'

/** Generates MSW's `http`, typed by the contract: `createContractHttp` of the mock over the types in another file. */
export function emitMsw(file: string, typesFile: string, header: string): string {
  const path = posix.relative(posix.dirname(file), typesFile).replace(/\.ts$/, '.js')
  return `// ${header}

import { type ContractHttp, createContractHttp } from 'scaikey-portal-auth/mock'
import type { paths } from '${path.startsWith('../') ? path : `./${path}`}'

/** MSW's \`http\` over the contract. \`baseUrl\` is where the handlers listen, by default any origin and prefix. */
export function createHttp(options: { readonly baseUrl?: string } = {}): ContractHttp<paths> {
  return createContractHttp<paths>(options)
}
`
}
