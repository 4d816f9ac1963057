import { createHash } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import { basename, isAbsolute, relative, resolve, sep } from 'node:path'
import { CodegenFailure } from '../../openapi/failure.ts'
import { fetchSource, showUrl } from './fetch-source.ts'

/** The largest accepted document, in bytes: more than any backend needs, less than would exhaust memory. */
const maxBytes = 20_000_000

/** The kinds of sources. */
export const sourceKinds = [
  /** A file in the folder of the configuration. */
  'file',
  /** A file outside it. */
  'outside',
  /** An http or https URL. */
  'url',
  /** Standard input. */
  'stdin',
] as const

/** Where a document came from, as the lock file stores it. */
export interface SourceRecord {
  readonly kind: (typeof sourceKinds)[number]
  /** A path in the folder of the configuration, the bare name of a file outside it, a URL without its query, or `-`. */
  readonly name: string
  /** The hash of its bytes, in hex. */
  readonly sha256: string
}

/** A document's text, and where it came from. */
export interface Source {
  readonly text: string
  readonly record: SourceRecord
}

/** The environment of a run. */
export interface SourcePorts {
  readonly cwd: string
  readonly env: Readonly<Record<string, string | undefined>>
  readonly stdin: AsyncIterable<Uint8Array>
  readonly fetch?: typeof globalThis.fetch
  readonly pause?: (ms: number) => Promise<unknown>
}

/**
 * Reads a source: a file, an http or https URL, or `-` for standard input. `home` is the folder of the configuration. The environment variable `CODEGEN_BEARER` is
 * the bearer token for a URL. Rejects with `sourceUnreachable` if the source cannot be read, and with `usage` if it or the
 * token is not valid.
 */
export async function readSource(source: string, home: string, ports: SourcePorts): Promise<Source> {
  if (source === '-') return found('stdin', '-', await readStdin(ports.stdin))
  if (isUrl(source)) {
    const url = readUrl(source)
    const { env, ...rest } = ports
    return found('url', showUrl(url), await fetchSource(url, { ...rest, bearer: readBearer(env), maxBytes }))
  }
  const file = resolve(ports.cwd, source)
  const path = relative(home, file).split(sep).join('/')
  // The path of a file outside depends on the machine, so only its name is stored.
  const isOutside = path.startsWith('../') || isAbsolute(path)
  const bytes = await readSmallFile(source, file)
  return isOutside ? found('outside', basename(file), bytes) : found('file', path, bytes)
}

/** Whether a source is read over the network. */
export function isUrl(source: string): boolean {
  return /^[a-z][a-z\d+.-]+:\/\//i.test(source)
}

function found(kind: SourceRecord['kind'], name: string, bytes: Uint8Array): Source {
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  return { text: new TextDecoder().decode(bytes), record: { kind, name, sha256 } }
}

function readUrl(source: string): URL {
  const url = URL.canParse(source) ? new URL(source) : undefined
  if (!url || !/^https?:$/.test(url.protocol)) {
    throw new CodegenFailure('usage', 'the source is neither a file nor an http or https URL; see --help')
  }
  if (url.username !== '' || url.password !== '') {
    throw new CodegenFailure('usage', `${showUrl(url)} contains credentials; put a token into CODEGEN_BEARER instead`)
  }
  return url
}

/** Build servers pass a missing secret as an empty variable. */
function readBearer(env: SourcePorts['env']): string | undefined {
  const bearer = env['CODEGEN_BEARER']?.trim() || undefined
  // `Headers` would throw an error that quotes the token.
  if (bearer === undefined || /^[\x21-\x7e]+$/.test(bearer)) return bearer
  throw new CodegenFailure(
    'usage',
    'CODEGEN_BEARER contains characters that a header cannot hold; set it to the token alone',
  )
}

async function readSmallFile(name: string, file: string): Promise<Uint8Array> {
  try {
    const { size } = await stat(file)
    if (size > maxBytes) throw tooLarge(name)
    return await readFile(file)
  } catch (cause) {
    if (cause instanceof CodegenFailure) throw cause
    const reason = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unreadable'
    throw new CodegenFailure(
      'sourceUnreachable',
      `cannot read ${name} (${reason}); name an existing document with --source`,
      { cause },
    )
  }
}

async function readStdin(stdin: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of stdin) {
    bytes += chunk.byteLength
    if (bytes > maxBytes) throw tooLarge('standard input')
    chunks.push(chunk)
  }
  if (bytes === 0) throw new CodegenFailure('sourceUnreachable', 'standard input is empty; pipe a document into it')
  return Buffer.concat(chunks)
}

function tooLarge(name: string): CodegenFailure {
  return new CodegenFailure('sourceUnreachable', `${name} has more than ${maxBytes} bytes; check the source`)
}
