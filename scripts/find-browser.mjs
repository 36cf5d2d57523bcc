import { execFileSync } from 'node:child_process'
import { accessSync, constants, existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { env, platform } from 'node:process'

const commands = {
  chromium: ['google-chrome-stable', 'google-chrome', 'chromium', 'chromium-browser', 'microsoft-edge', 'msedge'],
  firefox: ['firefox-esr', 'firefox'],
}

const places = {
  chromium: {
    darwin: [
      '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
      '/Applications/Chromium.app/Contents/MacOS/Chromium',
      '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
    ],
    win32: ['ProgramFiles', 'ProgramFiles(x86)', 'LocalAppData'].flatMap((root) =>
      ['Google\\Chrome\\Application\\chrome.exe', 'Microsoft\\Edge\\Application\\msedge.exe'].map((path) =>
        join(env[root] ?? '', path),
      ),
    ),
  },
  firefox: {
    darwin: ['/Applications/Firefox.app/Contents/MacOS/firefox'],
    win32: [join(env.ProgramFiles ?? '', 'Mozilla Firefox\\firefox.exe')],
  },
}

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

function installed(kind) {
  const named = kind === 'chromium' ? env.CHROME_PATH : env.FIREFOX_PATH
  const onPath = (env.PATH ?? '')
    .split(delimiter)
    .flatMap((folder) => commands[kind].map((command) => join(folder, command)))
  return [named, ...(platform === 'win32' ? [] : onPath), ...(places[kind][platform] ?? [])].find(
    (path) => path && isExecutable(path),
  )
}

const debianPackage = { chromium: 'chromium', firefox: 'firefox-esr' }

/**
 * The path of a browser on this machine: `CHROME_PATH` or `FIREFOX_PATH`, else the PATH and the usual places.
 * Where there is none, on Debian or Ubuntu and as root, it installs the system's package and says so.
 * @param {'chromium' | 'firefox'} kind
 * @throws {Error} one sentence saying what to install
 */
export function findBrowser(kind) {
  const found = installed(kind)
  if (found) return found
  const name = debianPackage[kind]
  if (existsSync('/etc/debian_version') && process.getuid?.() === 0) {
    console.log(`No ${kind} found: installing the system package "${name}".`)
    const options = { stdio: ['ignore', 'ignore', 'inherit'], env: { ...env, DEBIAN_FRONTEND: 'noninteractive' } }
    execFileSync('apt-get', ['update', '-qq'], options)
    execFileSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', name], options)
    const now = installed(kind)
    if (now) return now
  }
  throw new Error(
    kind === 'chromium'
      ? 'No browser found: install Chrome, Chromium or Edge, or set CHROME_PATH to one.'
      : 'No Firefox found: install it, or set FIREFOX_PATH to one.',
  )
}

/** Flags for a quiet headless Chromium; the sandbox is off only for root, who cannot have it. */
export const chromiumFlags = [
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]
