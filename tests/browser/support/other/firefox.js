// Debian's Firefox, spoken to in WebDriver BiDi.

import { OtherPage } from './page.js';
import { openChannel } from './channel.js';
import { startProcess } from './process.js';

/** @param {string} program */
export async function startFirefox(program) {
  const running = await startProcess(
    program,
    (folder) => ['--headless', '--no-remote', '--profile', folder, '--remote-debugging-port=0'],
    /WebDriver BiDi listening on (ws:\S+)/,
    { MOZ_HEADLESS: '1' },
  );
  const channel = await openChannel(`${running.address}/session`);
  const { capabilities } = await channel.ask('session.new', { capabilities: {} });
  await channel.ask('session.subscribe', { events: ['log.entryAdded'] });

  return {
    version: `Firefox/${capabilities.browserVersion}`,
    /** @param {string} url @param {{ width: number, height: number }} viewport */
    async open(url, viewport) {
      const { context } = await channel.ask('browsingContext.create', { type: 'window' });
      const page = new OtherPage({
        async evaluate(expression) {
          const { result, exceptionDetails } = await channel.ask('script.evaluate', {
            expression: `Promise.resolve(${expression}).then((value) => JSON.stringify(value))`,
            target: { context },
            awaitPromise: true,
          });
          if (exceptionDetails) throw new Error(exceptionDetails.text);
          return result.value === undefined ? undefined : JSON.parse(result.value);
        },
        picture: async () =>
          Buffer.from((await channel.ask('browsingContext.captureScreenshot', { context })).data, 'base64'),
      });
      channel.listen(({ method, params }) => {
        if (method !== 'log.entryAdded' || params.source?.context !== context) return;
        if (['error', 'warn'].includes(params.level)) page.tell(`console: ${params.text}`);
      });
      await channel.ask('browsingContext.setViewport', { context, viewport });
      await channel.ask('browsingContext.navigate', { context, url, wait: 'interactive' });
      return page;
    },
    async close() {
      channel.close();
      await running.stop();
    },
  };
}
