// Shows the product's panel in a frame, as the widget does inside amoCRM.
import { page, user } from "/sandbox/page/frame.js";

const settings = await page("settings");
const frame = document.querySelector("#panel");
const origin = new URL(settings.panel_url).origin;

// The panel says hello and gets a token: only it, and only at its own address.
window.addEventListener("message", async (event) => {
  if (event.source !== frame.contentWindow || event.origin !== origin) return;
  if (event.data?.type !== "triggers:hello") return;
  const { token } = await page(`disposable-token?user_id=${user()}`);
  event.source.postMessage({ type: "triggers:token", token }, origin);
});

frame.src = settings.panel_url;
