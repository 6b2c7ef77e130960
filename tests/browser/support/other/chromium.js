// A Chromium of any age, spoken to in the DevTools protocol, of which only what is old is used.

import { OtherPage } from './page.js';
import { openChannel } from './channel.js';
import { startProcess } from './process.js';

/** @param {string} program @param {Record<string, string>} env */
export async function startChromium(program, env) {
  const flags = [
    '--headless',
    '--no-sandbox',
    '--single-process',
    '--no-zygote',
    '--disable-gpu',
    '--use-gl=swiftshader',
    '--remote-debugging-port=0',
  ];
  const running = await startProcess(
    program,
    (folder) => [...flags, `--user-data-dir=${folder}`, 'about:blank'],
    /DevTools listening on (ws:\S+)/,
    env,
  );
  const channel = await openChannel(running.address);

  return {
    version: (await channel.ask('Browser.getVersion')).product,
    /** @param {string} url @param {{ width: number, height: number }} viewport */
    async open(url, viewport) {
      const { targetId } = await channel.ask('Target.createTarget', { url: 'about:blank', ...viewport });
      const { sessionId } = await channel.ask('Target.attachToTarget', { targetId, flatten: true });
      const ask = (/** @type {string} */ method, params = {}) => channel.ask(method, params, { sessionId });
      const page = new OtherPage({
        async evaluate(expression) {
          const { result, exceptionDetails } = await ask('Runtime.evaluate', {
            expression,
            returnByValue: true,
            awaitPromise: true,
          });
          if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
          return result.value;
        },
        picture: async () => Buffer.from((await ask('Page.captureScreenshot')).data, 'base64'),
      });
      channel.listen((event) => {
        if (event.sessionId === sessionId) troubleIn(event).forEach((trouble) => page.tell(trouble));
      });
      for (const domain of ['Runtime', 'Log', 'Page']) await ask(`${domain}.enable`);
      await ask('Emulation.setDeviceMetricsOverride', {
        ...viewport,
        deviceScaleFactor: 1,
        mobile: viewport.width < viewport.height,
      });
      await ask('Page.navigate', { url });
      return page;
    },
    async close() {
      channel.close();
      await running.stop();
    },
  };
}

/** @param {{ method: string, params: any }} event */
function troubleIn({ method, params }) {
  if (method === 'Runtime.exceptionThrown')
    return [`uncaught: ${params.exceptionDetails.exception?.description ?? params.exceptionDetails.text}`];
  if (method === 'Runtime.consoleAPICalled' && ['error', 'warning', 'assert'].includes(params.type)) {
    return [`console: ${params.args.map((/** @type {any} */ arg) => arg.value ?? arg.description).join(' ')}`];
  }
  if (method === 'Log.entryAdded' && ['error', 'warning'].includes(params.entry.level))
    return [`log: ${params.entry.text} ${params.entry.url ?? ''}`];
  return [];
}
