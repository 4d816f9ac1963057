/** The form under which an e-mail is looked up and counted: without regard to case. */
export function canonicalEmail(email: string): string {
  return email.trim().toLowerCase()
}
