import { type HttpHandler, http } from 'msw'
import type { paths } from '../../src/generated/types.ts'
import { type AnyRespond, type ContractAnswer, type Respond, respondAnything, TypedAnswer } from './contract-answer.ts'

const methods = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch'] as const
type Method = (typeof methods)[number]

/** The paths of a contract that have this method. */
type PathsWith<Paths, M extends Method> = {
  [Path in keyof Paths]: Paths[Path] extends { readonly [Name in M]: object } ? Path : never
}[keyof Paths] &
  string

type ResponsesAt<Paths, Path extends keyof Paths, M extends Method> = Paths[Path] extends {
  readonly [Name in M]: { readonly responses: infer Responses }
}
  ? Responses
  : never

type ParamName<Path> = Path extends `${string}{${infer Name}}${infer Rest}` ? Name | ParamName<Rest> : never

/** What a handler gets: the request, the parameters of its path, and `response`, which makes its answer. */
export interface ContractCall<Path extends string, Responses> {
  /** The request, with an untyped body. */
  readonly request: Request
  /** The parameters of the path, by name. */
  readonly params: { readonly [Name in ParamName<Path>]: string }
  /** Makes the answer. */
  readonly response: Respond<Responses>
}

/** Answers one operation; `undefined` passes the request to the next handler. */
export type ContractResolver<Path extends string, Responses> = (
  call: ContractCall<Path, Responses>,
) => ContractAnswer | undefined | Promise<ContractAnswer | undefined>

/** MSW's `http` over the operations of a contract. */
export type ContractHttp<Paths> = {
  readonly [M in Method]: <Path extends PathsWith<Paths, M>>(
    path: Path,
    resolver: ContractResolver<Path, ResponsesAt<Paths, Path, M>>,
    /** `once`: only for the first request. Default false. */
    options?: { readonly once?: boolean },
  ) => HttpHandler
}

/**
 * Makes MSW's `http` over a contract. A handler does not compile if its path or method is not in the contract, or if it
 * answers with an undocumented status or body. `Paths` are generated types, by default the portal's. `baseUrl` is where the
 * handlers listen, by default any origin and prefix. For MSW 2.12 and later.
 * @see openapi.json#/paths
 */
export function createContractHttp<Paths extends object = paths>({
  baseUrl = '*',
}: {
  readonly baseUrl?: string
} = {}): ContractHttp<Paths> {
  const base = baseUrl.replace(/\/$/, '')
  const handlerOf = (method: Method) => (path: string, resolver: AnyResolver, options?: { readonly once?: boolean }) =>
    handle(method, `${base}${path}`, resolver, options)
  // The only place where the types are stricter than the code: at run time every answer has every method.
  return Object.fromEntries(methods.map((method) => [method, handlerOf(method)])) as ContractHttp<Paths>
}

type AnyResolver = (call: {
  readonly request: Request
  readonly params: Readonly<Record<string, string>>
  readonly response: AnyRespond
}) => ReturnType<ContractResolver<string, never>>

function handle(
  method: Method,
  path: string,
  resolver: AnyResolver,
  options: { readonly once?: boolean } = {},
): HttpHandler {
  // By number: a parameter name of the contract may contain a character that ends a name for MSW.
  const names: string[] = []
  const pattern = path.replaceAll(/\{([^}]+)\}/g, (_, name: string) => `:p${names.push(name) - 1}`)
  return http[method](
    pattern,
    async ({ request, params: found }) => {
      const params = Object.fromEntries(names.map((name, index) => [name, String(found[`p${index}`])]))
      const answer = await resolver({ request, params, response: respondAnything })
      return answer === undefined ? undefined : TypedAnswer.responseOf(answer)
    },
    options,
  )
}
