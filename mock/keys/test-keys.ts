import type { JWK } from 'jose'

/** A signature algorithm. */
export type SigningAlgorithm = 'RS256' | 'ES256' | 'EdDSA'

/**
 * The signing keys of each algorithm. They are public and for tests only: nothing else may trust them. They are fixed, so
 * that the seed decides every byte of a token and a portal starts without key generation. Rotation uses them in turn.
 */
export const testKeys: Readonly<Record<SigningAlgorithm, readonly Readonly<JWK>[]>> = {
  RS256: [
    {
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
    {
      kty: 'RSA',
      n: 'upA0mwlryBzmcJ-T_1Wm0DN4Pl_nlaP3xosD83C35m9p5gBALrNS1gekbJnex64lfR_mFmh49djhChpPoddSvrj8Z7hKSzeNNlT-2BJWmvmIoa_jNvc0TasVAZlC9DwCsnbTlZHTu9mhY6AoI2dm0ilgTFZRRsYU66K9RN30wGXFkGGsGz3hNHU0Pju6EoUUxj2N_TJgHt--pceYjFXzeuHz3VCh0hMi2QjBfYkyXflLntxfh_VOdov9s1e-SWlmqjHYwv8wq4ZlI7Rw529Fkk3Ku2aWXA24UI1DLo2DLmSKMb_RHpZP2iWEv7Tj7YiUs6JbsWOw3JJFjOiowQcojQ',
      e: 'AQAB',
      d: 'CAOeUuOgdufw6TkdqywDfrGbUnidsuKoh-WcXZaDu9kg4DG2EBuBbTLGWCjy9jpvn1Shtmg1-_-dSSkQryfYBNve8dirjlgcT49upBsDj-Q0v5dV6BxN6aE2BYvPIb07M23h0GzDfvAOHAC7AKxWMSR4X8ccdjEXoHis7zqmoyYZPCBkkXkscGzrrs4X-yIIzInrKFnpIvBDrLLuCM4YzCxLTPaKSMRjDIHuLJWyW6CKvlFt5aGMDRWpJ0pcex8_XNNik7H5bUu1L-z0ZQhgX52Je1Qm_9J4OzJqDvYmh-8rniAxmOTW5741ZPnCrNGPxLPO_2k4E_4pkfL5hGZ1CQ',
      p: '54qC91vAOz4AHw40LFZm6kjb3GIzcbjqP_sGa--vTVHGpZQd2ey9qMtnGI7K7Kkdqe1C5MGTwv6M_RqDSr2PJYOntM67-CpHu0nX05W7xWyS6BKYHdT1DvQi49BnOQB2Z1j6QVS3NvOKsjZIepVSG4hVz7aNEfwSS3zn-uyjjik',
      q: 'zkVgEE6qglShrPrx3N8mA-HGYnI6j9dicgIEsZpvFFjiP19JcjtAFCY7F-SAlEnzw3FW5ZflfsWFLO5xN-sVnNPQMNBcq8LRdEGmNRC0ZUzRFka5BrRLAtMAhpJCEhDb1MDrO7Z2hP2CdmeVC4RW4hUJPOqE07xDi8ARdZN3C8U',
      dp: 'JRFrviYWNGXMpywi9iYu-7sGV9Xw3nf4KJ4LfSQ2MG6zGrcHwGfCRU-rBad2nUTF1vqBBxZmjYUrFSo1crW-QQc-xheCyEwch8NepiUGlqi3LCgt6ji5stcq7sXigKGuUwVPqz3gxw9eWQGPwPA-4OGGu2ZCV2q_kw5AJU_VL2E',
      dq: 'nagC25P02TaseBU5xZK9cJwhUF90iTqboP4P7ltWaVviWYOQFIJa4MuzwPhCmpTHfuti-osVusZnmscIvC-vTjXK23R2UEXQZ6ZBzi9dYkvLR9Z4Vzp4VslFjpW9cCd4jm2BnhtBDTbif3N-RNY6vgRMEkZBjcBIdEkyTwaOJ-0',
      qi: 'De7B68oDQiQB1WwloKYVO3QSFo4O1qcvbsTJ1JX8CV6l_YziB_MRkkgy_u9C3PSJW8q6Fc3crpd8dudjrG9truFbG6l-o8Gce5piP1gyeywMTqNEecCGGm7jfPF_D_mKh7M7kcW0MXity_-t60l2hzUKK4-DTUuoa1wxN4rG_n4',
    },
    {
      kty: 'RSA',
      n: '3uGwCx3qqNNFHS84gN3kv11nC7uvQ5AKX8Leq32nmKMroq64_r1CJlSBaH0gTlUgqf0NCZTlKZx6Q0gmPER8V1vVhpzkXmu4NCyFIdNXtcH31gnxzp9o7tAJ2FgC1-hoG4aNYEWgznPx519ydtEA4_t3Jk4hTaDae6UJUXk1uURL8Fb7BI74W-NaRyvwN6RAnKZX-8CET_UHvoL3Sq37xUUg0JGfd6MNwyTDa_qDe6cUoy87gvhtpB0PWwIhDA9xlfeALHymE0lYPjzeO9zT4Lm9sealbLOgmVgvffaAmKqijXKFm1ZaUyb5ZZenZ0tiBQngZxq811B9csKs1AzvCw',
      e: 'AQAB',
      d: 'BhYdq5VhOhkC3dLTSoREtzZta57wIKUx_f7L-9zjkxcpnY4DPpmb0St6Q93e4E9neUeQGpSL_tXnaieckQVsa9T11huPX5tgyAlLMsBFuJCXxwA12pGfLkj_a9QDcofwh907G8eVpkL49nuJxwAwHl8DQvLb6qBw4Z2BIqNvuc5m6siYDC2rV0sqK8lUR9oHdMmA-bE3RnsIzNSEqfpXEpxDgjAvWgPH8b4K7YkS4nfowFRfh-YOdaiUQbPX21U7ad3emrhgjgSqX-R5iqNxn6Ppyw6WtZ331rL1mgldJWcQPgXNibjvm4zV7cn28UMIM1ZUHYsz4MDoEyAiCJxbQQ',
      p: '-7HLoDmK4DlXoa9bN-5FnyU6bVNhv1I2W89zBe8c_GdjbaVFO05YbwJ9G1EhhRcCJVECEc5XpCow_B3XDO-ng5P4hnQ88SSRw6POk3WWGIFE1jOYtL3G5QSu4VGiV9OtQ9zJqgoJ_Vv1hSuQ1OyNjx-kNmlqsEvQYJXn1__1sus',
      q: '4rG3b6mJYlUD9D_FpfN_0gg8IF3FAKLR_XC1nJri6A7HOEcj7ZjxFLBBJEd6GIpLT4HjLoe5SqM1X4lAyfENFfNRQN739HuJIWvR-ps46iLTJ9HJg_Ddvkxn2AUXk_12PqLTW1NXI7n0cvH-5dpw8YCSOpQTf8vmmqQVpakrbGE',
      dp: 'F8m8Bw6pM3v37k4WfvjEF8B6_y4sRNrOTGsU4fCxeqGC4jAGlQ5YiVVg4Z4PXvbHuyMm4OvxmJBsRMfFNXHJEUSA7qQ5xkjAhg8LTSCF6Rb-nIgP3LU7ARYqOR1wDIDzFUDexnVgcFOqpsVxUM5yqp5A9OuNq8_eh-JjISUN4bU',
      dq: 'NsNn5Pm3zqFrCx48yRJB1qNWoxsD9FthDzCjLunb1uN7DQVikItZ8f2CPxllTXhbKSHfl-YBxR4YTrQBisdIufzFrD4w-Ea_oetCFqBY53byO7RaUh1l9ArRK0ZPo9ifMBJ1rKI9cswBWaNMSIq0riK5MJ2E-GJxmvn4oMR1UQE',
      qi: 'P2VPsSvybujCXguXlvZWoVZ0_M4kwvNilgGWJ6ngNXGHB6IkZdPl5v7BK4giNyRG8LRa-UiYGT2lNN8lmbIZpoX-CYp-h7LA09a9ikYQBuPKrI7W-M8LfaQ6OM3XAAclKMLq1hGYb-qL-8zPImL43f_tfGkUzSVmNqv2QFp2JGA',
    },
  ],
  ES256: [
    {
      kty: 'EC',
      x: 'MZpubTk3-IQygw82ml8krkOhnlM3QHHQgUvVmYC9igk',
      y: '9Id9e-wOPzjGMgCEHt2EKxU6KK1cCLph_4hHmWB6oGg',
      crv: 'P-256',
      d: 'rM1x_IiHvjDW9HiWlNV0ciBXujzMhyWBDT6IlouoZyk',
    },
    {
      kty: 'EC',
      x: 'lGUjY9cuMEFyJPk9M8oCwu1Rphim9PuctJJPuM_JnYs',
      y: 'Umikc-PzcGV5l9seTNP1XlFW1n-p2ssU6Pc97BI-iVU',
      crv: 'P-256',
      d: 'GzWN72UvjnkYdFttf31uVY8NXYSEJV3uXzpVFmpDsXw',
    },
    {
      kty: 'EC',
      x: 'imYBmMpGGIaCtk1CUHE4n-34a9MaguQe6DNw5Hhg4fs',
      y: 'xVIQ-VJPiMovk204AKp-W0hjFrpOCWxRnewWS-H4ev4',
      crv: 'P-256',
      d: 'J--M-knIlwNUnJdt_VNob3vBiMaEgBl0k0Wx0rkhu8I',
    },
  ],
  EdDSA: [
    {
      kty: 'OKP',
      crv: 'Ed25519',
      x: 'lP4DJ_WqYRguyl1TkO1ViNrZ33ZWAo4jyl9hGlZbMUI',
      d: 'OcXcYPtBFqeBjI3eDV65T_dow3HoNbjBd0YvPRCtIxE',
    },
    {
      kty: 'OKP',
      crv: 'Ed25519',
      x: '0N_Si7UX77dGJ2NhTsQp1fU1WQYGBPGA2E66jhrOs9A',
      d: '80M4c-vSe331qNKFuWDvHViYS39FsosCn-ZzsZHqjTU',
    },
    {
      kty: 'OKP',
      crv: 'Ed25519',
      x: 'a33VEWmPkVQw7dnwwsywHkp8WwTJr4H6YKHErfIsHzg',
      d: 'YC726ReiOCmlvaClGymQRs8wYbEq6gQHUXLrIsUwKik',
    },
  ],
}
