import { useState } from 'react'
import { isPortalAuthError } from 'scaikey-portal-auth'
import { useAuthFetch } from 'scaikey-portal-auth/react'

/** Calls an API as the signed-in user. */
export function CallApi({ url }: { readonly url: string }) {
  const authFetch = useAuthFetch()
  const [answer, setAnswer] = useState('')

  async function call(): Promise<void> {
    setAnswer('…')
    try {
      const response = await authFetch(url)
      const { email } = (await response.json()) as { readonly email?: string }
      setAnswer(`${response.status}${email ? `, ${email}` : ''}, ${new Date().toLocaleTimeString('en-GB')}`)
    } catch (error) {
      setAnswer(isPortalAuthError(error) ? error.code.replaceAll('_', ' ') : 'the server cannot be reached')
    }
  }

  return (
    <div className="call">
      <button type="button" className="primary" onClick={() => void call()}>
        Call the API
      </button>
      <output aria-label="Answer of GET /api/v1/me">{answer || 'GET /api/v1/me, with the access token'}</output>
    </div>
  )
}
