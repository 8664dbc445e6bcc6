import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const INSTALLED = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** CHROMIUM_PATH, else an installed Chromium, else the one that npm brought (it unpacks itself on first use). */
const findExecutable = async (): Promise<string> => {
  const given = process.env.CHROMIUM_PATH;
  if (given) {
    if (!existsSync(given)) throw new Error(`CHROMIUM_PATH names ${given}, which does not exist`);
    return given;
  }
  const installed = INSTALLED.find((path) => existsSync(path));
  if (installed) return installed;
  const { default: packaged } = await import('@sparticuz/chromium');
  return packaged.executablePath();
};

/** A real Chromium without a window. Throws where there is none: a browser test that is skipped proves nothing. */
export const launchBrowser = async (): Promise<Browser> => {
  const executablePath = await findExecutable();
  try {
    return await chromium.launch({ executablePath, args: FLAGS });
  } catch (cause) {
    throw new Error(
      `cannot start ${executablePath}; install Chromium (Debian: apt-get install chromium) or set CHROMIUM_PATH`,
      { cause },
    );
  }
};
