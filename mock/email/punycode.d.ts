/** It comes without types. */
declare module 'punycode.js' {
  const punycode: {
    /** What a label says after its `xn--`. Throws a `RangeError` where it says nothing. */
    decode(text: string): string
  }
  export default punycode
}
