// The part of Cypress' types that docs/recipes/cypress.md uses. Cypress is not installed here: it downloads a browser of its own.
declare module 'cypress' {
  export function defineConfig(config: {
    readonly e2e: { readonly baseUrl: string; readonly specPattern: string; readonly supportFile: false }
  }): unknown
}

declare namespace Cypress {
  const _: { random(most: number): number }
  // biome-ignore lint/suspicious/noExplicitAny: as Cypress types the subject of a command.
  interface Chainable<Subject = any> {
    contains(selector: string, text: string): Chainable<object>
    find(selector: string): Chainable<object>
    get(selector: string): Chainable<object>
    // biome-ignore lint/suspicious/noExplicitAny: as Cypress types what it finds at a path.
    its(path: string): Chainable<any>
    intercept(
      matcher: { readonly url: string; readonly middleware: boolean },
      handle: (request: { readonly headers: Record<string, string | string[]> }) => void,
    ): Chainable<null>
    reload(): Chainable<object>
    request(options: {
      readonly method: string
      readonly url: string
      readonly headers: object
      readonly body?: object
    }): Chainable<{ readonly body: unknown }>
    should(chainer: string, value: string): Chainable<Subject>
    then(use: (subject: Subject) => unknown): Chainable<unknown>
    type(text: string): Chainable<Subject>
    visit(url: string): Chainable<object>
  }
}

declare const cy: Cypress.Chainable<undefined>
declare function beforeEach(run: () => void): void
declare function afterEach(run: () => void): void
declare function it(title: string, run: () => void): void
declare function expect(value: unknown): { readonly to: { readonly have: { length(length: number): void } } }
