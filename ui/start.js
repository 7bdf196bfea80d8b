// Starts the panel. A file of its own, because the content policy of the server forbids inline scripts.

// amoCRM's page is light, so the panel inside it is light unless the address says otherwise.
const asked = new URLSearchParams(location.search).get("theme");
const theme = asked ?? (window.parent === window ? "auto" : "light");
if (theme !== "auto") document.documentElement.dataset.theme = theme;

// The tag that loaded this file carries the names with hashes.
const { js, wasm } = document.querySelector("script[data-wasm]").dataset;
const { default: init } = await import(new URL(js, document.baseURI));
await init({ module_or_path: new URL(wasm, document.baseURI) });
