/**
 * Notes what the page does that no reader should have to bear: errors of our renderer, and requests
 * to other servers.
 * @param {import("playwright-core").Page} page
 * @param {string} origin the one server to talk to
 * @returns {() => string[]} ends the watch and says what was noted
 */
export function watch(page, origin) {
  /** @type {string[]} */
  const noted = [];
  const onError = (/** @type {Error} */ error) => {
    if (/unrolled-figures/.test(error.stack ?? "")) noted.push(`page error: ${error.message}`);
  };
  const onRequest = (/** @type {import("playwright-core").Request} */ request) => {
    const url = new URL(request.url());
    if (/^(http|ws)s?:$/.test(url.protocol) && url.host !== new URL(origin).host) {
      noted.push(`asked another server: ${url.href}`);
    }
  };
  page.on("pageerror", onError);
  page.on("request", onRequest);
  return () => {
    page.off("pageerror", onError);
    page.off("request", onRequest);
    return noted;
  };
}
