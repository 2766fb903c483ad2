// The portal under test: the release build with demonstration data, on a free port.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { createServer, request } from "node:http";
import { createServer as createSocket } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url));
const from = (variable, path) => process.env[variable] ?? `${root}${path}`;

/** Where the product, its data and its bundle lie; the suite says, and these are its places. */
export const places = {
  root,
  gavah: from("GAVAH", "target/release/gavah"),
  demo: from("GAVAH_DEMO", "target/demo-test"),
  site: from("GAVAH_SITE", "target/site"),
  python: from("GAVAH_PYTHON", "target/python-venv/bin/python"),
};

const PATIENCE = 60_000;

/** Starts the portal; the answer has its `origin` and `stop()`. */
export async function startServer() {
  if (!existsSync(places.gavah)) {
    throw new Error(`${places.gavah} is missing: cargo build --release -p server`);
  }
  const port = await freePort();
  const words = ["demo", "--dir", places.demo, "--site", places.site, "--port", String(port)];
  const child = spawn(places.gavah, words, { cwd: root, stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (bytes) => (said = (said + bytes).slice(-20_000)));
  }
  const ended = new Promise((resolve) => child.once("exit", resolve));
  const origin = `http://127.0.0.1:${port}`;
  const limit = Date.now() + PATIENCE;
  while (!(await answers(`${origin}/fa/`))) {
    if (child.exitCode !== null || Date.now() > limit) {
      child.kill("SIGKILL");
      throw new Error(`the portal did not start:\n${said}`);
    }
    await pause(50);
  }
  return {
    origin,
    said: () => said,
    async stop() {
      child.kill("SIGTERM");
      const killer = globalThis.setTimeout(() => child.kill("SIGKILL"), 10_000);
      await ended;
      clearTimeout(killer);
    },
  };
}

async function answers(url) {
  try {
    const response = await fetch(url);
    await response.arrayBuffer();
    return response.ok;
  } catch {
    return false;
  }
}

function freePort() {
  return new Promise((resolve, reject) => {
    const socket = createSocket();
    socket.once("error", reject);
    socket.listen(0, "127.0.0.1", () => {
      const { port } = socket.address();
      socket.close(() => resolve(port));
    });
  });
}

/**
 * A relay before the portal that keeps every request whole: what a watcher of the network, or the
 * server itself, could ever learn. It sees what a browser's own report of its requests leaves out.
 */
export async function startRecorder(origin) {
  const target = new URL(origin);
  let requests = [];
  const server = createServer((incoming, outgoing) => {
    const parts = [];
    incoming.on("data", (bytes) => parts.push(bytes));
    incoming.on("end", () => {
      const body = Buffer.concat(parts);
      const { method, url, rawHeaders } = incoming;
      requests.push({ method, url, headers: rawHeaders, body: body.toString("latin1") });
      const onward = request(
        { host: target.hostname, port: target.port, method, path: url, headers: incoming.headers },
        (answer) => {
          outgoing.writeHead(answer.statusCode, answer.rawHeaders);
          answer.pipe(outgoing);
        },
      );
      onward.on("error", () => outgoing.destroy());
      onward.end(body);
    });
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  // A test that fails halfway must not keep the run from ending.
  server.unref();
  return {
    origin: `http://127.0.0.1:${server.address().port}`,
    /** The requests since the last call. */
    take() {
      const taken = requests;
      requests = [];
      return taken;
    },
    stop() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}

/** One request exactly as written: `fetch` would tidy the path. */
export function raw(origin, path, { method = "GET", headers = {}, body = "" } = {}) {
  const { hostname, port } = new URL(origin);
  return new Promise((resolve, reject) => {
    const outgoing = request({ host: hostname, port, method, path, headers }, (answer) => {
      const parts = [];
      answer.on("data", (bytes) => parts.push(bytes));
      answer.on("end", () => {
        const { statusCode: status, headers } = answer;
        resolve({ status, headers, body: Buffer.concat(parts) });
      });
    });
    outgoing.on("error", reject);
    outgoing.end(body);
  });
}
