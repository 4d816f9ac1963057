/** A wording that the repository does not use. A space in the pattern is any white space, a line break too. */
export interface RefusedWording {
  readonly pattern: RegExp
  /** The words to use. */
  readonly say: string
  /** A sentence that the pattern must find. */
  readonly example: string
}

/** In comments, texts of the code and Markdown. Case does not count. */
export const refusedWordings: readonly RefusedWording[] = [
  {
    pattern:
      /\b(is|are|was|were|be|been|being|isn't|aren't) ((not|already|long|now|never|once|just) )?over\b(?! (a|an|the|one|its|their|http|https|tls|plain|\d+)\b)/,
    say: 'expired, ended',
    example: 'the token is over',
  },
  {
    pattern: /\b(is|are|was|were|has|have|had|knows?|needs?|takes?|gets?|gives?|finds?|asks? for) none\b/,
    say: 'no …',
    example: 'the tenant is none',
  },
  { pattern: /\bsa(y|ys|id|ying) nothing\b/, say: 'has no effect, has no …', example: 'says nothing beside a portal' },
  {
    pattern: /(?<!\b(there|here|where) )\b(is|are|was|were) no (?!longer|more|one|less|fewer|better|worse|such)\w+/,
    say: 'is not a …, unknown …',
    example: '"x" is no name here',
  },
  { pattern: /\bstrangers?\b/, say: 'unknown key, unknown option, outsider', example: 'a stranger in the options' },
  {
    pattern: /\b(who|what|which|whom|whoso|whatso)ever\b/,
    say: 'a noun: any caller, each value, the user that …',
    example: 'whoever calls it',
  },
  {
    pattern: /\b(is|are|was|were|be|been|has|have|had|not|already|long) gone\b/,
    say: 'removed, no longer there',
    example: 'the field is gone',
  },
  {
    pattern: /\b(is|are|has|have|had) (already )?come\b|\bcome and gone\b/,
    say: 'added, arrived',
    example: 'the field that has come',
  },
  { pattern: /\bnudg(e|es|ed|ing)\b/, say: 'refresh if due, wake', example: 'nudges the timer' },
  { pattern: /\bdistrust(s|ed|ing)?\b/, say: 'mark as rejected', example: 'distrusts the token' },
  { pattern: /\b(un)?heed(s|ed|ing|less)?\b/, say: 'respect, use, subscribe to', example: 'heeds its signal' },
  {
    pattern:
      /\b(looks? again|(a|the|each|every|this|one|next|last|first|another) look\b(?!-)|looks? (at|in|into) ((the|its) )?(stored|storage|session|record|store|vault))/,
    say: 'reload from storage, read again',
    example: 'the tab looks again',
  },
  {
    pattern: /\b(is|are|was|were|be|been|being) told\b(?! apart)/,
    say: 'is notified, receives',
    example: 'each tab is told',
  },
  {
    pattern:
      /\btell(s|ing)? ((the|its|other|all|every|each) ){0,2}(callers?|listeners?|tabs?|pages?|apps?|servers?|subscribers?)\b/,
    say: 'notify',
    example: 'tells the other tabs',
  },
  {
    pattern: /\bg(ive|ives|iving|iven) up\b|(?<!^#+ )\bgave up\b(?= \w)/m,
    say: 'abort, stop',
    example: 'gives up after a second',
  },
  {
    pattern: /\b(called|named|answers?|spelled|spelt|written|worded|reads?) otherwise\b|\botherwise than\b/,
    say: 'differently',
    example: 'a type is called otherwise',
  },
  { pattern: /\bbut for\b/, say: 'except', example: 'all keys but for one' },
  { pattern: /\bfor want of\b/, say: 'without, for lack of', example: 'fails for want of a key' },
  { pattern: /\b(be|is|was|were) had\b/, say: 'available, acquired', example: 'the lock was had' },
  { pattern: /\bsome day\b/, say: 'in time, expires', example: 'some day' },
  { pattern: /\bby (its|their) own account\b/, say: 'according to …', example: 'by its own account' },
  { pattern: /\btak(e|es|en|ing) up\b/, say: 'adopt, use, hydrate', example: 'takes up the session' },
  {
    pattern: /\b(lest|whence|thence|hence|albeit|thereof|therein|whereof|wherein|anew|afresh|aught|naught)\b/,
    say: 'again, so that, in it, of it',
    example: 'begins anew',
  },
]

/** As a word of a name in the code: `come` is found in `come`, not in `income`. */
export const refusedNames: ReadonlyMap<string, string> = new Map([
  ['stranger', 'unknown'],
  ['strangers', 'unknown'],
  ['nudge', 'refreshIfDue'],
  ['distrust', 'markRejected'],
  ['distrusted', 'rejected'],
  ['heed', 'onLifecycle'],
  ['heeded', 'respected'],
  ['come', 'added'],
  ['gone', 'removed'],
])

/** What is not read: it is generated, fixed by others, or made of refused words itself. */
export const unreadFiles: readonly string[] = [
  'src/generated/**',
  'test/fixtures/**',
  'test/browser/screenshots/**',
  'docs/{api,contract}.md',
  'scripts/lint/word-list.ts',
  'test/words.test.ts',
]

/** Files whose texts quote the messages of a portal. Their comments are read. */
export const quotingFiles: readonly string[] = [
  'src/transport/refusal/words.ts',
  'test/support/client/refresh-refusals.ts',
  'test/support/client/refusals.ts',
]
