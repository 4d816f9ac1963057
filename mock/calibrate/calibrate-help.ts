import { passwordVariable } from './calibrate-options.ts'

/** The text of `calibrate --help`. */
export const calibrateHelp: string = `scaikey-portal-mock calibrate: learns from a running portal what the documentation leaves open

Usage: scaikey-portal-mock calibrate --base-url URL --confirm-target HOST [--account EMAIL [--tenant ID] [--charges 1]]
                                     [--out portal-policy.json] [--rate 1] [--dry-run]

  --base-url URL         the portal: its origin, with its path prefix if it has one
  --confirm-target HOST  repeats the URL's host and port, to confirm that you may send requests there
  --account EMAIL        a test account for the login; its password is read from ${passwordVariable}
  --tenant ID            the tenant of the login; default: the first one that identify lists
  --charges NUMBER       failures that the portal may count for the account, 0 to 3; default 1: one wrong password;
                         2: also a foreign tenant; 3: also two wrong codes of a second factor
  --out FILE             the policy to write; default portal-policy.json; an existing policy is extended
  --rate NUMBER          requests per second, at most 10; default 1
  --dry-run              lists the requests without sending them
  --help                 prints this text

Sends each request at most once, prints each finding beside the mock's default, and writes a policy for
scaikey-portal-mock --policy FILE. It does not change or lock an account, requests no e-mail, and ends the sessions that
it starts. Exits with 1 if the portal cannot be reached or asks for a pause, with 2 for a wrong argument.`
