import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import axe, { type AxeResults } from 'axe-core';
import { type Browser, type Page, chromium } from 'playwright-core';
import type { Test } from 'tap';
import type { BridgeProcess, Organizer } from './bridge-process.js';

/** Not in git: `dist/screenshots/<name>-<phone|desktop>-<light|dark>.png`. */
const pictures = fileURLToPath(new URL('../../screenshots', import.meta.url));
const screens = {
  desktop: { width: 1280, height: 800 },
  phone: { width: 390, height: 780 },
} as const;
const patienceMs = 10_000;

/** Debian's Chromium on the portal of a bridge that runs, until the test ends. */
export class PortalBrowser {
  readonly #browser: Browser;
  readonly #url: string;

  private constructor(browser: Browser, url: string) {
    this.#browser = browser;
    this.#url = url;
  }

  static async open(t: Test, bridge: Pick<BridgeProcess, 'url'>): Promise<PortalBrowser> {
    const browser = await chromium.launch({
      executablePath: '/usr/bin/chromium',
      args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'],
    });
    t.teardown(() => browser.close());
    return new PortalBrowser(browser, bridge.url);
  }

  /** A visitor of its own: cookies are not shared. */
  async visitor(language: 'en' | 'fr' = 'en'): Promise<PortalVisitor> {
    const context = await this.#browser.newContext({
      baseURL: this.#url,
      locale: language === 'fr' ? 'fr-FR' : 'en-GB',
      timezoneId: 'Europe/Brussels',
      viewport: screens.desktop,
    });
    context.setDefaultTimeout(patienceMs);
    return new PortalVisitor(await context.newPage());
  }
}

export class PortalVisitor {
  readonly page: Page;
  /** What a page should never cause: errors of scripts, and what the policy or the server refused. */
  readonly complaints: string[] = [];

  constructor(page: Page) {
    this.page = page;
    page.on('pageerror', (error) => this.complaints.push(String(error)));
    page.on('console', (message) => {
      // The status of a page that a test asks for in vain is no complaint.
      if (message.type() !== 'error' || message.text().startsWith('Failed to load')) return;
      this.complaints.push(message.text());
    });
    page.on('request', (request) => {
      const { hostname } = new URL(request.url());
      if (hostname !== '127.0.0.1') this.complaints.push(`asked for ${request.url()}`);
    });
  }

  /** Resolves on the page that follows. */
  async signIn({ email, password }: Pick<Organizer, 'email' | 'password'>): Promise<void> {
    await this.page.goto('/sign-in');
    await this.page.locator('#email').fill(email);
    await this.page.locator('#password').fill(password);
    await Promise.all([
      this.page.waitForURL((url) => url.pathname !== '/sign-in'),
      this.page.locator('main button.primary').click(),
    ]);
  }

  /** What axe finds against WCAG 2.2 AA on the page as it is, in words; empty when it finds nothing. */
  async barriers(): Promise<readonly string[]> {
    // Through the debugger, which the policy of the page does not bind.
    await this.page.evaluate(axe.source);
    const results = await this.page.evaluate<AxeResults>(
      `axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })`,
    );
    return results.violations.flatMap(({ id, help, nodes }) =>
      nodes.map(({ target }) => `${id}: ${help} (${target.join(' ')})`),
    );
  }

  /** The page at both widths, light and dark, for people to look at; and what axe says of each. */
  async picture(name: string): Promise<readonly string[]> {
    mkdirSync(pictures, { recursive: true });
    const found: string[] = [];
    for (const [screen, size] of Object.entries(screens)) {
      await this.page.setViewportSize(size);
      for (const colorScheme of ['light', 'dark'] as const) {
        await this.page.emulateMedia({ colorScheme });
        const file = `${name}-${screen}-${colorScheme}.png`;
        await this.page.screenshot({ path: path.join(pictures, file), fullPage: true });
        // Each width and each colour once: all four would find nothing more.
        if ((screen === 'phone') === (colorScheme === 'dark')) {
          found.push(...(await this.barriers()).map((barrier) => `${file}: ${barrier}`));
        }
      }
      const wide = await this.page.evaluate(
        `document.documentElement.scrollWidth - document.documentElement.clientWidth`,
      );
      if (Number(wide) > 0) found.push(`${name}-${screen}: ${String(wide)} px too wide`);
    }
    await this.page.setViewportSize(screens.desktop);
    await this.page.emulateMedia({ colorScheme: 'light' });
    return found;
  }
}
