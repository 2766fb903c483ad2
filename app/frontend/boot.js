// Starts the islands of a page. The names of the files carry their hashes.
import init, * as islands from "./__SCRIPT__";

try {
  await init({ module_or_path: new URL("./__WASM__", import.meta.url) });
  islands.hydrate();
  for (const island of document.querySelectorAll("leptos-island")) {
    islands[island.dataset.component](island);
  }
} catch (error) {
  // The page says so in its own words, and its plain form still works.
  document.documentElement.classList.add("script-failed");
  throw error;
}
