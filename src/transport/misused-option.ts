/** An option that did not do what it must: a defect of the caller's, which trying again does not mend. */
export class MisusedOption extends TypeError {
  constructor(name: string, problem: string, cause?: unknown) {
    super(`createPortalAuth: the option ${name} ${problem}`, { cause })
  }
}
