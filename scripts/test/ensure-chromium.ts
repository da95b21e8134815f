import { spawnSync } from 'node:child_process';
import fs from 'node:fs';

/** The browser for the journeys: the one given, the system's, or as root Debian's, installed now. Returns null with a sentence printed when there is none. */
export function ensureChromium(): string | null {
  const places = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
  const find = () => places.find((place) => place && fs.existsSync(place)) ?? null;
  const here = find();
  if (here) return here;
  if (process.getuid?.() === 0 && spawnSync('apt-get', ['--version'], { stdio: 'ignore' }).status === 0) {
    console.log('Installing Chromium for the journeys (apt-get, about 100 MB)');
    spawnSync('apt-get', ['update', '-qq'], { stdio: ['ignore', 'ignore', 'inherit'] });
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    const packages = ['chromium', 'fonts-noto-color-emoji'];
    spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], {
      stdio: ['ignore', 'ignore', 'inherit'],
      env,
    });
  }
  const installed = find();
  if (!installed) console.log('No Chromium was found: install it, or name it in CHROMIUM.');
  return installed;
}
