import { passwordVariable } from './calibrate-options.ts'

/** What `calibrate --help` prints. */
export const calibrateHelp: string = `scaikey-portal-mock calibrate: learns from a running portal what its documentation leaves open

Usage: scaikey-portal-mock calibrate --base-url URL --confirm-target HOST [--account EMAIL [--tenant ID] [--charges 1]]
                                     [--out portal-policy.json] [--rate 1] [--dry-run]

  --base-url URL         the portal: its origin, with a path prefix where it has one
  --confirm-target HOST  the URL's host and port, said again: you may send requests there
  --account EMAIL        a test account to log in with; its password is read from ${passwordVariable}
  --tenant ID            the tenant to log in to; default: the first that identify lists
  --charges NUMBER       what the portal may count against the account, 0 to 3; default 1: one wrong password;
                         2: also a tenant that is not its own; 3: also two wrong codes of a second factor
  --out FILE             where the policy is written; default portal-policy.json; one that is there is added to
  --rate NUMBER          requests a second, at most 10; default 1
  --dry-run              lists the requests and sends none
  --help                 this text

Sends each request of the list once at the most, prints what it found beside the mock's default, and writes a policy for
scaikey-portal-mock --policy FILE. It changes no account, asks for no e-mail, locks nobody out and logs out whom it
logged in. Exits with 1 where the portal could not be reached or asked for a pause, with 2 for a wrong argument.`
