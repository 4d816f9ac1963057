/** The package has no types. */
declare module 'punycode.js' {
  const punycode: {
    /** Decodes the part of a label after `xn--`. Throws a `RangeError` if it is malformed. */
    decode(text: string): string
  }
  export default punycode
}
