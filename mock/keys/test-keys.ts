import type { JWK } from 'jose'

/** A key that signs access tokens: public knowledge, printed here, for tests only. */
export type TestKey = { readonly alg: 'RS256' | 'ES256'; readonly kid: string; readonly jwk: Readonly<JWK> }

/**
 * The two signing keys. They are fixed, so that the seed decides every byte of a token and a portal starts without
 * waiting for key generation. Nothing but a test may trust them.
 */
export const testKeys: Readonly<Record<TestKey['alg'], TestKey>> = {
  RS256: {
    alg: 'RS256',
    kid: 'test-rs256-1',
    jwk: {
      kty: 'RSA',
      n: '1TMbE7RLHSmA_vJKLiF27ALIWF7mbW9zoZWkRp8R80gW5UQvssAb3ZSOWMdqkdTZGlFF5X89Ihd3KlBTgzvSy2_N8ImHx_6LLXBNlL5LWMP9eIwzzSOE13H9sG6fLlfbfCMJFkv3WOLODDZwmt1dzYtGiXPFMflFpSCLkGetLXtNdnxFxjayxlPJYOwc_L2V80-_a4131u_IpCJvoKo4pvwPQTS8Ysn1mfHTsKhIYe5eA9nkMhnrwz6v92v2fHXXVmX47r_95rce5lrRhy7JNpjW3ZNidmCjPO4AZwU_oEo-0lc-knoPGHNmZZlK5XQCGhF2WpFKdm4VHlZi8Te-zw',
      e: 'AQAB',
      d: 'XYR0TRlZlWoeLjaDOWbubinuTW0bMEeh9e_Yxi2CRy-I83oMXiEMWA6QvfqDEYLG1FdwDHHak_itCb-AUmFMXnYlZGw_RgeubvkC3sr16_LUXStKkaIR5BsZR2nOoxpgqTwJAWHDFpcuAIdkr1mIit-byjEg_4Gy_fKfpXEEspzFYIzlgJ2l9TzRVgFOF5AGCr87db5JFL3Ee48j5HmcHWA_uZ6_RptvYNIh9HJk9EYtBeN2KLzCk5mrPmix2jYLlk9D7-HplG56MTkLCaS8756PR01bcFYvDI8MNxJE8yaNNm3fIByIov5x6JbD0nkpTs9Nx6Cl--chYYh00G63yQ',
      p: '79UBtRJQLaEe4EEJi5s5x51O3XgB-OOKzfWqnWK4nfC3hVwtQ6xZdTzmkNFeADTEtu5csbI7Dgo2qYPUz27ScT-BiHm0874-j-i5H3a4UTQTynpZ24OwS5fmPvko5AY7K3EqHXQFu41qU7H4tXjp5fHkX6HNN_Ih3HlUKSSdH90',
      q: '45J610Ey_A77Kel6G65ZO7-L3Y1nVUhg_Nez7Yf6Tva9GzZNroGbZfT_xDmhjxna2yua_m_-QSERy7GdwghbvWTC6umPpOAUVUBpAtsT35Dtsfk6e3jJsTdaH1xm8QmaF75MSvuaKH_L11tKMucco6192HBYKWFxA-2mhmmOBJs',
      dp: 'lQSkL-82FHQFbE_c73q-txI-W4vipdQ0fe7EWVBq5_AXB-0TTvY7C4aQuLDumHAxPnzy6ZKV8Q5VkpSQWWdBqQ5NnRAKaFzwIJj41dz9f689ENVfGe9ETmQOs1g7mRtqDn8dLPnXSgb_ZwuxPojnxHG9ddJiYf24Hnbg3UObwZ0',
      dq: 'kZonxE9v2nuPUUqTmOBdMXAlgdQ2GAeeHke4VDKbASi255E_9HXyQjKV7itdZdyJ_Y6RtVdcWrlY1HXI1NtaLvwoBfr3r-q6t6zlQzF-Lp1gp20pcNRgX2Vl4QjSyEd3cteLorIF-QGDHz_GYnkiBss66F9A2QECORw1XmxstB8',
      qi: 'YpaEA5QEoPp9TPJVz1M0lJhvqwNkmQaeQ3P75sOa3wRl8ZOENkU9KrJjefYt_YDzgLmil-oehzsUDtp0lAMGq1pXjcUCthJGb30J9mF_mH3jp0x0wcazpKL9chdkbD4noTJboLhoLnDGQe1Ie1MYtnn4W6EPMlapBOiDIJ7hwyE',
    },
  },
  ES256: {
    alg: 'ES256',
    kid: 'test-es256-1',
    jwk: {
      kty: 'EC',
      x: 'MZpubTk3-IQygw82ml8krkOhnlM3QHHQgUvVmYC9igk',
      y: '9Id9e-wOPzjGMgCEHt2EKxU6KK1cCLph_4hHmWB6oGg',
      crv: 'P-256',
      d: 'rM1x_IiHvjDW9HiWlNV0ciBXujzMhyWBDT6IlouoZyk',
    },
  },
}
