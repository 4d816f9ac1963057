/** The form under which an e-mail is looked up and counted: without regard to case, or to how an accent is composed. */
export function canonicalEmail(email: string): string {
  return email.trim().normalize('NFC').toLowerCase()
}
