/** Carries a response from a handler to MSW. */
export class TypedAnswer {
  // A private field makes the type nominal: a plain `Response` is not assignable to it.
  readonly #response: Response

  constructor(response: Response) {
    this.#response = response
  }

  /** The response to send. */
  static responseOf(answer: TypedAnswer): Response {
    return answer.#response
  }
}

/**
 * The answer of a handler of `createContractHttp`: one that the contract documents, or one made by `untyped`. Only the
 * handler's `response` makes one.
 */
export type ContractAnswer = TypedAnswer

/** What an answer may have beside its status and body. */
export interface AnswerInit {
  /** Headers to add. Default none. */
  readonly headers?: NonNullable<RequestInit['headers']>
}

/** The body of a media type; `never` if the contract has no such body. */
type BodyOf<Content, Media extends string> = Content extends { readonly [Name in Media]: infer Body } ? Body : never

/** The methods, if the contract has a body for them. */
type If<Body, Methods> = [Body] extends [never] ? unknown : Methods

/** The methods that send one documented response: one for each of its media types. */
export type AnswerWith<Documented> = Documented extends { readonly content: infer Content }
  ? If<
      BodyOf<Content, 'application/json'>,
      { json(body: BodyOf<Content, 'application/json'>, init?: AnswerInit): ContractAnswer }
    > &
      If<BodyOf<Content, 'text/plain'>, { text(body: string, init?: AnswerInit): ContractAnswer }>
  : { empty(init?: AnswerInit): ContractAnswer }

/** Makes the answers of one operation. */
export interface Respond<Responses> {
  /** An answer with a documented status and the body that the contract documents for it. */
  <Status extends keyof Responses & number>(status: Status): AnswerWith<Responses[Status]>
  /** An answer outside the contract, marked as such: any status and body, or `Response.error()` for a network error. */
  untyped(response: Response): ContractAnswer
}

/** Makes any answer. {@link Respond} restricts it to those of one operation. */
export interface AnyRespond {
  (
    status: number,
  ): {
    json(body: unknown, init?: AnswerInit): ContractAnswer
    text(body: string, init?: AnswerInit): ContractAnswer
    empty(init?: AnswerInit): ContractAnswer
  }
  untyped(response: Response): ContractAnswer
}

/** Makes any answer. */
export const respondAnything: AnyRespond = /* @__PURE__ */ Object.assign(
  (status: number) => ({
    json: (body: unknown, init?: AnswerInit) => new TypedAnswer(Response.json(body, { ...init, status })),
    text: (body: string, init?: AnswerInit) => new TypedAnswer(new Response(body, { ...init, status })),
    empty: (init?: AnswerInit) => new TypedAnswer(new Response(null, { ...init, status })),
  }),
  { untyped: (response: Response) => new TypedAnswer(response) },
)
