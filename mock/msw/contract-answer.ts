/** What carries a response from a handler to MSW. */
export class Answer {
  // A private field makes the type its own: a plain `Response` does not pass for one.
  readonly #response: Response

  constructor(response: Response) {
    this.#response = response
  }

  /** The response to send. */
  static responseOf(answer: Answer): Response {
    return answer.#response
  }
}

/** An answer that the contract documents, or one that says it is not: what a handler of `createContractHttp` returns. */
export type ContractAnswer = Answer

/** What may be said of an answer beside its status and body. */
export interface AnswerInit {
  readonly headers?: HeadersInit
}

/** The body of a media type, `never` where the contract has none of it. */
type BodyOf<Content, Media extends string> = Content extends { readonly [Name in Media]: infer Body } ? Body : never

/** Has a method where the contract has a body for it. */
type If<Body, Methods> = [Body] extends [never] ? unknown : Methods

/** The ways to send one documented response: those of its media types. */
export type AnswerWith<Documented> = Documented extends { readonly content: infer Content }
  ? If<
      BodyOf<Content, 'application/json'>,
      { json(body: BodyOf<Content, 'application/json'>, init?: AnswerInit): ContractAnswer }
    > &
      If<BodyOf<Content, 'text/plain'>, { text(body: string, init?: AnswerInit): ContractAnswer }>
  : { empty(init?: AnswerInit): ContractAnswer }

/** Makes the answers of one operation. */
export interface Respond<Responses> {
  /** An answer with a status that the contract documents, and the body that it documents for it. */
  <Status extends keyof Responses & number>(status: Status): AnswerWith<Responses[Status]>
  /** An answer outside the contract, said out loud: any status, any body, `Response.error()` for a broken network. */
  untyped(response: Response): ContractAnswer
}

/** Answers of any kind; {@link Respond} says which of them an operation has. */
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

/** Makes answers of any kind. */
export const respondAnything: AnyRespond = /* @__PURE__ */ Object.assign(
  (status: number) => ({
    json: (body: unknown, init?: AnswerInit) => new Answer(Response.json(body, { ...init, status })),
    text: (body: string, init?: AnswerInit) => new Answer(new Response(body, { ...init, status })),
    empty: (init?: AnswerInit) => new Answer(new Response(null, { ...init, status })),
  }),
  { untyped: (response: Response) => new Answer(response) },
)
