/** Texts of a Retry-After header that are not a number of seconds, or ask for ages. The last two are Unix times. */
export const hostileRetryAfters = [
  '-1',
  '-99999999999',
  '5;',
  'NaN',
  'Infinity',
  '1e999',
  '9'.repeat(400),
  '99999999999',
  '1767225700',
  '1767312000',
] as const

/** Claims of an access token, as JSON, whose numbers are missing, not finite, negative, tiny, huge or no numbers. */
export const hostileClaims = [
  '{"exp":1e999,"iat":1e999}',
  '{"exp":1e308,"iat":-1e308}',
  '{"exp":-1e308,"iat":0}',
  '{"exp":0,"iat":5}',
  '{"exp":0.001,"iat":0}',
  '{"exp":-5}',
  '{"exp":99999999999999}',
  '{"exp":"NaN","iat":"soon"}',
  '{"exp":null,"iat":null}',
  '{"iat":1767225600}',
  'null',
] as const
